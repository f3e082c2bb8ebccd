import { describe, expect, it } from 'vitest';
import { diffRuns } from '../../../../../renderer/src/format/diff-runs';
import { jsonTokens } from '../../../../../renderer/src/format/json-tokens';
import { seededRandom } from '../../../../support/seeded-random';

describe('diffRuns', () => {
  it('marks a word inside a coloured piece', () => {
    const text = '  "status": "warn",';
    expect(diffRuns(jsonTokens(text), [[13, 17]]).filter(({ marked }) => marked)).toEqual([
      { kind: 'string', text: 'warn', marked: true }
    ]);
  });

  it('marks across pieces of different colours', () => {
    const runs = diffRuns(jsonTokens('"a": 1'), [[1, 6]]);
    expect(runs.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('')).toBe('"[a"][:][ ][1]');
  });

  it('leaves a line without marks as it is', () => {
    expect(diffRuns([{ kind: 'plain', text: 'as it is' }], [])).toEqual([
      { kind: 'plain', text: 'as it is', marked: false }
    ]);
  });

  it('gives the whole line, marked exactly where the marks say', () => {
    const random = seededRandom(8);
    const letters = '"{}[]:, 12.5eabtrue\\\u00e4\u{1f600}';
    for (let turn = 0; turn < 2_000; turn += 1) {
      const length = Math.floor(random() * 40);
      const text = Array.from({ length }, () => letters.charAt(Math.floor(random() * letters.length))).join('');
      const ends = [...new Set(Array.from({ length: 8 }, () => Math.floor(random() * 44)))].sort((a, b) => a - b);
      const marks = ends.flatMap((end, at) => (at % 2 === 1 ? [[ends[at - 1] ?? 0, end] as const] : []));
      const runs = diffRuns(jsonTokens(text), marks);
      expect(runs.map((run) => run.text).join('')).toBe(text);
      const drawn = runs.flatMap((run) => Array.from({ length: run.text.length }, () => run.marked));
      const meant = Array.from({ length: text.length }, (_, at) => marks.some(([from, to]) => from <= at && at < to));
      expect(drawn).toEqual(meant);
    }
  });
});
