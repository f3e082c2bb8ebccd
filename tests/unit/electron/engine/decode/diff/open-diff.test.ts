import { describe, expect, it } from 'vitest';
import { layOutJson } from '../../../../../../electron/engine/decode/json-layout';
import { JsonLines } from '../../../../../../electron/engine/decode/json-lines';
import { runSteps } from '../../../../../../electron/engine/decode/run-steps';
import { seededRandom } from '../../../../../support/seeded-random';
import { openDiff, openDiffInPlace } from '../../../../../../electron/engine/decode/diff/open-diff';
import { compare, drawn, readAs, rowsOf, sideOf, unfolded } from './compared';
import { mutatedJson, randomJson, reorderedJson } from './random-json';

const before = {
  value: 64.9,
  setpoint: 65.5,
  unit: 'C',
  line: 2,
  robot: 'a',
  status: 'ok',
  calibrated: true,
  ts: '2026-03-14T14:32:02.418Z'
};
const after = { ...before, value: 68.2, status: 'warn', ts: '2026-03-14T14:32:07.418Z' };

function laidOut(text: string): readonly string[] | null {
  const bytes = new TextEncoder().encode(text);
  const table = runSteps(layOutJson(bytes, { cut: false, flatArrays: true }), () => undefined);
  const lines = table && new JsonLines(bytes, table);
  return lines && Array.from({ length: lines.count }, (_, rank) => lines.line(rank).text);
}

