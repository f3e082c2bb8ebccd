import { DecodeError } from './decode-error';
import { textFault } from './text-fault';

/** UTF-8 without its byte order mark, and where it begins in the bytes. Throws a DecodeError when it is none. */
export function plainText(bytes: Uint8Array, alive: () => void): { text: Uint8Array; from: number } {
  const fault = textFault(bytes, alive);
  if (fault >= 0) throw new DecodeError('invalid', fault);
  const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return { text: bytes.subarray(from), from };
}

/** The first byte behind a byte order mark and white space (of the first 1,024 bytes); 0: there is none. */
export function firstByte(bytes: Uint8Array): number {
  const from = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let at = from; at < Math.min(bytes.length, 1_024); at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
  }
  return 0;
}
