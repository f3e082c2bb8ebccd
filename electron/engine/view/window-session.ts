import type { PublishAnswer, Question } from '#contract/engine';
import type { Result } from '#contract/failure';
import type { Port } from '#contract/port';
import type { StoreReader } from '../store/store-reader';
import type { Decoding } from './decoding';

export interface WindowSessionOptions {
  readonly windowId: number;
  readonly store: StoreReader;
  readonly bodies: Decoding;
  readonly publish: (
    request: Extract<Question, { ask: 'publish' }>,
    signal: AbortSignal
  ) => Promise<Result<PublishAnswer>>;
  readonly now: () => number;
}

/** Skeleton: signatures first. */
export class WindowSession {
  readonly #options: WindowSessionOptions;
  constructor(options: WindowSessionOptions) {
    this.#options = options;
  }
  attach(port: Port): void {
    port.onMessage(() => this.#options.now());
  }
  tick(nowMs: number): void {
    void nowMs;
  }
  connectionChanged(online: boolean, nowMs: number): void {
    void online;
    void nowMs;
  }
  dispose(): void {
    this.#options.bodies.dispose();
  }
}
