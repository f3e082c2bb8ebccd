import type { PayloadFormat } from '#contract/payload-format';

/** What a job says of itself while it runs. */
export interface WorkSigns {
  /** It goes on. Throws when nobody waits for it any more. */
  alive(): void;
  /** It is in this decoder now. */
  trying(format: PayloadFormat): void;
}
