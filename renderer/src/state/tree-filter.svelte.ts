import { maxFilterCharacters } from '#contract/limits';
import { filterWords } from '#contract/words/filter';
import type { FilterStatus } from '#contract/frame';
import type { EngineClient } from '../client/engine-client';
import { formatWhole } from '../format/numbers';

/** A key after another is one question (DESIGN.md section 7). */
const typingMs = 60;
/** The count is said once the hand rests (DESIGN.md section 12). */
const sayAfterMs = 1_000;

/** The topic filter of one window: what is typed, and what the engine found of it so far. */
export class TreeFilter {
  /** As typed. */
  text = $state('');
  status: FilterStatus | null = $state.raw(null);
  /** For a polite live region: the count, said once for each text. */
  announcement = $state('');

  readonly active = $derived(this.text.trim() !== '');
  /** `9 of 12,408`, with `…` while the engine still looks; empty: nothing to say yet. */
  readonly count = $derived(this.active && this.status ? this.#counted(this.status) : '');
  /** `2 words left out`; empty: the engine looks for all of them. */
  readonly ignored = $derived(this.active && this.status ? ignoredIn(this.status) : '');
  /** The engine looked at every topic, and none matches what is typed. */
  readonly nothing = $derived(this.#answered && this.status?.matches === 0);

  readonly #client: Pick<EngineClient, 'command'>;
  #sent = '';
  #typing: ReturnType<typeof setTimeout> | null = null;
  #saying: ReturnType<typeof setTimeout> | null = null;
  /** The hand rests, and the count has not been said. */
  #due = false;

  constructor(client: Pick<EngineClient, 'command'>) {
    this.#client = client;
  }

  close(): void {
    if (this.#typing !== null) clearTimeout(this.#typing);
    if (this.#saying !== null) clearTimeout(this.#saying);
  }

  type(text: string): void {
    this.text = text.slice(0, maxFilterCharacters);
    if (this.#typing !== null) clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#send(), typingMs);
    this.#sayLater();
  }

  clear(): void {
    this.text = '';
    this.#send();
    this.#sayLater();
  }

  /** A new channel: a reloaded page goes on with what the engine kept, a new engine with what is typed here. */
  begin(kept: string): void {
    this.status = null;
    this.#sent = kept;
    if (this.text === '') this.text = kept;
    else this.#send();
  }

  accept(status: FilterStatus | null): void {
    this.status = status;
    this.#say();
  }

  /** What the engine says is about what is typed, and it is done. */
  get #answered(): boolean {
    return this.active && this.status !== null && this.status.complete && this.status.text === this.text;
  }

  #counted({ matches, topics }: FilterStatus): string {
    return filterWords.count(formatWhole(matches), formatWhole(topics), this.#answered);
  }

  #send(): void {
    if (this.#typing !== null) clearTimeout(this.#typing);
    this.#typing = null;
    if (this.text === this.#sent) return;
    this.#sent = this.text;
    this.#client.command({ kind: 'filter', text: this.text });
  }

  #sayLater(): void {
    this.announcement = '';
    this.#due = false;
    if (this.#saying !== null) clearTimeout(this.#saying);
    this.#saying = setTimeout(() => {
      this.#saying = null;
      this.#due = true;
      this.#say();
    }, sayAfterMs);
  }

  #say(): void {
    if (!this.#due || !this.#answered || !this.status) return;
    this.#due = false;
    const { matches, topics } = this.status;
    const said = filterWords.said(matches, formatWhole(matches), formatWhole(topics));
    this.announcement = this.ignored === '' ? said : `${said}, ${this.ignored}`;
  }
}

function ignoredIn({ ignoredWords }: FilterStatus): string {
  return ignoredWords === 0 ? '' : filterWords.ignored(ignoredWords, formatWhole(ignoredWords));
}
