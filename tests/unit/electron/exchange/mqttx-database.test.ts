import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMqttxDatabase } from '../../../../electron/exchange/mqttx-database';
import { temporaryFolder } from '../storage/temporary-folder';
import { connectionRow, makeMqttxDatabase, mqttxTables } from './example-database';
import { seeded } from './seeded';

const noDatabase = { ok: false, failure: { code: 'import-unreadable', facts: { reason: 'no-database' }, raw: '' } };

const newFile = (): string => path.join(temporaryFolder(), 'MQTTX.db');

async function read(file: string) {
  const found = await readMqttxDatabase(file);
  if (!found.ok) throw new Error(String(found.failure.facts.reason));
  return found.value;
}

describe('readMqttxDatabase', () => {
  it('takes over connections with their nested folders, filters and last will', async () => {
    const file = newFile();
    const database = makeMqttxDatabase(file);
    database.insert('CollectionEntity', { id: 'f-1', name: 'Plant', parentId: null });
    database.insert('CollectionEntity', { id: 'f-2', name: 'Hall 2', parentId: 'f-1' });
    database.insert('CollectionEntity', { id: 'f-3', name: 'Line 7', parentId: 'f-2' });
    database.insert('WillEntity', {
      id: 4,
      lastWillTopic: 'gone',
      lastWillPayload: 'x',
      lastWillQos: 1,
      contentType: 't'
    });
    database.insert(
      'ConnectionEntity',
      connectionRow({
        parent_id: 'f-3',
        willId: 4,
        userProperties: '{"a":["1","2"]}',
        authenticationMethod: 'PLAIN',
        authenticationData: 'canary-authentication'
      })
    );
    database.insert('ConnectionEntity', connectionRow({ id: 'c-2', client_id: 'b', host: 'javascript:x()' }));
    database.insert('ConnectionEntity', connectionRow({ id: 'c-3', client_id: 'c', name: 'Top', mqttVersion: '3.1' }));
    database.insert('SubscriptionEntity', { id: 's-1', topic: 'a/#', qos: '2', disabled: 1, connection_id: 'c-1' });
    database.insert('SubscriptionEntity', { id: 's-2', topic: 'b', qos: '0', rh: '1', connection_id: 'c-1' });
    database.insert('SubscriptionEntity', { id: 's-3', topic: 'c', connection_id: 'c-3' });
    database.close();
    const { tool, profiles, skipped } = await read(file);
    expect({ tool, skipped }).toEqual({ tool: 'mqttx', skipped: 1 });
    expect(profiles).toMatchObject([
      {
        origin: { tool: 'mqttx', id: 'c-1' },
        fields: {
          name: 'Line 7',
          folder: 'Plant / Hall 2 / Line 7',
          address: { protocol: 'wss', host: 'broker.example', port: 8084, path: '/mqtt' },
          signIn: 'enhanced',
          mqttVersion: '5',
          keepAliveSeconds: 45,
          verifyCertificate: false,
          mqtt5: {
            userProperties: [
              ['a', '1'],
              ['a', '2']
            ]
          },
          will: { on: true, topic: 'gone', qos: 1, contentType: 't' },
          subscriptions: [
            { filter: 'a/#', qos: 2, on: false, retainHandling: 0 },
            { filter: 'b', qos: 0, on: true, retainHandling: 1 }
          ]
        },
        secrets: [
          ['password', 'canary-password'],
          ['authentication-data', 'canary-authentication']
        ]
      },
      { fields: { name: 'Top', folder: '', mqttVersion: '3.1.1', subscriptions: [{ filter: 'c' }] } }
    ]);
  });

  it('does without tables and columns of other versions', async () => {
    const file = newFile();
    const database = makeMqttxDatabase(file, {
      ConnectionEntity:
        '"id" varchar, "client_id" varchar, "name" varchar, "host" varchar, "port" integer, "new; column" x'
    });
    database.insert('ConnectionEntity', { id: 'a', client_id: 'a', name: 'A', host: 'h', port: 1883 });
    database.close();
    expect((await read(file)).profiles).toMatchObject([{ fields: { name: 'A', mqttVersion: 'auto' } }]);
  });

  it('runs nothing a database brings: views, virtual and generated columns', async () => {
    const endless = 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)';
    const view = newFile();
    const withView = makeMqttxDatabase(view, { CollectionEntity: mqttxTables.CollectionEntity });
    withView.exec(`CREATE VIEW ConnectionEntity AS ${endless} SELECT x AS id, 'h' AS host FROM n`);
    withView.close();
    expect(await readMqttxDatabase(view)).toEqual(noDatabase);

    const virtual = newFile();
    const withVirtual = makeMqttxDatabase(virtual, {});
    withVirtual.exec('CREATE VIRTUAL TABLE ConnectionEntity USING fts5(id, host)');
    withVirtual.close();
    expect(await readMqttxDatabase(virtual)).toEqual(noDatabase);

    const generated = newFile();
    const withColumn = makeMqttxDatabase(generated, {
      ConnectionEntity: '"id" varchar, "client_id" varchar, "name" varchar, "port" integer'
    });
    withColumn.insert('ConnectionEntity', { id: 'a', client_id: 'a', name: 'A', port: 1883 });
    const slow = "replace(hex(zeroblob(400000000)), '0', 'h')";
    withColumn.exec(`ALTER TABLE ConnectionEntity ADD COLUMN "host" varchar GENERATED ALWAYS AS (${slow}) VIRTUAL`);
    withColumn.close();
    expect(await readMqttxDatabase(generated)).toEqual(noDatabase);
  });

  it('holds to its bounds: long texts, many rows', async () => {
    const file = newFile();
    const database = makeMqttxDatabase(file);
    database.insert(
      'ConnectionEntity',
      connectionRow({ name: 'n'.repeat(3_000_000), password: 'p'.repeat(3_000_000) })
    );
    const numbers = 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 5010)';
    const rows = `${numbers} SELECT 'more-' || x, 'more-' || x, 'More', 'h', 1883 FROM n`;
    database.exec(`INSERT INTO ConnectionEntity (id, client_id, name, host, port) ${rows}`);
    database.close();
    const { profiles, skipped } = await read(file);
    expect([profiles.length, skipped]).toEqual([5_000, 1]);
    expect(profiles[0]?.fields.name).toHaveLength(200);
    expect(profiles[0]?.secrets).toEqual([]);
  });

  it('says so of anything else', async () => {
    const file = newFile();
    writeFileSync(file, `SQLite format 3\0${'x'.repeat(5_000)}`);
    expect(await readMqttxDatabase(file)).toEqual(noDatabase);
    const other = newFile();
    makeMqttxDatabase(other, { Other: 'x' }).close();
    expect(await readMqttxDatabase(other)).toEqual(noDatabase);
    expect(await readMqttxDatabase(path.join(temporaryFolder(), 'none.db'))).toEqual(noDatabase);
  });
});

