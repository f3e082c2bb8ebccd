import type { Result } from '#contract/failure';
import { saveChunks } from './save-chunks';

/** One write at a time, so that ticks run between them. */
const chunkBytes = 4_194_304;

/** Writes a payload byte for byte. Failure: as saveChunks. */
export function saveBody(
  payload: Uint8Array,
  path: string,
  signal: AbortSignal
): Promise<Result<{ readonly bytes: number }>> {
  return saveChunks(chunksOf(payload), path, signal);
}

function* chunksOf(payload: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < payload.length; at += chunkBytes) yield payload.subarray(at, at + chunkBytes);
}