describe('two JSON payloads', () => {
  it('show what changed by field, with the words that did', () => {
    const held = compare('json', JSON.stringify(before), JSON.stringify(after));
    expect(held.facts).toEqual({ kind: 'json', changes: 3, identical: false, restless: ['ts'], coarse: false });
    expect(drawn(rowsOf(held))).toEqual([
      '  {',
      '-   "value": ⟦64.9⟧,',
      '+   "value": ⟦68.2⟧,',
      '    "setpoint": 65.5,',
      '(3)',
      '-   "status": "⟦ok⟧",',
      '+   "status": "⟦warn⟧",',
      '    "calibrated": true,',
      '-   "ts": "2026-03-14T14:32:⟦02.418⟧Z"',
      '+   "ts": "2026-03-14T14:32:⟦07.418⟧Z"',
      '  }'
    ]);
  });

  it('stand beside each other when split', () => {
    const held = compare('json', JSON.stringify(before), JSON.stringify(after), { layout: 'split' });
    const rows = rowsOf(held);
    expect(rows).toHaveLength(8);
    expect(rows[1]).toEqual({
      kind: 'change',
      a: { text: '  "value": 64.9,', marks: [[11, 15]], number: 2 },
      b: { text: '  "value": 68.2,', marks: [[11, 15]], number: 2 }
    });
  });

  it('are identical when only the order of names or the space between differs', () => {
    const held = compare(
      'json',
      '{"a":1,"b":{"c":[1,{"x":2,"y":3}],"d":2}}',
      '{ "b":{"d":2,\n"c":[1,{"y":3,"x":2}]}, "a":1}'
    );
    expect(held.facts).toMatchObject({ changes: 0, identical: true });
    expect(rowsOf(held).every((row) => row.kind !== 'change')).toBe(true);
  });

  it('count a field that is ignored for nothing, and do not show it as a change', () => {
    const held = compare('json', JSON.stringify(before), JSON.stringify(after), {
      ignore: ['ts', 'value', 'nowhere[3]']
    });
    expect(held.facts).toMatchObject({ changes: 1, identical: false, restless: [] });
    expect(drawn(unfolded(held)).filter((line) => /^[-+]/.test(line))).toEqual([
      '-   "status": "⟦ok⟧",',
      '+   "status": "⟦warn⟧",'
    ]);
  });

  it('ignore a field that only one of them has', () => {
    const rows = (layout: 'inline' | 'split') =>
      unfolded(compare('json', '{"a":1,"ts":5}', '{"a":2,"seq":[1,[2]]}', { layout, ignore: ['ts', 'seq'] }));
    expect(drawn(rows('inline')).filter((line) => /^[-+]/.test(line))).toHaveLength(2);
    expect(sideOf(rows('split'), 'a').filter((text) => text !== '')).toEqual(laidOut('{"a":1,"ts":5}'));
    expect(sideOf(rows('inline'), 'b')).toEqual(laidOut('{"a":2,"seq":[1,[2]]}'));
  });

  it('compare numbers as they are written', () => {
    expect(compare('json', '[1,9007199254740993,-0,1e400]', '[1.0,9007199254740992,0,1e401]').facts.changes).toBe(4);
    expect(compare('json', '{"a":1e400}', '{"a":1e400 }').facts.identical).toBe(true);
  });

  it('keep names that come twice apart', () => {
    const held = compare('json', '{"k":1,"k":2,"k":3}', '{"k":1,"k":5,"k":3,"k":4}');
    expect(held.facts.changes).toBe(2);
    expect(drawn(unfolded(held))).toEqual([
      '  {',
      '    "k": 1,',
      '-   "k": ⟦2⟧,',
      '+   "k": ⟦5⟧,',
      '    "k": 3,',
      '+   "k": 4',
      '  }'
    ]);
  });

  it('match elements of an array by what they are, not by their place', () => {
    const a = [1, 2, 3, 4, 5].map((id) => ({ id, value: id * 10 }));
    const b = [{ id: 9, value: 0 }, ...a.slice(0, 2), { id: 3, value: 31 }, ...a.slice(3)];
    const held = compare('json', JSON.stringify(a), JSON.stringify(b));
    expect(held.facts.changes).toBe(3);
    expect(drawn(unfolded(held)).filter((line) => /^[-+]/.test(line))).toEqual([
      '+   {',
      '+     "id": 9,',
      '+     "value": 0',
      '+   },',
      '-     "value": ⟦30⟧',
      '+     "value": ⟦31⟧'
    ]);
  });

  it('show an element that moved as gone there and new here', () => {
    const list = ['"a"', '"b"', '"c"', '{"long":"x"}'];
    const held = compare('json', `[${list.join()}]`, `[${['"b"', '"c"', '"a"', '{"long":"x"}'].join()}]`);
    expect(drawn(unfolded(held))).toEqual([
      '  [',
      '-   "a",',
      '    "b",',
      '    "c",',
      '+   "a",',
      '    {',
      '      "long": "x"',
      '    }',
      '  ]'
    ]);
  });

  it('count the elements of a short array one by one', () => {
    expect(compare('json', '{"l":[1,2,3,4]}', '{"l":[1,5,3,6]}').facts.changes).toBe(2);
    expect(compare('json', '{"l":[1,2,3,4]}', '{"l":[1,5,3,6]}', { ignore: ['l[1]', 'l[3]'] }).facts.changes).toBe(0);
    const long = Array.from({ length: 100 }, (_, at) => at);
    expect(compare('json', `{"l":[${long.slice(0, 5)}]}`, `{"l":[${long}]}`).facts.changes).toBe(95);
  });

  it('offer what looks like a time stamp or a counter, of lists once for all', () => {
    const of = (seconds: number, count: number) =>
      JSON.stringify({
        devices: [1, 2].map((id) => ({ id, seen: 1_7_000_000 + seconds, level: 5 + seconds })),
        'a.b': { messageCounter: count },
        count: 7 - count,
        at: `14:32:${10 + seconds}`
      });
    const { restless } = compare('json', of(1, 1), of(2, 2)).facts;
    expect(restless).toEqual(['devices[*].seen', '["a.b"].messageCounter', 'at']);
    const rest = compare('json', of(1, 1), of(2, 2), { ignore: restless });
    expect(rest.facts).toMatchObject({ changes: 3, restless: [] });
  });

  it('compare notations, whose words JSON does not know', () => {
    const held = compare(
      'notation',
      '{"one": h\'0a0b\', "two": NaN, "l": [1(5), undefined]}',
      '{"two": NaN, "one": h\'0a0c\', "l": [1(6), undefined]}'
    );
    expect(held.facts).toMatchObject({ kind: 'json', changes: 2 });
  });

  it('are all new beside an empty payload', () => {
    const fresh = compare('json', '', '{"a":1,"b":[{},{}]}');
    expect(fresh.facts).toMatchObject({ kind: 'json', changes: 3, identical: false });
    expect(sideOf(unfolded(fresh), 'b')).toEqual(laidOut('{"a":1,"b":[{},{}]}'));
  });

  it('give both texts back when one side is left out, whatever they are', () => {
    const random = seededRandom(5);
    let changed = 0;
    for (let round = 0; round < 600; round += 1) {
      const a = randomJson(random);
      const b = random() < 0.7 ? mutatedJson(a, random) : randomJson(random);
      const [aLines, bLines] = [laidOut(a), laidOut(b)];
      if (!aLines || !bLines) continue;
      const layout = random() < 0.5 ? 'inline' : 'split';
      const held = compare('json', a, b, { layout });
      const folded = rowsOf(held);
      const shown = folded.reduce((sum, row) => sum + (row.kind === 'folded' ? row.lines : 1), 0);
      const rows = unfolded(held);
      expect(shown).toBe(rows.length);
      drawn(rows);
      expect(sideOf(rows, 'b')).toEqual(bLines);
      expect([...sideOf(rows, 'a')].sort()).toEqual([...aLines].sort());
      expect(rows.some((row) => row.kind === 'change')).toBe(held.facts.changes > 0);
      expect(held.facts.identical).toBe(held.facts.changes === 0);
      if (held.facts.changes > 0) changed += 1;
    }
    expect(changed).toBeGreaterThan(200);
  });

  it('differ in nothing when they are the same in another order', () => {
    const random = seededRandom(8);
    for (let round = 0; round < 300; round += 1) {
      const value: unknown = JSON.parse(
        randomJson(random).replaceAll('1e400', '7').replaceAll('9007199254740993', '8')
      );
      const held = compare('json', reorderedJson(value, random), reorderedJson(value, random));
      expect(held.facts, JSON.stringify(value)).toMatchObject({ changes: 0, identical: true });
    }
  });

  it('find one changed scalar wherever it is', () => {
    const random = seededRandom(9);
    for (let round = 0; round < 200; round += 1) {
      const text = `{"x":${randomJson(random)},"marked":"@","y":[${randomJson(random)},["@@"]]}`;
      const held = compare('json', text, text.replace('"@"', '"#"').replace('"@@"', '"##"'));
      expect(held.facts.changes).toBe(2);
      expect(sideOf(unfolded(held), 'a')).toEqual(laidOut(text));
    }
  });
});

