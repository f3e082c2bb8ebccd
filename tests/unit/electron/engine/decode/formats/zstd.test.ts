import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { zstd } from '../../../../../../electron/engine/decode/formats/zstd';
import { outcome, score } from '../../../../../support/decoding';
import { decodeMutated } from '../../../../../support/mutated-inputs';
import { mutationCase } from '../../../../../support/mutation-cases';
import { decodeContext } from '../../../../../support/notation-of';
import { dense, fast, sized, streamed, unchecked } from '../../../../../support/zstd-samples';

/** A hundred thousand of them take minutes. */
const timeoutMs = 3_600_000;
const message = '{"temperature":21.5,"unit":"C"}';
const skippable = Buffer.from('502a4d18030000006162', 'hex').subarray(0, 8);
const unpacked = (bytes: Uint8Array): string => Buffer.from(outcome(zstd, bytes), 'hex').toString();
const changed = (bytes: Buffer, at: number, value: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
};

/** A frame without sizes and checksum: a window descriptor and blocks. */
function frame(windowDescriptor: number, ...blocks: (readonly number[])[]): Buffer {
  return Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, windowDescriptor, ...blocks.flat()]);
}
/** So many bytes of 0x61 in four bytes. */
function repeated(count: number, last: boolean): readonly number[] {
  const header = (count << 3) | 2 | (last ? 1 : 0);
  return [header & 0xff, (header >> 8) & 0xff, header >> 16, 0x61];
}

describe('zstd', () => {
  it('is unpacked, with and without size and checksum', () => {
    for (const bytes of [sized, unchecked, streamed]) expect(unpacked(bytes)).toBe(message);
    expect(unpacked(Buffer.concat([sized, unchecked]))).toBe(message + message);
    expect(unpacked(Buffer.concat([skippable, Buffer.from('abc'), sized]))).toBe(message);
    for (const bytes of [fast, dense]) {
      const content = zstd.decode(bytes, decodeContext());
      const hash = content.kind === 'inner' ? createHash('sha256').update(content.bytes).digest('hex') : '';
      expect(hash).toBe('034f126bdca5669e5156c9f5c8a404480cfc447ce62270bb4923026640f3f8fc');
    }
    expect(unpacked(frame(0x50, repeated(100_000, false), repeated(3, true)))).toBe('a'.repeat(100_003));
  });

  it('is found by its signature', () => {
    expect(score(zstd, sized)).toBe(0.97);
    expect(score(zstd, 'text that is none')).toBe(0);
  });

  it('says what is wrong, and where', () => {
    for (const bytes of [sized, fast]) {
      for (let length = 0; length < bytes.length; length += 1) {
        expect(outcome(zstd, bytes.subarray(0, length))).toBe(`cut-short at ${length}`);
      }
    }
    expect(outcome(zstd, changed(sized, sized.length - 1, 0))).toBe(`checksum at ${sized.length - 4}`);
    expect(outcome(zstd, changed(sized, 12, 0x7a))).toBe(`checksum at ${sized.length - 4}`);
    expect(outcome(zstd, changed(fast, fast.length - 1, 0))).toBe(`checksum at ${fast.length - 4}`);
    expect(outcome(zstd, changed(sized, 5, 0x1e))).toMatch(/^invalid at/);
    expect(outcome(zstd, Buffer.concat([sized, Buffer.from('more')]))).toBe(`bytes-left-over at ${sized.length}`);
    expect(outcome(zstd, 'none at all')).toBe('invalid at 0');
    expect(outcome(zstd, frame(0x50, [0x07, 0, 0]))).toBe('invalid at 6');
  });

  it('ends at 64,000,000 bytes, whatever its headers say and whatever it would become', () => {
    // 250,000 blocks of 131,072 bytes: 1 MB that would be 32 GB.
    const blocks = Array.from({ length: 250_000 }, () => repeated(131_072, false));
    expect(outcome(zstd, Buffer.concat([frame(0x70), Buffer.from(blocks.flat())]))).toBe(`too-large at ${6 + 488 * 4}`);
    // A window of 3.75 TB, and a size of 4 GB.
    expect(outcome(zstd, frame(0xff, repeated(1, true)))).toBe('too-large at 5');
    const huge = Buffer.from('28b52ffda0ffffffff0b000061', 'hex');
    expect(outcome(zstd, huge)).toBe('too-large at 5');
    // Frames that are each small enough.
    const one = frame(0x70, ...Array.from({ length: 300 }, (_, place) => repeated(131_072, place === 299)));
    expect(outcome(zstd, Buffer.concat([one, one]))).toBe('too-large at null');
    // Many tiny blocks behind a large window: moving it for each would take minutes.
    const tiny = Array.from({ length: 200_000 }, (_, place) => repeated(1, place === 199_999));
    expect(outcome(zstd, Buffer.concat([frame(0x78), Buffer.from(tiny.flat())]))).toBe('too-large at null');
  });

  it(
    'answers for anything',
    () => {
      expect(decodeMutated(mutationCase('zstd')).read).toBeGreaterThan(0);
    },
    timeoutMs
  );
});
