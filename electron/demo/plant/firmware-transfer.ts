import type { Point } from '../point';
import type { Random } from '../random';

const CHUNK_BYTES = 512;
const IMAGE_BYTES = 256 * 1024;

/** A firmware image in pieces: 4 bytes offset, 4 bytes total (big-endian), then the piece; starts over at the end. */
export function firmwareTransfer(random: Random): Point['sample'] {
  let offset = 0;
  return () => {
    const chunk = new Uint8Array(8 + CHUNK_BYTES);
    const header = new DataView(chunk.buffer);
    header.setUint32(0, offset);
    header.setUint32(4, IMAGE_BYTES);
    for (let index = 8; index < chunk.length; index += 1) chunk[index] = random.whole(0, 255);
    offset = (offset + CHUNK_BYTES) % IMAGE_BYTES;
    return chunk;
  };
}