describe('readMqttxDatabase, of 200 damaged databases', () => {
  it('makes connections or says that it is none, and never throws', async () => {
    const file = newFile();
    const database = makeMqttxDatabase(file);
    database.insert('CollectionEntity', { id: 'f-1', name: 'Plant', parentId: null });
    for (const id of ['a', 'b', 'c']) {
      database.insert('ConnectionEntity', connectionRow({ id, client_id: id, parent_id: 'f-1' }));
      database.insert('SubscriptionEntity', { id, topic: 'a/#', connection_id: id });
    }
    database.close();
    const whole = readFileSync(file);
    const random = seeded(20_261_121);
    const damaged = newFile();
    let read = 0;
    for (let round = 0; round < 200; round += 1) {
      const bytes = Buffer.from(whole);
      // Behind the first words, by which a database is recognised; half of the damage where pages lead to one another.
      for (let change = random(6); change >= 0; change -= 1) {
        const page = random(bytes.length / 4_096) * 4_096;
        bytes[random(2) === 0 ? 16 + random(bytes.length - 16) : Math.max(16, page + random(24))] = random(256);
      }
      writeFileSync(damaged, round % 10 === 0 ? bytes.subarray(0, random(bytes.length)) : bytes);
      const found = await readMqttxDatabase(damaged);
      if (found.ok) read += 1;
      else expect(found).toEqual(noDatabase);
    }
    expect(read).toBeGreaterThan(10);
  }, 60_000);
});
