import { describe, expect, it } from 'vitest';
import {
  derTags,
  elementsOf,
  integerOf,
  objectIdOf,
  octetsOf,
  readElement,
  readSequence
} from '../../../../../electron/main/key-files/der';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('readElement', () => {
  it('reads short, long and indefinite lengths, and leaves what follows', () => {
    expect(readElement(hex('04 02 0102 ff'))?.content).toEqual(hex('0102'));
    expect(readElement(hex('04 82 0002 0102'))?.content).toEqual(hex('0102'));
    const indefinite = readElement(hex('30 80 0201 05 30 80 0000 0000 ff'));
    expect(indefinite?.content).toEqual(hex('0201 05 30 80 0000'));
    expect(indefinite?.whole).toHaveLength(11);
  });

  it.each([
    ['nothing', ''],
    ['no length', '30'],
    ['shorter than it says', '30 05 0201'],
    ['a length of five bytes', '04 85 0000000001 00'],
    ['a length without its bytes', '04 84 0000'],
    ['a primitive without an end', '04 80 00 00'],
    ['a number of more bytes', '1f 01 00'],
    ['no end', '30 80 0201 05']
  ])('%s', (_what, bytes) => {
    expect(readElement(hex(bytes))).toBeNull();
  });

  it('gives up on indefinite lengths 33 deep', () => {
    const nested = (depth: number): Buffer => Buffer.from('3080'.repeat(depth) + '0000'.repeat(depth), 'hex');
    expect(readElement(nested(32))).not.toBeNull();
    expect(readElement(nested(33))).toBeNull();
  });
});

describe('what an element says', () => {
  it('counts to 2^48 and calls the rest infinite', () => {
    const number = (bytes: string): number | null => integerOf(readElement(hex(bytes)) ?? undefined);
    expect(number('02 01 00')).toBe(0);
    expect(number('02 04 00 ff ff ff')).toBe(0xff_ff_ff);
    expect(number('02 07 00 ff ff ff ff ff ff')).toBe(2 ** 48 - 1);
    expect(number('02 07 01 00 00 00 00 00 00')).toBe(Infinity);
    expect(number('02 01 ff')).toBeNull();
    expect(number('02 00')).toBeNull();
    expect(number('04 01 05')).toBeNull();
  });

  it('writes object identifiers with dots', () => {
    const id = (bytes: string): string => objectIdOf(readElement(hex(bytes)) ?? undefined);
    expect(id('06 09 2a 86 48 86 f7 0d 01 07 01')).toBe('1.2.840.113549.1.7.1');
    expect(id('06 03 88 37 03')).toBe('2.999.3');
    expect(id('02 01 05')).toBe('');
    expect(id(`06 20 ${'ff'.repeat(32)}`)).toBe('');
  });

  it('joins the chunks of an octet string', () => {
    const chunks = readElement(hex('24 80 0402 0102 2403 0401 03 0000')) ?? undefined;
    expect(octetsOf(chunks)).toEqual(hex('010203'));
    expect(octetsOf(readElement(hex('a0 04 0402 0102')) ?? undefined, 0x80)).toEqual(hex('0102'));
    expect(octetsOf(readElement(hex('24 03 0201 03')) ?? undefined)).toBeNull();
    expect(octetsOf(undefined)).toBeNull();
  });

  it('lists the elements of a sequence, all or none', () => {
    expect(readSequence(hex('30 06 0201 01 0201 02'))?.map(({ tag }) => tag)).toEqual([
      derTags.integer,
      derTags.integer
    ]);
    expect(readSequence(hex('30 04 0201 01 02'))).toBeNull();
    expect(elementsOf(readElement(hex('02 01 01')))).toBeNull();
  });
});
