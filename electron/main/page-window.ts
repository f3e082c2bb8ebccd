import type { AppEvent, RequestInput } from '#contract/app';
import type { SecretMove, SecretMoveAnswer } from './secret-move';

/** What a person saves to a file. */
export type SavedThing = 'payload' | 'history' | 'chart' | 'connections';

/** A window as the request handlers see it; the same in a test. */
export interface PageWindow {
  readonly id: number;
  send(event: AppEvent): void;
  /** Tells the page whether its window is maximised, focused, in full screen. */
  sendState(): void;
  act(action: RequestInput<'windowAction'>['action']): void;
  /** Null: the person closed the dialog. */
  chooseFile(kind: RequestInput<'pickFile'>['kind']): Promise<string | null>;
  chooseImport(): Promise<string | null>;
  /** `.proto` files or descriptor sets, several at once; none: the person closed the dialog. */
  chooseSchemas(): Promise<readonly string[]>;
  chooseSavePath(what: SavedThing, suggestedName: string): Promise<string | null>;
  /** A question of main's own, which no page can answer. */
  confirmSecretsFor(move: SecretMove): Promise<SecretMoveAnswer>;
}
