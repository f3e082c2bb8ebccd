import { expect, it } from 'vitest';
import { changedBytes } from '../../../../../renderer/src/format/changed-bytes';

const marked = (text: string, before: string) => {
  const found = changedBytes(text, before, 8);
  return found === null
    ? null
    : [found.parts.map((part) => (part.changed ? `[${part.text}]` : part.text)).join(''), found.was];
};

it('marks the bytes that changed and tells what they were', () => {
  expect(marked('0008  6c 6f 1d 00  00 23 42 1a  lo...#B.', '0008  6c 6f 1d 00  00 22 42 1a  lo..."B.')).toEqual([
    '0008  6c 6f 1d 00  00 [23] 42 1a  lo...#B.',
    '22'
  ]);
});

it('tells all old bytes from the first change to the last, also across the halves and at both ends', () => {
  expect(marked('0000  01 02 03 04  05 06 07 08  ........', '0000  01 02 03 ff  ee 06 dd 08  ........')).toEqual([
    '0000  01 02 03 [04  05] 06 [07] 08  ........',
    'ff ee 06 dd'
  ]);
  expect(marked('0000  01 02 03 04  05 06 07 08  ........', '0000  00 02 03 04  05 06 07 00  ........')).toEqual([
    '0000  [01] 02 03 04  05 06 07 [08]  ........',
    '00 02 03 04 05 06 07 00'
  ]);
});

it('knows lines that grew and lines that became shorter', () => {
  const short = '0010  02 08                     ..';
  expect(marked('0010  02 08 03                  ...', short)).toEqual(['0010  02 08 [03]                  ...', '']);
  expect(marked(short, '0010  02 08 03                  ...')).toEqual([short, '03']);
});

it('keeps away from what is no hex dump', () => {
  expect(marked('hello', '0000  01')).toBeNull();
  expect(marked('0000  01', 'hello')).toBeNull();
});