describe('two texts', () => {
  it('show what changed by line, with the words that did', () => {
    const lines = ['one', 'two', 'three', 'four', 'five', 'the quick brown fox', 'six', 'seven', 'eight', 'nine'];
    const b = [...lines.slice(0, 5), 'something else', 'the quick red fox', ...lines.slice(6)];
    const held = compare('text', lines.join('\n'), b.join('\n'));
    expect(held.facts).toEqual({ kind: 'text', changes: 2, identical: false, restless: [], coarse: false });
    expect(drawn(rowsOf(held))).toEqual([
      '(3)',
      '  four',
      '  five',
      '+ something else',
      '- the quick ⟦brown⟧ fox',
      '+ the quick ⟦red⟧ fox',
      '  six',
      '  seven',
      '(2)'
    ]);
  });

  it('show how lines end when they differ in nothing else', () => {
    expect(drawn(rowsOf(compare('text', 'a\nb\r\nc', 'a\nb\nc\n')))).toEqual(['  a', '- b⟦␍␊⟧', '+ b⟦␊⟧', '  c']);
    expect(drawn(rowsOf(compare('text', 'a\nb', 'a\nb\n')))).toEqual(['  a', '- b', '+ b⟦␊⟧']);
  });

  it('keep hostile characters visible, with marks inside the text', () => {
    const held = compare('text', 'pay \u202e100 now\u0007', 'pay \u200b100 now\u0008 <img onerror=x>');
    const [removed, added] = drawn(rowsOf(held));
    expect(removed).toContain('\\u202e');
    expect(added).toContain('<img onerror=x>');
    for (const hidden of '\u202e\u200b\u0007\u0008') expect(`${removed}${added}`).not.toContain(hidden);
  });

  it('are compared as text when only one of them is JSON', () => {
    const json = readAs('json', '{"a":1}');
    const held = openDiff(json, readAs('text', 'offline'), { layout: 'inline', ignore: [] }, () => undefined);
    expect(held.facts).toMatchObject({ kind: 'text', changes: 1 });
    expect(drawn(rowsOf(held))).toEqual(['- {"a":1}', '+ offline']);
  });

  it('give both texts back when one side is left out, whatever they are', () => {
    const random = seededRandom(21);
    const lineOf = (): string =>
      ['', 'a', 'b', 'c', 'long line of words', 'long line of other words'][Math.floor(random() * 6)] ?? '';
    for (let round = 0; round < 400; round += 1) {
      const a = Array.from({ length: 1 + Math.floor(random() * 30) }, lineOf);
      const b = a.flatMap((line) => (random() < 0.2 ? [lineOf(), lineOf()] : random() < 0.2 ? [] : [line]));
      const layout = random() < 0.5 ? 'inline' : 'split';
      const held = compare('text', a.map((line) => `${line}\n`).join(''), b.map((line) => `${line}\n`).join(''), {
        layout
      });
      const rows = unfolded(held);
      drawn(rows);
      expect(sideOf(rows, 'a')).toEqual(a);
      expect(sideOf(rows, 'b')).toEqual(b);
      expect(held.facts.identical).toBe(JSON.stringify(a) === JSON.stringify(b));
      expect(rows.some((row) => row.kind === 'change')).toBe(!held.facts.identical);
    }
  });
});

