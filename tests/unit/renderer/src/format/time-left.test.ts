import { expect, it } from 'vitest';
import { formatTimeLeft } from '../../../../../renderer/src/format/time-left';

it.each([
  [-5, '0 s'],
  [58_100, '59 s'],
  [60_000, '1 m 00 s'],
  [245_900, '4 m 05 s'],
  [7_800_000, '2 h 10 m'],
  [276_000_000, '3 d 4 h']
])('%d ms: %s', (ms, text) => expect(formatTimeLeft(ms)).toBe(text));
