import type { AppEvent, RequestInput } from '#contract/app';

/** A window as the request handlers see it; the same in a test. */
export interface PageWindow {
  readonly id: number;
  send(event: AppEvent): void;
  /** Tells the page whether its window is maximised, focused, in full screen. */
  sendState(): void;
  act(action: RequestInput<'windowAction'>['action']): void;
  /** Null: the person closed the dialog. */
  chooseFile(kind: RequestInput<'pickFile'>['kind']): Promise<string | null>;
  chooseSavePath(suggestedName: string): Promise<string | null>;
}
