import { describe, expect, it } from 'vitest';
import { formatFieldPath } from '../../../../../electron/contract/field-path';
import { JsonLineFields } from '../../../../../electron/engine/decode/json-line-fields';
import { layOutJson } from '../../../../../electron/engine/decode/json-layout';
import { jsonLineKind, type JsonLineTable } from '../../../../../electron/engine/decode/json-line-table';
import { runSteps } from '../../../../../electron/engine/decode/run-steps';
import { randomFrom } from '../../../../support/arrival';

function open(text: string, notation = false, cut = false): { fields: JsonLineFields; table: JsonLineTable } {
  const bytes = Buffer.from(text);
  const table = runSteps(layOutJson(bytes, { cut, flatArrays: true, notation }), () => undefined);
  if (!table) throw new Error('no JSON');
  return { fields: new JsonLineFields(bytes, table), table };
}

const all = (table: JsonLineTable): number[] => Array.from({ length: table.count }, (_, line) => line);

function pathsOf(text: string, notation = false): (string | null)[] {
  const { fields, table } = open(text, notation);
  return fields.of(all(table)).map(({ path }) => path);
}

describe('JsonLineFields', () => {
  it('names each line as columns and charts name fields', () => {
    const text = '{"a":{"b":[{"c":1},{"d e":2},[]]},"x.y":[1,2],"":3,"l":[{},7,"8 °C"]}';
    expect(pathsOf(text)).toEqual([
      '',
      'a',
      'a.b',
      'a.b[0]',
      'a.b[0].c',
      'a.b[0]',
      'a.b[1]',
      'a.b[1].d e',
      'a.b[1]',
      'a.b[2]',
      'a.b',
      'a',
      '["x.y"]',
      '[""]',
      'l',
      'l[0]',
      'l[1]',
      'l[2]',
      'l',
      ''
    ]);
  });

  it('says which of them a chart can draw', () => {
    const { fields, table } = open('{"n":61.8,"t":"61.8 °C","b":true,"s":"ok","z":null,"l":[1,2],"o":{},"e":1e400}');
    expect(fields.of(all(table)).map(({ charted }) => charted)).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
      false,
      false,
      false,
      false
    ]);
  });

  it('names the fields of notations', () => {
    expect(pathsOf('{"1":h\'0a\',"x":{"[1,2]":NaN}}', true)).toEqual(['', '1', 'x', 'x["[1,2]"]', 'x', '']);
  });

  it('names a line alike wherever the reading begins and whatever is folded before it', () => {
    const random = randomFrom(7);
    const value = (depth: number): unknown => {
      const kind = Math.floor(random() * (depth > 5 ? 2 : 6));
      if (kind < 2) return Math.floor(random() * 99);
      const items = Array.from({ length: Math.floor(random() * 5) }, () => value(depth + 1));
      return kind < 4 ? items : Object.fromEntries(items.map((item, place) => [`k${place}`, item]));
    };
    for (let round = 0; round < 300; round += 1) {
      const { fields, table } = open(JSON.stringify([value(0), { a: value(0) }]));
      const whole = fields.of(all(table));
      for (const line of all(table)) expect(fields.of([line])[0], `line ${line}`).toEqual(whole[line]);
      const drawn: number[] = [];
      for (let line = 0; line < table.count; line += 1) {
        drawn.push(line);
        if (table.kind(line) !== jsonLineKind.open || random() < 0.5) continue;
        const depth = table.depths[line] ?? 0;
        for (line += 1; (table.depths[line] ?? 0) > depth;) line += 1;
      }
      expect(fields.of(drawn)).toEqual(drawn.map((line) => whole[line]));
    }
  });

  it('has no path where one would be longer than paths may be', () => {
    const deep = open(`${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`);
    const paths = deep.fields.of(all(deep.table)).map(({ path }) => path);
    expect(paths[500]).toBe(formatFieldPath(Array.from({ length: 500 }, () => 'a')));
    expect(paths[501]).toBeNull();
    expect(paths[3_000]).toBeNull();
    expect(paths.at(-1)).toBe('');
    expect(deep.fields.of([3_000])[0]?.path).toBeNull();
    expect(pathsOf(`{"${'n'.repeat(1_001)}":1,"ok":2}`)).toEqual(['', null, 'ok', '']);
  });

  it('names what a cut text has', () => {
    const { fields, table } = open('{"a":[{"b":1},{"b":2', false, true);
    expect(fields.of(all(table)).map(({ path }) => path)).toEqual([
      '',
      'a',
      'a[0]',
      'a[0].b',
      'a[0]',
      'a[1]',
      'a[1].b'
    ]);
  });
});
