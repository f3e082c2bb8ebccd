import { Decompress } from 'fzstd';
import { decodingBounds } from '#contract/limits';
import { DecodeError } from '../decode-error';
import type { Decoder } from '../decoder';
import { xxHash64Low } from '../xx-hash-64';
import { zstdFrames, type ZstdFrame } from '../zstd-frames';

/** The library moves its window for each block: so many bytes may be moved in all. */
const mostMovedBytes = 16_000_000_000;
const largestBlockBytes = 131_072;

/** RFC 8878. Sizes in headers are checked, not trusted: what comes out is counted block by block. */
export const zstd: Decoder = {
  format: 'zstd',
  score: (bytes) =>
    bytes.length >= 9 && bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd ? 0.97 : 0,
  decode: (bytes, context) => {
    const frames = zstdFrames(bytes);
    const moved = frames.reduce((sum, frame) => sum + frame.blocks.length * (frame.windowBytes + largestBlockBytes), 0);
    if (moved > mostMovedBytes) throw tooLarge();
    const pieces: Uint8Array[] = [];
    let room: number = decodingBounds.decodedBytes;
    for (const frame of frames) {
      const content = unpackFrame(bytes, frame, room, context.alive);
      room -= content.length;
      pieces.push(content);
    }
    const [only] = pieces;
    return { kind: 'inner', bytes: only !== undefined && pieces.length === 1 ? only : Buffer.concat(pieces) };
  }
};

function unpackFrame(bytes: Uint8Array, frame: ZstdFrame, room: number, alive: () => void): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  let full = false;
  const stream = new Decompress((piece) => {
    length += piece.length;
    full = length > room;
    if (full) throw tooLarge();
    pieces.push(piece);
    alive();
  });
  try {
    stream.push(bytes.subarray(frame.start, frame.end), true);
  } catch (error) {
    if (full) throw tooLarge();
    // Whatever the library stumbles over is the input's doing: its own errors, or a place that is not there.
    const place = frame.blocks[Math.min(pieces.length, frame.blocks.length - 1)] ?? frame.start;
    throw new DecodeError('invalid', place, error instanceof Error ? error.message : '');
  }
  if (frame.contentBytes !== null && frame.contentBytes !== length) throw new DecodeError('invalid', frame.start + 5);
  const content = Buffer.concat(pieces, length);
  if (frame.checksumAt !== null) {
    const wanted = new DataView(bytes.buffer, bytes.byteOffset).getUint32(frame.checksumAt, true);
    if (xxHash64Low(content, alive) !== wanted) throw new DecodeError('checksum', frame.checksumAt);
  }
  return content;
}

function tooLarge(): DecodeError {
  return new DecodeError('too-large', null, '', { limitBytes: decodingBounds.decodedBytes });
}
