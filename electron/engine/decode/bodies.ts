import type { BodyLine, BodyView, OpenedBody } from '#contract/document';
import { fail, type Result } from '#contract/failure';
import type { Preview } from '#contract/message';
import type { KeptBody } from './kept-body';

export interface BodiesOptions {
  /** A kept message; `seq` null: the newest. */
  readonly body: (node: number, seq: number | null) => KeptBody | null;
  /** The kept message just before `seq` in the same topic. */
  readonly previous: (node: number, seq: number) => KeptBody | null;
}

/** Skeleton: signatures first. */
export class Bodies {
  readonly #options: BodiesOptions;
  constructor(options: BodiesOptions) {
    this.#options = options;
  }
  preview(start: Uint8Array, sizeBytes: number): Preview {
    return { kind: 'text', text: `${start.byteLength} ${sizeBytes}` };
  }
  displayText(text: string): string {
    return text;
  }
  open(
    request: { node: number; seq: number | null; view: BodyView; compare: boolean; all: boolean },
    signal: AbortSignal
  ): Promise<Result<OpenedBody>> {
    signal.throwIfAborted();
    this.#options.body(request.node, request.seq);
    return Promise.resolve(fail('not-kept'));
  }
  readLines(document: number, first: number, count: number): Result<readonly BodyLine[]> {
    return fail('not-kept', `${document} ${first} ${count}`);
  }
  close(document: number): void {
    void document;
  }
  closeAll(): void {}
  payloadText(node: number, seq: number | null): Result<string> {
    return fail('not-kept', `${node} ${seq}`);
  }
  dispose(): void {}
}
