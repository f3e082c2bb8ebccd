import type { DecoderRule } from '#contract/decoder-rule';
import type { EngineSchema } from '#contract/engine-control';
import type { MessageTypes } from '#contract/engine';
import { succeed, type Result } from '#contract/failure';
import type { RunJobs } from '../decode/run-jobs';

/** Rules made ready for many topics. */
interface ReadyRules {
  /** The first that matches; a topic that is no UTF-8 (null) is matched by none. */
  of(topic: string | null): DecoderRule | null;
}

interface DecodingSetupOptions {
  readonly jobs: RunJobs;
  readonly ready: (rules: readonly DecoderRule[]) => ReadyRules;
}

/** How the payloads of a connection are read, for all its windows: rules and schemas, as main last said. */
export class DecodingSetup {
  readonly #options: DecodingSetupOptions;
  #rules: ReadyRules;
  #types: Promise<Result<MessageTypes>> = Promise.resolve(succeed({ types: [], problems: [] }));
  #revision = 0;

  constructor(options: DecodingSetupOptions) {
    this.#options = options;
    this.#rules = options.ready([]);
  }

  /** Grows with each change: what is shown is to be opened anew. */
  get revision(): number {
    return this.#revision;
  }

  set(rules: readonly DecoderRule[], schemas: readonly EngineSchema[]): void {
    this.#rules = this.#options.ready(rules);
    this.#types = this.#options.jobs.run('configure', { rules, schemas });
    // Whoever asks for the types hears of it; nobody may.
    this.#types.catch(() => undefined);
    this.#revision += 1;
  }

  ruleOf(topic: string | null): DecoderRule | null {
    return this.#rules.of(topic);
  }

  /** What the schemas hold. Failure: decode-ended. */
  messageTypes(): Promise<Result<MessageTypes>> {
    return this.#types;
  }
}
