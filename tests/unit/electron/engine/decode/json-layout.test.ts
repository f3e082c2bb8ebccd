import { expect, it } from 'vitest';
import { JsonGrammar, jsonRole } from '../../../../../electron/engine/decode/json-grammar';
import { layOutJson } from '../../../../../electron/engine/decode/json-layout';
import { jsonLineKind, type JsonLine, type JsonLineTable } from '../../../../../electron/engine/decode/json-line-table';
import { JsonScanner } from '../../../../../electron/engine/decode/json-scanner';
import { jsonToken } from '../../../../../electron/engine/decode/json-token';
import { runSteps } from '../../../../../electron/engine/decode/run-steps';
import { seededRandom } from '../../../../support/seeded-random';
import { randomJson } from './diff/random-json';

interface Wish {
  readonly cut?: boolean;
  readonly notation?: boolean;
}

function laidOut(bytes: Uint8Array, { cut = false, notation = false }: Wish = {}): readonly JsonLine[] | null {
  return linesOf(runSteps(layOutJson(bytes, { cut, flatArrays: false, notation }), () => undefined));
}

function linesOf(table: JsonLineTable | null): readonly JsonLine[] | null {
  return table && Array.from({ length: table.count }, (_, rank) => table.line(rank));
}

/** The same by scanner and grammar, token by token. */
function byTokens(bytes: Uint8Array, { cut = false, notation = false }: Wish = {}): readonly JsonLine[] | null {
  const scanner = new JsonScanner(bytes, 0, notation);
  const grammar = new JsonGrammar();
  const lines: JsonLine[] = [];
  let name = { nameStart: 0, nameEnd: 0 };
  const add = (kind: JsonLine['kind'], depth: number, start: number, end: number): void => {
    lines.push({ kind, depth, comma: false, ...name, start, end });
    name = { nameStart: 0, nameEnd: 0 };
  };
  const replaceLast = (change: Partial<JsonLine>): void => {
    const last = lines.pop();
    if (last) lines.push({ ...last, ...change });
  };
  for (;;) {
    const token = scanner.next();
    const { start, end } = scanner;
    if (token === jsonToken.more) continue;
    if (token === jsonToken.end) return grammar.whole || (cut && lines.length > 0) ? lines : null;
    if (token === jsonToken.unfinished && !cut) return null;
    const role = grammar.take(token);
    if (role === jsonRole.wrong) return null;
    if (role === jsonRole.name && token !== jsonToken.unfinished) name = { nameStart: start, nameEnd: end };
    else if (role === jsonRole.value) add(jsonLineKind.scalar, grammar.depth, start, end);
    else if (role === jsonRole.open) add(jsonLineKind.open, grammar.depth - 1, start, end);
    else if (role === jsonRole.close) add(jsonLineKind.close, grammar.depth, start, end);
    else if (role === jsonRole.comma) replaceLast({ comma: true });
    else if (role === jsonRole.closeEmpty) {
      const object = token === jsonToken.closeObject;
      replaceLast({ kind: object ? jsonLineKind.emptyObject : jsonLineKind.emptyArray, end });
    }
  }
}

it('lays out what scanner and grammar read, and refuses what they refuse, wherever it is damaged or ends', () => {
  const random = seededRandom(20_261_121);
  const odd = Buffer.from('{}[],:"\\ \nn-0.e9truefalsh\'\u0000ü');
  let read = 0;
  for (let round = 0; round < 4_000; round += 1) {
    const bytes = Buffer.from(randomJson(random, 4));
    const changes = Math.floor(random() * 3);
    for (let change = 0; change < changes; change += 1) {
      bytes[Math.floor(random() * bytes.length)] = odd[Math.floor(random() * odd.length)] ?? 0;
    }
    const text = bytes.subarray(0, random() < 0.3 ? Math.floor(random() * bytes.length) : bytes.length);
    for (const wish of [{}, { cut: true }, { notation: true }]) {
      const expected = byTokens(text, wish);
      if (expected !== null) read += 1;
      expect(laidOut(text, wish), text.toString()).toEqual(expected);
    }
  }
  expect(read).toBeGreaterThan(4_000);
});

it.each([
  ['white space', (length: number) => `{"a":${' '.repeat(length)}1${'\n'.repeat(length)}}`],
  ['a string', (length: number) => `["${'x'.repeat(length)}",1]`],
  ['an escape behind it', (length: number) => `["${'x'.repeat(length)}\\n${'y'.repeat(length)}",1]`],
  ['a name', (length: number) => `{"${'x'.repeat(length)}":1}`],
  ['white space at the end', (length: number) => `[1]${' '.repeat(length)}`],
  ['no end', (length: number) => `["${'x'.repeat(length)}`]
])('reads %s of any length', (_, text) => {
  for (const length of [0, 1, 1_021, 1_022, 1_023, 1_024, 1_025, 262_143, 262_144, 262_145, 600_000]) {
    const bytes = Buffer.from(text(length));
    for (const wish of [{}, { cut: true }]) expect(laidOut(bytes, wish), `${length}`).toEqual(byTokens(bytes, wish));
  }
});

it('pauses inside long strings and white space', () => {
  for (const text of [`["${'x'.repeat(1_000_000)}"]`, `[${' '.repeat(10_000_000)}]`]) {
    const steps = layOutJson(Buffer.from(text), { cut: false, flatArrays: true });
    let pauses = 0;
    while (!steps.next().done) pauses += 1;
    expect(pauses).toBeGreaterThanOrEqual(2);
  }
});
