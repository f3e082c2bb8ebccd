import { describe, expect, it } from 'vitest';
import { number } from '../../../../../../electron/engine/decode/formats/number';
import { outcome, score } from '../../../../../support/decoding';
import { decodeContext } from '../../../../../support/notation-of';

describe('a number or boolean', () => {
  it.each(['21.5', '-0', '1e400', '9007199254740993', '0.10', 'true', 'false', '1E-7'])('is JSON: %s', (text) => {
    expect(outcome(number, text)).toBe(text);
    expect(number.decode(Buffer.from(text), decodeContext())).toMatchObject({ kind: 'json', notation: false });
    expect(score(number, text)).toBe(0.96);
  });

  it.each(['+5', '007', '.5', '5.', 'NaN', '-inf', 'True', 'FALSE', '+Infinity'])(
    'is one that JSON lacks: %s',
    (text) => {
      expect(number.decode(Buffer.from(text), decodeContext())).toMatchObject({ kind: 'json', notation: true });
      expect(outcome(number, text)).toBe(text);
    }
  );

  it('may stand between white space and before the end of a C string', () => {
    expect(outcome(number, ' 21.5\r\n')).toBe('21.5');
    expect(outcome(number, '21.5\n\0')).toBe('21.5');
  });

  it('is no word, date, address or list', () => {
    for (const text of [
      '',
      ' ',
      'on',
      '12:30',
      '1,5',
      '1 2',
      '0x1f',
      '192.168.0.1',
      '-',
      '.',
      'e5',
      '1e',
      'null',
      '5\0\0'
    ]) {
      expect([text, score(number, text)]).toEqual([text, 0]);
    }
    expect(score(number, '1'.repeat(401))).toBe(0);
    expect(outcome(number, '21.5 °C')).toBe('invalid at 4');
  });
});
