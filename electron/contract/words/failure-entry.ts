import type { FailureFacts } from '../failure';

/** What is said about one failure. `brief` fits the rail; the title has no full stop; `action` may be empty. */
export interface FailureEntry {
  readonly brief: string;
  readonly title: string;
  readonly meaning: string;
  readonly action: string;
}

/** Words for some of the codes. */
export type FailureTable<Code extends string> = Readonly<Record<Code, (facts: FactReader) => FailureEntry>>;

/** Facts as words need them: any of them may be missing, and then the sentence does without. */
export class FactReader {
  readonly #facts: FailureFacts;

  constructor(facts: FailureFacts) {
    this.#facts = facts;
  }

  has(name: string): boolean {
    return this.#facts[name] !== undefined;
  }

  is(name: string, value: string | number): boolean {
    return this.#facts[name] === value;
  }

  text(name: string, otherwise: string): string {
    const value = this.#facts[name];
    return value === undefined || value === '' ? otherwise : String(value);
  }

  /** The broker as a person knows it, inside a sentence … */
  get host(): string {
    return this.text('host', 'the broker');
  }

  /** … and at its start. */
  get hostFirst(): string {
    return this.text('host', 'The broker');
  }

  get port(): string {
    return this.has('port') ? `port ${this.text('port', '')}` : 'this port';
  }

  get seconds(): string {
    return this.has('seconds') ? `${this.text('seconds', '')} seconds` : 'a while';
  }

  /** `256 KB`, decimal as in the settings. */
  size(name: string, otherwise: string): string {
    const bytes = this.#facts[name];
    if (typeof bytes !== 'number') return otherwise;
    if (bytes < 1_000) return `${bytes} bytes`;
    if (bytes < 1_000_000) return `${short(bytes / 1_000)} KB`;
    return `${short(bytes / 1_000_000)} MB`;
  }

  /** `2026-11-18`, without a time zone's confusion: certificates are dated in UTC. */
  date(name: string, otherwise: string): string {
    const atMs = this.#facts[name];
    return typeof atMs === 'number' && Number.isFinite(atMs) ? new Date(atMs).toISOString().slice(0, 10) : otherwise;
  }

  days(name: string): string | null {
    const days = this.#facts[name];
    if (typeof days !== 'number') return null;
    return days === 1 ? '1 day' : `${days} days`;
  }

  /** The broker's own text, in quotes, as a sentence; empty when it said nothing. */
  get brokerSays(): string {
    return this.has('brokerSays') ? ` It says: “${this.text('brokerSays', '')}”.` : '';
  }

  get code(): string {
    const code = this.#facts.reasonCode;
    return typeof code === 'number' ? `0x${code.toString(16).toUpperCase().padStart(2, '0')}` : 'no code';
  }
}

function short(value: number): string {
  return (value < 10 ? value.toFixed(1) : value.toFixed(0)).replace(/\.0$/, '');
}
