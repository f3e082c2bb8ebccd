import { describe, expect, it } from 'vitest';
import { hashBytes } from '../../../../../electron/engine/store/byte-hash';
import { segmentKey } from '../../../../../electron/engine/store/segment-key';
import { Segments } from '../../../../../electron/engine/store/segments';
import { TopicTree } from '../../../../../electron/engine/store/topic-tree';
import { randomFrom } from '../../../../support/arrival';
import { comparePlainly } from '../../../../support/plain-segment-order';

const bytesOf = (segment: string): Buffer => Buffer.from(segment, 'latin1');
const intern = (segments: Segments, segment: string): number => {
  const bytes = bytesOf(segment);
  return segments.intern(bytes, 0, bytes.length);
};

/** As `expect().toBe`, which is too slow for hundreds of thousands of them. */
function same(one: unknown, other: unknown, what: string): void {
  if (!Object.is(one, other)) expect(one, what).toBe(other);
}

function words(seed: number, count: number): string[] {
  const random = randomFrom(seed);
  const letters = [
    'a',
    'A',
    'z',
    '0',
    '00',
    '1',
    '9',
    '10',
    '-',
    '_',
    '$SYS',
    ' ',
    '\x00',
    '\x7f',
    '\xff',
    '\xc3',
    '~'
  ];
  const texts = ['é', 'e\u0301', 'ß', '温', 'İ', 'Å', '\u200b', '１', 'ﬁ', '😀', '٣', '\u0301'];
  const all = [...letters, ...texts.map((text) => Buffer.from(text).toString('latin1'))];
  const one = (): string => all[Math.floor(random() * all.length)] ?? '';
  return Array.from({ length: count }, () => Array.from({ length: Math.floor(random() * 5) }, one).join(''));
}

/** Pairs of different words with equal hashes: among 150,000 there are two or three by chance. */
function colliding(secret: number, length: number, seed: number): (readonly [string, string])[] {
  const random = randomFrom(seed);
  const byHash = new Map<number, string>();
  const pairs: (readonly [string, string])[] = [];
  while (pairs.length < 2) {
    const letter = (): string => String.fromCharCode(0x30 + Math.floor(random() * 200));
    const word = Array.from({ length }, letter).join('');
    const hash = hashBytes(bytesOf(word), 0, length, secret);
    const other = byHash.get(hash);
    if (other !== undefined && other !== word) pairs.push([other, word]);
    byHash.set(hash, word);
  }
  return pairs;
}

describe('Segments', () => {
  // 3: compared byte by byte; 8: four at a time.
  it.each([3, 8])('tells apart what has equal hashes, of %i bytes', (length) => {
    // Every secret of this tree: (0.3 x 2^32) | 1.
    const secret = Math.floor(0.3 * 0x1_0000_0000) | 1;
    for (const [one, other] of colliding(secret, length, 21)) {
      const segments = new Segments(secret);
      const id = intern(segments, one);
      expect(segments.find(bytesOf(other), 0, length)).toBe(-1);
      expect(intern(segments, other)).not.toBe(id);

      const tree = new TopicTree({ maxNodes: 100, random: () => 0.3 });
      const placed = tree.place(bytesOf(one), 0, length);
      for (let each = 0; each < 20; each += 1) expect(tree.find(bytesOf(one), 0, length)).toBe(placed);
      expect(tree.find(bytesOf(other), 0, length)).toBe(-1);
      const next = tree.place(bytesOf(other), 0, length);
      expect(next).not.toBe(placed);
      for (let each = 0; each < 20; each += 1) expect(tree.find(bytesOf(other), 0, length)).toBe(next);
      expect(tree.find(bytesOf(one), 0, length)).toBe(placed);
    }
  });

  it('orders random segments, also what is no UTF-8, as the plain comparison does', () => {
    const segments = new Segments(0x1234567);
    const list = words(3, 500);
    const ids = list.map((word) => intern(segments, word));
    expect(segments.count).toBe(new Set(list).size);
    for (const [one, word] of list.entries()) {
      for (const [two, other] of list.entries()) {
        const order = segments.compare(ids[one] ?? 0, ids[two] ?? 0);
        same(Math.sign(order), Math.sign(comparePlainly(word, other)), JSON.stringify([word, other]));
      }
    }
  });

  it('gives equal bytes one number, and keeps them verbatim', () => {
    const segments = new Segments(99);
    const list = [...words(4, 3_000), 'x'.repeat(65_535), `${'x'.repeat(65_534)}y`];
    const ids = list.map((word) => intern(segments, word));
    for (const [at, word] of list.entries()) {
      const bytes = bytesOf(word);
      expect(segments.find(bytes, 0, bytes.length)).toBe(ids[at]);
      expect(Buffer.from(segments.bytes(ids[at] ?? 0)).toString('latin1')).toBe(word);
      expect(segments.byteLength(ids[at] ?? 0)).toBe(word.length);
    }
    expect(segments.find(bytesOf('never seen'), 0, 10)).toBe(-1);
  });

  it('has a total order over the longest segments, though no key is longer than 1 KB', () => {
    const segments = new Segments(7);
    const random = randomFrom(8);
    const list = Array.from({ length: 60 }, (_, number) => {
      const tail = String.fromCharCode(Math.floor(random() * 256), Math.floor(random() * 256));
      return `${(number % 2 ? 'é1' : 'x').repeat(20_000)}${number % 3}${tail}`;
    });
    for (const word of list) expect(segmentKey(bytesOf(word)).length).toBeLessThanOrEqual(1_024);
    const ids = [...new Set(list.map((word) => intern(segments, word)))];
    const sorted = [...ids].sort((one, other) => segments.compare(one, other));
    for (const [at, one] of sorted.entries()) {
      for (const [later, other] of sorted.entries()) {
        same(Math.sign(segments.compare(one, other)), Math.sign(at - later), `${at} ${later}`);
      }
    }
  });

  it('puts accents beside their letter and numbers by value, beyond 255 digits too', () => {
    const key = (text: string): Buffer => Buffer.from(segmentKey(Buffer.from(text)));
    expect(key('Café')).toEqual(key('cafe'));
    expect(key('e\u0301')).toEqual(key('É'));
    expect(key('line-007')).toEqual(key('LINE-7'));
    const digits = [254, 255, 256, 257, 700].map((length) => `n1${'0'.repeat(length - 1)}`);
    const sorted = [...digits].reverse().sort((one, other) => Buffer.compare(key(one), key(other)));
    expect(sorted).toEqual(digits);
  });
});
