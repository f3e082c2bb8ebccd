/** Beyond this the raw bytes decide: the order stays total, and a hostile segment costs no more. */
const longestKeyBytes = 1_024;
const digitMark = 0x30;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * What segments are ordered by, so that comparing bytes gives the order of people: without regard to case, accents
 * beside their base letter, runs of digits by value (`line-2` before `line-10`). Different segments may have equal keys
 * (`02` and `2`, `é` and `e`, bytes that are no UTF-8): whoever orders breaks ties by the raw bytes.
 */
export function segmentKey(segment: Uint8Array): Uint8Array {
  return withNumbers(isAscii(segment) ? segment : folded(segment));
}

function folded(segment: Uint8Array): Uint8Array {
  // More letters than the key can hold need not be looked at.
  const text = decoder.decode(segment.subarray(0, longestKeyBytes * 4));
  return encoder.encode(
    text
      .normalize('NFKD')
      .replace(/\p{Mark}/gu, '')
      .toLowerCase()
  );
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte > 0x7f) return false;
  return true;
}

/** Letters lowered; each run of digits becomes a mark, its length without leading zeros, and its digits. */
function withNumbers(bytes: Uint8Array): Uint8Array {
  const key = new Uint8Array(Math.min(longestKeyBytes, bytes.length * 6));
  let length = 0;
  let at = 0;
  while (at < bytes.length && length < longestKeyBytes) {
    const byte = bytes[at] ?? 0;
    if (!isDigit(byte)) {
      key[length++] = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
      at += 1;
      continue;
    }
    while (bytes[at] === 0x30) at += 1;
    let end = at;
    while (isDigit(bytes[end] ?? 0)) end += 1;
    const digits = end - at;
    // Writes beyond the end of a typed array are ignored: the key is cut there.
    key[length++] = digitMark;
    for (let shift = digits < 255 ? 0 : 24; shift >= 0; shift -= 8) {
      if (digits >= 255 && shift === 24) key[length++] = 255;
      key[length++] = (digits >>> shift) & 0xff;
    }
    while (at < end && length < longestKeyBytes) key[length++] = bytes[at++] ?? 0;
    at = end;
  }
  return key.slice(0, Math.min(length, key.length));
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
