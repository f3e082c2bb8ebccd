const shortBytes = 32;

/** Whether two stretches hold the same bytes. A call out of JavaScript is worth it for long ones only. */
export function sameBytes(a: Buffer, aStart: number, aEnd: number, b: Buffer, bStart: number, bEnd: number): boolean {
  const length = aEnd - aStart;
  if (length !== bEnd - bStart) return false;
  if (length > shortBytes) return a.compare(b, bStart, bEnd, aStart, aEnd) === 0;
  for (let at = 0; at < length; at += 1) if (a[aStart + at] !== b[bStart + at]) return false;
  return true;
}

/** The same bytes without a copy, as Buffer: it compares and searches fast. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
