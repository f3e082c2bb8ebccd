import { expect, it } from 'vitest';
import { float32Word, float64Word } from '../../../../../electron/engine/decode/float-words';
import { seededRandom } from '../../../../support/seeded-random';

it.each([
  [1, '1.0'],
  [-0, '-0.0'],
  [0, '0.0'],
  [1e21, '1e+21'],
  [1e20, '100000000000000000000.0'],
  [5e-324, '5e-324'],
  [NaN, 'NaN'],
  [-Infinity, '-Infinity']
])('%d is %s', (value, word) => {
  expect(float64Word(value)).toBe(word);
  if (word.length < 20) expect(Object.is(Number(float64Word(value)), value)).toBe(true);
});

it('writes single precision in as few digits as tell it from its neighbours', () => {
  const view = new DataView(new ArrayBuffer(4));
  const random = seededRandom(5);
  expect(float32Word(Math.fround(21.4))).toBe('21.4');
  expect(float32Word(Math.fround(0.1))).toBe('0.1');
  expect(float32Word(16_777_216)).toBe('16777216.0');
  expect(float32Word(Infinity)).toBe('Infinity');
  for (let round = 0; round < 20_000; round += 1) {
    view.setUint32(0, Math.floor(random() * 2 ** 32));
    const value = view.getFloat32(0);
    expect(Object.is(Math.fround(Number(float32Word(value))), value)).toBe(true);
  }
});
