const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The order of siblings in its plainest form, without keys: what the store's precomputed keys are held against. Segments
 * are latin1, a character for each byte.
 */
export function comparePlainly(one: string, other: string): number {
  if (one === other) return 0;
  if (one === '$SYS') return -1;
  if (other === '$SYS') return 1;
  const [ours, theirs] = [parts(one), parts(other)];
  for (let at = 0; at < Math.min(ours.length, theirs.length); at += 1) {
    const order = comparePart(ours[at] ?? '', theirs[at] ?? '');
    if (order !== 0) return order;
  }
  return ours.length - theirs.length || (one < other ? -1 : 1);
}

/** Runs of digits as numbers, every other character alone. */
function parts(segment: string): (string | bigint)[] {
  const text = decoder.decode(Buffer.from(segment, 'latin1'));
  const folded = text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
  return (folded.match(/[0-9]+|[^0-9]/gsu) ?? []).map((part) => (/^[0-9]/.test(part) ? BigInt(part) : part));
}

function comparePart(one: string | bigint, other: string | bigint): number {
  if (typeof one === 'bigint' && typeof other === 'bigint') return one < other ? -1 : Number(one > other);
  return codePoint(one) - codePoint(other);
}

/** Numbers stand where the digit 0 does. */
function codePoint(part: string | bigint): number {
  return typeof part === 'bigint' ? 0x30 : (part.codePointAt(0) ?? 0);
}
