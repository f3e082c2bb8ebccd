import type { AppEvent, TreelineApi } from '#contract/app';
import type { Diagnosis } from '#contract/diagnosis';
import type { Failure } from '#contract/failure';
import type { ProfileDraft } from '#contract/profile-change';

type Client = Pick<TreelineApi, 'testConnection' | 'cancelTest' | 'copyText'>;

/** The test panel of one form: at most one test at a time; a new one ends the one before. */
export class ConnectionTest {
  readonly #client: Client;
  /** Null: none was made yet, and none was left behind by a failed connect. */
  diagnosis: Diagnosis | null = $state.raw(null);
  /** The diagnosis comes from a test made here, not from a connect. */
  made = $state(false);
  /** Why the test could not even start. */
  failure: Failure | null = $state.raw(null);
  #testId: string | null = $state(null);
  readonly running: boolean = $derived(this.#testId !== null);

  constructor(client: Client, before: Diagnosis | null) {
    this.#client = client;
    this.diagnosis = before;
  }

  async start(draft: ProfileDraft): Promise<void> {
    this.cancel();
    const testId = crypto.randomUUID();
    this.#testId = testId;
    this.diagnosis = null;
    this.failure = null;
    this.made = true;
    const answer = await this.#client.testConnection({ testId, draft });
    if (answer.ok || this.#testId !== testId) return;
    this.failure = answer.failure;
    this.#testId = null;
  }

  /** Main's `test` events; those of another test are passed over. */
  accept({ testId, diagnosis }: Extract<AppEvent, { kind: 'test' }>): void {
    if (testId !== this.#testId) return;
    this.diagnosis = diagnosis;
    if (diagnosis.done) this.#testId = null;
  }

  /** The connection has come up since: what an earlier try of it found holds no longer. */
  forgetLeftBehind(): void {
    if (!this.made) this.diagnosis = null;
  }

  /** Also when the form closes. What was found so far stays. */
  cancel(): void {
    if (this.#testId === null) return;
    void this.#client.cancelTest({ testId: this.#testId });
    this.#testId = null;
  }

  /** Whether the report is on the clipboard. */
  async copy(report: string): Promise<boolean> {
    const answer = await this.#client.copyText({ text: report });
    return answer.ok;
  }
}