describe('two binary payloads', () => {
  const bytes = Uint8Array.from({ length: 64 }, (_, at) => (at * 37) & 255);

  it('show the bytes that changed in hex rows of eight', () => {
    const other = Uint8Array.from(bytes);
    other.set([1, 2], 19);
    const held = compare('bytes', bytes, other);
    expect(held.facts).toEqual({ kind: 'binary', changes: 2, identical: false, restless: [], coarse: false });
    expect(drawn(rowsOf(held))).toEqual([
      '  0000  00 25 4a 6f  94 b9 de 03  .%Jo....',
      '  0008  28 4d 72 97  bc e1 06 2b  (Mr....+',
      '- 0010  50 75 9a ⟦bf  e4⟧ 09 2e 53  Pu.⟦..⟧..S',
      '+ 0010  50 75 9a ⟦01  02⟧ 09 2e 53  Pu.⟦..⟧..S',
      '  0018  78 9d c2 e7  0c 31 56 7b  x....1V{',
      '(4)'
    ]);
  });

  it('stay beside each other where bytes were put in or taken out', () => {
    const b = Uint8Array.from([...bytes.subarray(0, 20), 1, 2, 3, ...bytes.subarray(20, 44), ...bytes.subarray(46)]);
    const held = compare('bytes', bytes, b);
    expect(held.facts.changes).toBe(5);
    expect(drawn(unfolded(held)).filter((line) => line.includes('⟦')).length).toBeLessThan(4);
  });

  it('find what was put in and taken out of a long one whose bytes nearly repeat', () => {
    const a = Buffer.from(
      Uint8Array.from({ length: 200_000 }, (_, at) => 0x80 | (Math.imul(at, 2_654_435_761) >>> 13))
    );
    const parts = [a.subarray(0, 1_000), Buffer.from('put in'), a.subarray(1_000, 50_000), a.subarray(50_010, 90_000)];
    const held = compare('bytes', a, Buffer.concat([...parts, Buffer.from('more'), a.subarray(90_000)]));
    expect(held.facts).toMatchObject({ changes: 20, coarse: false });
  });

  it('give both back when one side is left out, whatever they are', () => {
    const random = seededRandom(33);
    for (let round = 0; round < 300; round += 1) {
      const a = Array.from({ length: Math.floor(random() * 200) }, () =>
        Math.floor(random() * (random() < 0.5 ? 3 : 256))
      );
      const b = a.flatMap((byte) =>
        random() < 0.05 ? [byte, 7, 7] : random() < 0.05 ? [] : [random() < 0.03 ? 9 : byte]
      );
      const layout = random() < 0.5 ? 'inline' : 'split';
      const held = compare('bytes', Uint8Array.from(a), Uint8Array.from(b), { layout });
      if (held.facts.kind !== 'binary') continue;
      const rows = unfolded(held);
      drawn(rows);
      expect(sideOf(rows, 'a').flatMap(bytesOf)).toEqual(a);
      expect(sideOf(rows, 'b').flatMap(bytesOf)).toEqual(b);
      expect(held.facts.identical).toBe(a.join() === b.join());
    }
  });

  it('are pictures too', () => {
    const image = { kind: 'image', mime: 'image/png', widthPx: 1, heightPx: 1, bytes } as const;
    const held = openDiff(
      { ...readAs('bytes', bytes), decoded: image },
      readAs('text', 'x'),
      { layout: 'split', ignore: [] },
      () => undefined
    );
    expect(held.facts.kind).toBe('binary');
  });
});

