import { isUtf8 } from 'node:buffer';
import { wholeCharacters } from './whole-characters';

const pieceBytes = 1_048_576;
const nearBytes = 4_096;

/** Offset of the first byte that is no UTF-8 (RFC 3629); -1: there is none. */
export function textFault(bytes: Uint8Array, alive: () => void): number {
  const piece = invalidPiece(bytes, 0, pieceBytes, alive);
  if (piece < 0) return -1;
  const near = invalidPiece(bytes, piece, nearBytes, alive);
  let at = near < 0 ? piece : near;
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0;
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const character = bytes.subarray(at, at + length);
    if (character.length < length || !isUtf8(character)) return at;
    at += length;
  }
  return -1;
}

function invalidPiece(bytes: Uint8Array, start: number, size: number, alive: () => void): number {
  for (let from = start; from < bytes.length;) {
    const part = bytes.subarray(from, from + size);
    const length = from + part.length === bytes.length ? part.length : wholeCharacters(part);
    if (!isUtf8(part.subarray(0, length))) return from;
    from += length;
    alive();
  }
  return -1;
}
