import type { Failure, Result } from '#contract/failure';

/** What the inspector asks of the shell. */
export interface InspectorActions {
  copyText(text: string): Promise<Result<null>>;
  /** Main asks where to; null: the person closed the dialog. */
  saveBody(node: number, seq: number, suggestedName: string): Promise<Result<{ bytes: number; path: string } | null>>;
  /** Words for a failure, in one line. */
  describe(failure: Failure): string;
  /** Esc: the focus goes back to the tree. */
  focusTree(): void;
}
