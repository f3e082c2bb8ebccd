import { describe, expect, it } from 'vitest';
import { numberIn, valueIn, wordIn } from '../../../../electron/demo/command-text';

describe('a command may be written', () => {
  it.each([
    ['{"state":"ON"}', 'ON'],
    ['"ON"', 'ON'],
    ['ON', 'ON'],
    [' ON\n', 'ON'],
    ['{"other":1}', undefined],
    ['null', null],
    ['[1]', undefined],
    ['{"__proto__":{"state":"ON"}}', undefined]
  ])('%s', (text, value) => {
    expect(valueIn(text, 'state')).toBe(value);
  });
});

it('takes numbers within bounds only', () => {
  expect(numberIn('{"setpoint":65}', 'setpoint', 20, 95)).toBe(65);
  expect(numberIn('65', 'setpoint', 20, 95)).toBe(65);
  expect(numberIn('19.9', 'setpoint', 20, 95)).toBeUndefined();
  expect(numberIn('1e999', 'setpoint', 20, 95)).toBeUndefined();
  expect(numberIn('{"setpoint":"65"}', 'setpoint', 20, 95)).toBeUndefined();
});

it('takes allowed words in any case, and no inherited name', () => {
  expect(wordIn('toggle', 'state', ['ON', 'OFF', 'TOGGLE'])).toBe('TOGGLE');
  expect(wordIn('constructor', 'constructor', ['ON'])).toBeUndefined();
  expect(wordIn('{}', 'toString', ['ON'])).toBeUndefined();
});
