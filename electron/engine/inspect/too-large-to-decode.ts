import { decodingBounds } from '#contract/limits';
import type { MessageToDecode } from '../decode/message-to-decode';

/** Nothing would decode it, and it would be copied to the worker each time that somebody asks. */
export function tooLargeToDecode({ payload }: MessageToDecode): boolean {
  return payload.length > decodingBounds.decodedBytes;
}
