import { describe, expect, it } from 'vitest';
import { importProblemWords } from '#contract/words/import-problems';
import { exchangeBounds } from '#contract/limits';
import { profileFieldsSchema } from '#contract/profile';
import { usualFields } from '#contract/usual-fields';
import { readExchangeFile, startsLikeDatabase } from '../../../../electron/exchange/recognise';
import { writeTreelineExport } from '../../../../electron/exchange/treeline-export';
import { bytesOf, explorerSettings, mqttxConnection } from './example-files';
import { seeded } from './seeded';

const toolOf = (bytes: Uint8Array): string => {
  const read = readExchangeFile(bytes);
  return read.ok ? read.value.tool : String(read.failure.facts.reason);
};

describe('readExchangeFile', () => {
  it('tells by its content whose file it is', async () => {
    expect(toolOf(bytesOf(explorerSettings()))).toBe('mqtt-explorer');
    expect(toolOf(bytesOf([mqttxConnection()]))).toBe('mqttx');
    expect(toolOf(Buffer.from(await writeTreelineExport([], new Map(), null, 0)))).toBe('treeline');
    expect(toolOf(bytesOf({ name: 'package' }))).toBe('foreign');
    expect(toolOf(bytesOf([]))).toBe('foreign');
    expect(toolOf(Buffer.from('not json'))).toBe('no-json');
    expect(toolOf(Buffer.alloc(0))).toBe('no-json');
    expect(startsLikeDatabase(Buffer.from('SQLite format 3\0…'))).toBe(true);
    expect(startsLikeDatabase(Buffer.from('{"a": 1}'))).toBe(false);
  });

  it('makes sound connections, or none, of 1,000 damaged and twisted files', async () => {
    const own = usualFields('Own', { protocol: 'mqtt', host: 'h', port: 1883, path: '/' });
    const files = [
      bytesOf(explorerSettings()),
      bytesOf([mqttxConnection(), mqttxConnection({ id: 'b' })]),
      Buffer.from(
        await writeTreelineExport(
          [{ id: 'own', fields: own, files: [], schemas: [{ name: 'a.proto', file: 's' }], secrets: [] }],
          new Map([['s', Buffer.from('message A {}')]]),
          null,
          0
        )
      )
    ];
    const random = seeded(20_261_121);
    let recognised = 0;
    for (let round = 0; round < 1_000; round += 1) {
      const whole = files[round % files.length] ?? Buffer.alloc(0);
      const read = readExchangeFile(round % 2 === 0 ? damaged(whole, random) : twisted(whole, random));
      if (!read.ok) continue;
      recognised += 1;
      expect(read.value.profiles.length).toBeLessThanOrEqual(exchangeBounds.connections);
      for (const { fields, problems } of read.value.profiles) {
        expect(profileFieldsSchema.safeParse(fields).success).toBe(true);
        for (const { facts } of problems) {
          expect(importProblemWords(String(facts.reason), String(facts.name))?.title).toBeTruthy();
        }
      }
    }
    expect(recognised).toBeGreaterThan(300);
  });
});

/** Some bytes changed, dropped or doubled. */
function damaged(whole: Uint8Array, random: (below: number) => number): Uint8Array {
  const bytes = Buffer.from(whole);
  for (let change = random(3); change >= 0; change -= 1) bytes[random(bytes.length)] = random(256);
  return random(4) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes;
}

const strange: readonly unknown[] = [
  ...[
    null,
    true,
    -1,
    1e308,
    0.5,
    '',
    'x'.repeat(70_000),
    '\u0000',
    'javascript:alert(1)',
    '../../etc/passwd',
    '{"a":{}}'
  ],
  ...[[], {}, [null], [[[]]], { type: 'Buffer', data: ['x', -5, 1e9] }, { type: 'Buffer', data: 'x' }, { data: {} }]
];

/** Sound JSON with a value somewhere that nobody expects there. */
function twisted(whole: Uint8Array, random: (below: number) => number): Uint8Array {
  const root = JSON.parse(Buffer.from(whole).toString()) as object;
  for (let change = random(4); change >= 0; change -= 1) {
    let at = root as Record<string, unknown>;
    for (let depth = random(5); depth >= 0; depth -= 1) {
      const keys = Object.keys(at);
      const key = keys[random(Math.max(1, keys.length))] ?? 'new';
      const inner = at[key];
      if (depth > 0 && typeof inner === 'object' && inner !== null) at = inner as Record<string, unknown>;
      else at[key] = structuredClone(strange[random(strange.length)]);
    }
  }
  return bytesOf(root);
}
