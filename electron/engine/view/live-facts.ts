import type { OverloadStep } from '#contract/frame';
import type { Gap } from '#contract/message';

/** What the status line says of the connection beside the store's figures. */
export interface LiveFacts {
  readonly lagMs: number | null;
  readonly overloadStep: OverloadStep;
  readonly waitingBytes: number;
  readonly bufferBytes: number;
  readonly gaps: number;
  readonly lastGap: Gap | null;
  /** See EngineStatus. */
  readonly decodingRevision: number;
}