function bytesOf(row: string): readonly number[] {
  const hex = row.slice(6, 30).match(/[0-9a-f]{2}/g) ?? [];
  return hex.map((pair) => parseInt(pair, 16));
}

describe('hostile payloads', { timeout: 60_000 }, () => {
  it('of a million levels are compared', () => {
    const nested = (inside: string): string => '['.repeat(1_000_000) + inside + ']'.repeat(1_000_000);
    const held = compare('json', nested('1'), nested('2'));
    expect(held.facts).toMatchObject({ kind: 'json', changes: 1, coarse: false });
    expect(held.rows.count).toBeLessThan(100);
    expect(compare('json', nested('[]'), nested('[ ]')).facts.identical).toBe(true);
  });

  it('of a hundred thousand names or elements are compared, within bounds', () => {
    const count = 100_000;
    const numbers = Array.from({ length: count }, (_, at) => at);
    const object = (names: readonly number[], changed: number): string =>
      `{${names.map((name) => `"k${name}":${name === changed ? -1 : name}`).join()}}`;
    expect(compare('json', object(numbers, 5), object([...numbers].reverse(), 6)).facts.changes).toBe(2);
    const twice = (from: number): string => `{${numbers.map((at) => `"k":${at + from}`).join()}}`;
    expect(compare('json', twice(0), twice(1)).facts.changes).toBe(count);
    const shuffled = numbers.map((at) => (at * 7_919) % 100_003);
    const held = compare('json', JSON.stringify(numbers), JSON.stringify(shuffled));
    expect(held.facts.kind).toBe('json');
    expect(rowsOf(held).length).toBe(held.rows.count);
    let signs = 0;
    const wish = { layout: 'inline', ignore: [] } as const;
    openDiff(
      readAs('json', JSON.stringify(numbers)),
      readAs('json', JSON.stringify(shuffled)),
      wish,
      () => (signs += 1)
    );
    expect(signs).toBeGreaterThan(100);
  });

  it('with a string of megabytes are shown in part, and say that what was cut differs', () => {
    const long = 'x'.repeat(4_000_000);
    const held = compare('json', `"${long}"`, `"${long}y"`);
    const [removed, added] = rowsOf(held);
    expect(drawn([removed, added].filter((row) => row !== undefined)).every((line) => line.endsWith('⟦…⟧'))).toBe(true);
    expect(held.facts.changes).toBe(1);
  });

  it('beyond the bound are compared line by line in place', () => {
    const list = (changed: number): string =>
      JSON.stringify(
        Array.from({ length: 9_000 }, (_, at) => (at === changed ? 'changed!'.repeat(125) : 'same8888'.repeat(125)))
      );
    const held = compare('json', list(3), list(7_000));
    expect(held.facts).toMatchObject({ kind: 'json', changes: 2, coarse: true, identical: false });
    const text = compare('text', list(3).replaceAll(',', '\n'), list(7_000).replaceAll(',', '\n'));
    expect(text.facts).toMatchObject({ kind: 'text', changes: 2, coarse: true });
    const bytes = compare('bytes', Buffer.from(list(3)), Buffer.from(list(7_000)));
    expect(bytes.facts).toMatchObject({ kind: 'binary', changes: 2 * 8 * 125, coarse: true });
  });
});

describe('payloads that nobody could look at closely', () => {
  const inPlace = (a: string, b: string) => openDiffInPlace(Buffer.from(a), Buffer.from(b), 'inline', () => undefined);

  it('are compared as they came, line by line where both are text', () => {
    const held = inPlace('{"a":1,\n"b":2}', '{"a":1,\n"b":3}');
    expect(held.facts).toEqual({ kind: 'text', changes: 1, identical: false, restless: [], coarse: true });
    expect(drawn(rowsOf(held))).toEqual(['  {"a":1,', '- "b":⟦2⟧}', '+ "b":⟦3⟧}']);
  });

  it('are compared byte by byte where one is none', () => {
    const held = openDiffInPlace(Buffer.from([0, 1, 255]), Buffer.from([0, 2, 255]), 'inline', () => undefined);
    expect(held.facts).toMatchObject({ kind: 'binary', changes: 1, identical: false, coarse: true });
  });
});
