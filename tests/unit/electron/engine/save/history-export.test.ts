import { describe, expect, it } from 'vitest';
import type { ListedMessage } from '../../../../../electron/contract/listed-message';
import { HistoryList } from '../../../../../electron/engine/inspect/history-list';
import { listedMessages } from '../../../../../electron/engine/inspect/history-saving';
import { readProperties } from '../../../../../electron/engine/link/publish-properties';
import { historyFile, type HistoryFileWish } from '../../../../../electron/engine/save/history-export';
import { KeptHistory } from '../../../../support/kept-history';

const message: ListedMessage = {
  topic: Buffer.from('a/b'),
  receivedAtMs: Date.UTC(2026, 2, 14, 14, 32, 7, 418) + 0.251,
  qos: 1,
  retain: false,
  duplicate: true,
  packetId: 7,
  sizeBytes: 3,
  repeats: 1,
  payload: Buffer.from('"é"'),
  properties: null,
  columns: []
};

async function* all(messages: readonly ListedMessage[]): AsyncGenerator<readonly ListedMessage[]> {
  for (const one of messages) yield await Promise.resolve([one]);
}

async function written(messages: readonly ListedMessage[], wish: Partial<HistoryFileWish> = {}): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of historyFile(all(messages), { format: 'json-lines', columns: [], ...wish }))
    chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** RFC 4180, 2: the plainest reader. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    rows.at(-1)?.push((found[1]?.replaceAll('""', '"') ?? found[2]) || '');
    if (found[3] === '\r\n') rows.push([]);
  }
  expect(rows.pop()).toEqual([]);
  return rows;
}

describe('a list as JSON lines', () => {
  it('says all of a message, its payload as text or Base64', async () => {
    const binary = Uint8Array.of(0xff, 0x00, 0xfe);
    const text = await written([
      message,
      { ...message, payload: binary, topic: binary, repeats: 3, packetId: null },
      { ...message, payload: null }
    ]);
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toEqual({
      topic: 'a/b',
      time: '2026-03-14T14:32:07.418251Z',
      epochMs: message.receivedAtMs,
      qos: 1,
      retain: false,
      duplicate: true,
      packetId: 7,
      sizeBytes: 3,
      payload: '"é"'
    });
    expect(lines[1]).toMatchObject({ topicBase64: '/wD+', payloadBase64: '/wD+', repeats: 3 });
    expect(lines[1]).not.toHaveProperty('packetId');
    expect(lines[2]).toMatchObject({ payload: null });
  });

  it('brings large payloads back byte for byte, whatever their pieces end with', async () => {
    for (const bytes of [Buffer.from('x\u{1f600}\n"é\u0000'.repeat(70_001)), Buffer.alloc(500_001, 0xfe)]) {
      const line = JSON.parse(await written([{ ...message, payload: bytes }])) as Record<string, string>;
      const back =
        line['payload'] === undefined
          ? Buffer.from(line['payloadBase64'] ?? '', 'base64')
          : Buffer.from(line['payload']);
      expect(back.equals(bytes)).toBe(true);
    }
  });

  it('keeps properties in order, and fields with any name', async () => {
    const bytes = Uint8Array.of(0x26, 0, 1, 0x61, 0, 1, 0x31, 0x26, 0, 1, 0x61, 0, 1, 0x32, 0x09, 0, 1, 0xff);
    const columns = ['__proto__', 'v'];
    const text = await written([{ ...message, properties: readProperties(bytes), columns: ['1', null] }], { columns });
    expect(text).toContain('"userProperties":[["a","1"],["a","2"]],"correlationDataBase64":"/w=="');
    expect(text).toContain('"fields":{"__proto__":"1","v":null}');
  });

  it('says where not all properties are there', async () => {
    const read = readProperties(Uint8Array.of(0x26, 0, 1, 0x61, 0, 1, 0x31));
    const text = await written([
      { ...message, properties: read },
      { ...message, properties: { ...read, userPropertyCount: 1_201 } },
      { ...message, properties: { ...read, readToEnd: false } }
    ]);
    expect(text.match(/"properties":.*/g)).toEqual([
      '"properties":{"userProperties":[["a","1"]]}}',
      '"properties":{"userProperties":[["a","1"]],"userPropertiesLeftOut":1200}}',
      '"properties":{"userProperties":[["a","1"]],"unread":true}}'
    ]);
  });
});

