import { describe, expect, it } from 'vitest';
import { decodingBounds } from '#contract/limits';
import { ImportedSchemas } from '../../../../electron/exchange/imported-schemas';
import { JsonEntry } from '../../../../electron/exchange/json-entry';
import { ProblemList } from '../../../../electron/exchange/problem-list';
import { schemaBounds } from '../../../../electron/exchange/schema-bounds';

function entry(value: unknown): JsonEntry {
  const made = JsonEntry.of(value);
  if (!made) throw new Error('no object');
  return made;
}

function read(schemas: unknown, ...connections: unknown[]) {
  const imported = new ImportedSchemas(entry({ schemas }));
  return connections.map((named) => {
    const problems = new ProblemList();
    const found = imported.of(entry({ schemas: named }), problems);
    return { found, problems: problems.all.map(({ facts }) => [facts['reason'], facts['name']]) };
  });
}

const content = (id: string, text: unknown = 'x') => ({ id, text });
const named = (name: unknown, file: unknown = 'a') => ({ name, file });

describe('ImportedSchemas', () => {
  it('reads text and Base64', () => {
    const [one] = read(
      [content('a', 'message Ä {}'), { id: 'b', base64: 'Cv8=' }],
      [named('a.proto'), named('b.desc', 'b')]
    );
    expect(one?.found.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).toEqual([
      Buffer.from('message Ä {}').toString('hex'),
      '0aff'
    ]);
    expect(one?.problems).toEqual([]);
  });

  it.each([
    ['nothing', undefined],
    ['no list', 'text'],
    ['an entry of nothing', [null, 7, [], {}, { id: 'a' }]],
    ['a content of another kind', [content('a', 7)]],
    ['what is no Base64', [{ id: 'a', base64: 'not base64!' }]],
    ['a text beyond the bound', [content('a', 'x'.repeat(decodingBounds.schemaBytes + 1))]],
    ['a text that is longer as bytes', [content('a', 'ä'.repeat(decodingBounds.schemaBytes / 2 + 1))]],
    ['Base64 beyond the bound', [{ id: 'a', base64: 'AAAA'.repeat(decodingBounds.schemaBytes / 3 + 2) }]]
  ])('makes nothing of %s, and says so', (_, schemas) => {
    expect(read(schemas, [named('a.proto')])[0]).toEqual({ found: [], problems: [['schema-contents', 'a.proto']] });
  });

  it('takes a name without its folders and without what cannot be shown, and no name twice', () => {
    const names = ['../../etc/a.proto', 'C:\\x\\b.proto', 'c\u202e\u0000.proto', 'a.proto', '/', '', 7, '__proto__'];
    const [one] = read([content('a')], [...names.map((name) => named(name)), null, 'text']);
    expect(one?.found.map(({ name }) => name)).toEqual(['a.proto', 'b.proto', 'c .proto', '__proto__']);
    expect(one?.problems).toEqual([
      ['schema-contents', 'a.proto'],
      ['schema-contents', '']
    ]);
  });

  it('tells a file that was left out of the export from one that is damaged', () => {
    expect(read([content('a')], [{ name: 'a.proto' }, named('b.proto', 'none')])[0]?.problems).toEqual([
      ['schema-missing', 'a.proto'],
      ['schema-contents', 'b.proto']
    ]);
  });

  it('keeps to the bounds: files of a connection, bytes and files of all together', () => {
    const many = Array.from({ length: decodingBounds.schemas + 1 }, (_, k) => named(`${k}.proto`));
    const [one] = read([content('a')], many);
    expect([one?.found.length, one?.problems]).toEqual([decodingBounds.schemas, [['schemas-many', '']]]);

    const large = Array.from({ length: 10 }, (_, k) => content(`${k}`, `${k}`.repeat(decodingBounds.schemaBytes)));
    const [first, again] = read(
      large,
      large.map(({ id }) => named(id, id)),
      [named('0', '0')]
    );
    expect(first?.found).toHaveLength(schemaBounds.bytes / decodingBounds.schemaBytes);
    expect(first?.problems.map(([reason]) => reason)).toEqual(['schema-contents', 'schema-contents']);
    expect(again?.found[0]?.bytes).toBe(first?.found[0]?.bytes);

    const connections = Array.from({ length: schemaBounds.references / decodingBounds.schemas + 1 }, () =>
      many.slice(1)
    );
    const all = read([content('a')], ...connections);
    expect(all.at(-2)?.problems).toEqual([]);
    expect(all.at(-1)).toEqual({ found: [], problems: [['schemas-many', '']] });
  });
});
