import { expect, it } from 'vitest';
import { RecordFields } from '../../../../../electron/engine/decode/record-fields';

const text = '{"a":1}\n\n  \r\n[2]\r\n{"b":3}';

it('names each line that is not blank by its place among those', () => {
  const fields = new RecordFields(Buffer.from(text));
  expect(fields.of([0, 1, 2, 3, 4])).toEqual([
    { path: '[0]', charted: false },
    null,
    null,
    { path: '[1]', charted: false },
    { path: '[2]', charted: false }
  ]);
  expect(fields.of([4])).toEqual([{ path: '[2]', charted: false }]);
  expect(fields.of([3])).toEqual([{ path: '[1]', charted: false }]);
  expect([0, 1, 3, 4].map((line) => fields.start(line))).toEqual([0, null, 13, 18]);
});

it('names lines alike in whatever order they are read', () => {
  const many = Array.from({ length: 20_000 }, (_, line) => (line % 3 === 0 ? '' : `{"line":${line}}`)).join('\n');
  const path = (line: number): string | null => (line % 3 === 0 ? null : `[${line - Math.floor(line / 3) - 1}]`);
  const fields = new RecordFields(Buffer.from(many));
  for (const line of [19_999, 4_096, 4_095, 8_193, 1, 12_288, 12_289, 0, 19_998]) {
    expect(fields.of([line])[0]?.path ?? null, `line ${line}`).toBe(path(line));
  }
});