describe('a list as CSV', () => {
  it('is read back by the rules of RFC 4180', async () => {
    const payload = 'a "quoted", line\r\nand more';
    const rows = readCsv(await written([{ ...message, payload: Buffer.from(payload) }], { format: 'csv' }));
    expect(rows[0]).toEqual([
      'time',
      'epoch_ms',
      'topic',
      'qos',
      'retain',
      'duplicate',
      'size_bytes',
      'repeats',
      'payload',
      'payload_encoding'
    ]);
    expect(rows[1]?.slice(0, 3)).toEqual(['2026-03-14T14:32:07.418251Z', '1773498727418.251', 'a/b']);
    expect(rows[1]?.slice(-2)).toEqual([payload, 'utf-8']);
  });

  it('has the fields chosen as columns, and runs nothing in a spreadsheet', async () => {
    const columns = ['=cmd', 'v', 'w', 'x'];
    const values = ['=1+1', '-61.7', '-1+2', null];
    const hostile = { ...message, topic: Buffer.from('@SUM(A1)'), columns: values };
    const rows = readCsv(await written([hostile], { format: 'csv', columns }));
    expect(rows[0]?.slice(-4)).toEqual(["'=cmd", 'v', 'w', 'x']);
    expect(rows[1]?.[2]).toBe("'@SUM(A1)");
    expect(rows[1]?.slice(-4)).toEqual(["'=1+1", '-61.7', "'-1+2", '']);
    const text = await written([{ ...message, payload: Buffer.from('=1+1') }], { format: 'csv' });
    expect(readCsv(text)[1]?.slice(-2)).toEqual(["'=1+1", 'utf-8']);
  });

  it('is written piece by piece, also where rows have fields and no payload', async () => {
    const columns = ['v'];
    const rows = Array.from({ length: 1_000 }, () => ({ ...message, columns: ['x'.repeat(1_000)] }));
    for (const format of ['csv', 'json-lines'] as const) {
      const pieces: number[] = [];
      for await (const { length } of historyFile(all(rows), { format, columns })) pieces.push(length);
      expect(pieces.reduce((sum, length) => sum + length)).toBeGreaterThan(1_000_000);
      expect(Math.max(...pieces)).toBeLessThan(270_000);
    }
  });
});

describe('an open list', () => {
  const { signal } = new AbortController();

  it('goes into a file as it is then, oldest first, while messages come and go', async () => {
    const kept = new KeptHistory(60_000);
    const node = kept.node('a');
    for (let count = 0; count < 700; count += 1) kept.send(node, `value ${count}`);
    const parts = { ...kept.listParts(), readProperties };
    const list = new HistoryList(parts, { node, below: false, changesOnly: false, filter: '', moment: null });
    const payloads: string[] = [];
    for await (const some of listedMessages(parts, list, { columns: ['value'], ranges: null }, signal)) {
      for (const { payload, columns, topic } of some) {
        payloads.push(Buffer.from(payload ?? []).toString());
        expect(columns).toEqual(['value']);
        expect(Buffer.from(topic).toString()).toBe('a');
      }
      for (let count = 0; count < 200; count += 1) kept.send(node, 'later');
    }
    list.close();
    const numbers = payloads.map((payload) => Number(payload.slice(6)));
    expect(payloads.every((payload) => payload.startsWith('value '))).toBe(true);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(numbers).size).toBe(numbers.length);
    // The second go finds only what is left by then.
    expect(numbers.length).toBeGreaterThan(512);
    expect(numbers[0]).toBe(0);
  });

  it('gives the rows from A to B, whichever is older, also where one of them is not listed', async () => {
    const kept = new KeptHistory(200_000);
    const nodes = [kept.node('a/x'), kept.node('a/y')] as const;
    for (let count = 0; count < 1_000; count += 1) kept.send(nodes[count % 2] ?? 0, `value ${count}`);
    const parts = { ...kept.listParts(), readProperties };
    const saved = async (filter: string, ...pairs: readonly (readonly [number, number])[]) => {
      const wish = { node: kept.node('a'), below: true, changesOnly: false, filter, moment: null };
      const list = new HistoryList(parts, wish);
      const ranges = pairs.map(([fromSeq, toSeq]) => ({ fromSeq, toSeq }));
      const found: string[] = [];
      for await (const some of listedMessages(parts, list, { columns: [], ranges }, signal)) {
        for (const { topic, payload } of some)
          found.push(`${Buffer.from(topic).toString()} ${Buffer.from(payload ?? []).toString()}`);
      }
      list.close();
      return found;
    };
    expect(await saved('', [12, 10])).toEqual(['a/y value 9', 'a/x value 10', 'a/y value 11']);
    expect(await saved('a/y', [9, 13])).toEqual(['a/y value 9', 'a/y value 11']);
    expect(await saved('', [990, 5_000])).toHaveLength(11);
    expect(await saved('nothing like it', [1, 1_000])).toEqual([]);
    expect(await saved('', [500, 500], [3, 2], [2, 1])).toEqual([
      'a/x value 0',
      'a/y value 1',
      'a/x value 2',
      'a/y value 499'
    ]);
    expect(await saved('')).toEqual([]);
  });

  it('gives a row that was selected also when newer messages like it were folded into it meanwhile', async () => {
    const kept = new KeptHistory(200_000);
    const node = kept.node('a');
    for (const payload of ['on', 'off', 'off']) kept.send(node, payload);
    const parts = { ...kept.listParts(), readProperties };
    const list = new HistoryList(parts, { node, below: false, changesOnly: true, filter: '', moment: null });
    await list.complete(signal);
    kept.send(node, 'off');
    kept.send(node, 'on');
    await list.catchUp(null, signal);
    const found: number[] = [];
    const ranges = [{ fromSeq: 3, toSeq: 3 }];
    for await (const some of listedMessages(parts, list, { columns: [], ranges }, signal)) {
      found.push(...some.map(({ repeats }) => repeats));
    }
    expect(found).toEqual([3]);
  });
});
