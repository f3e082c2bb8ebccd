import { beforeEach, describe, expect, it } from 'vitest';
import type { AnswerOf, Ask, Question } from '../../../../../electron/contract/engine';
import { fail, succeed, type Result } from '../../../../../electron/contract/failure';
import { arrival } from '../../../../support/arrival';
import { ViewRun } from '../../../../support/view-run';

let run: ViewRun;

beforeEach(async () => {
  run = new ViewRun();
  await run.open();
});

async function ask<A extends Ask>(question: Extract<Question, { ask: A }>): Promise<AnswerOf[A]> {
  const result = (await run.ask(question)) as Result<AnswerOf[A]>;
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

const body = { ask: 'openBody', seq: null, view: 'decoded', compare: false, all: false } as const;

describe('a window that reads closely', () => {
  it('opens a comparison, reads it, and finds it again when its worker had to be ended', async () => {
    run.append('a', '{"x":1,"y":2,"z":[1,2,3]}');
    run.append('a', '{"x":1,"y":3,"z":[1,2,3]}');
    const side = (seq: number): { node: number; seq: number } => ({ node: 1, seq });
    const opened = await ask({ ask: 'openDiff', a: side(1), b: side(2), layout: 'inline', ignore: [] });
    expect(opened).toMatchObject({ kind: 'json', changes: 1, identical: false });
    const { document } = opened;
    const rows = await ask({ ask: 'readDiff', document, first: 0, count: 50 });
    expect(rows.filter(({ kind }) => kind === 'change').length).toBe(2);
    run.jobs.begin();
    expect(await ask({ ask: 'readDiff', document, first: 0, count: 50 })).toEqual(rows);
    await ask({ ask: 'closeBody', document });
    expect(await run.ask({ ask: 'readDiff', document, first: 0, count: 50 })).toEqual(fail('not-kept'));
    const gone: Question = { ask: 'openDiff', a: side(1), b: side(9), layout: 'inline', ignore: [] };
    expect(await run.ask(gone)).toEqual(fail('not-kept', '', { side: 'B' }));
    const before = (seq: number) => run.ask({ ask: 'messageBefore', node: 1, seq, different: true });
    expect(await before(2)).toMatchObject({ ok: true, value: { seq: 1 } });
    expect(await before(9)).toEqual(fail('not-kept'));
  });

  it('reads the numbers, lists the messages, draws a chart and finds topics', async () => {
    for (let step = 1; step <= 5; step += 1) {
      run.append('a/b', `{"value":${step},"unit":"°C"}`);
      run.nowMs += 1_000;
    }
    const node = run.node('a/b');
    const numbers = await ask({ ask: 'numbers', node, seq: null, lines: false });
    expect(numbers.fields).toMatchObject([{ path: 'value', text: '5', change: 1, unit: { text: '°C' } }]);
    const { list } = await ask({ ask: 'openList', node, below: false, changesOnly: false, filter: '' });
    const read: Extract<Question, { ask: 'readList' }> = {
      ask: 'readList',
      list,
      before: null,
      skip: 0,
      count: 3,
      columns: ['value']
    };
    expect(await ask(read)).toMatchObject({
      messages: 5,
      rows: [{ columns: ['5'] }, { columns: ['4'] }, { columns: ['3'] }]
    });
    expect(await ask({ ask: 'findTopic', topic: 'a/b' })).toEqual({ node, topic: 'a/b' });
    expect(await ask({ ask: 'topicsMatching', filter: '+/b' })).toEqual([{ node, topic: 'a/b' }]);
    const { chart } = await ask({ ask: 'openChart', series: [{ node, path: 'value' }] });
    const look = { fromMs: null, toMs: null, spanMs: null, widthPx: 100, averaging: 'none' } as const;
    const data = await ask({ ask: 'readChart', chart, ...look });
    expect(data.series).toMatchObject([{ points: 5, range: { min: 1, max: 5, last: 5 }, unit: { text: '°C' } }]);
    // A page that is loaded anew has nothing open.
    await run.open();
    run.others.length = 0;
    expect(await run.ask(read)).toEqual(fail('not-kept'));
    expect(await run.ask({ ask: 'readChart', chart, ...look })).toEqual(fail('not-kept'));
  });

  it('has a payload read for the clipboard by the worker, and none that is surely too large', async () => {
    run.append('a', 'caf\u00e9');
    run.append('b', Buffer.alloc(48_000_001, 0x61));
    expect(await ask({ ask: 'payloadText', node: run.node('a'), seq: null })).toBe('caf\u00e9');
    expect(run.jobs.done).toEqual(['text']);
    expect(await run.ask({ ask: 'payloadText', node: run.node('b'), seq: null })).toEqual(fail('copy-too-large'));
    expect(run.jobs.done).toEqual(['text']);
  });

  it('copies user properties that were all read, else none', async () => {
    const one = [0x26, 0, 1, 0x61, 0, 1, 0x31];
    const text = (seq: number) => run.ask({ ask: 'userPropertiesText', node: run.node('a'), seq });
    for (const count of [2, 1_001]) {
      const properties = Uint8Array.from(Array.from({ length: count }, () => one).flat());
      run.store.append(arrival('a', '1', { properties }));
    }
    expect(await text(1)).toEqual(succeed('a\t1\na\t1'));
    expect(await text(2)).toEqual(fail('copy-too-large', '', { what: 'user-properties' }));
    expect(await text(3)).toEqual(fail('not-kept'));
  });

  it('sees the rows of a list that is open by the rules that hold', async () => {
    run.append('a', 'AQID');
    run.append('a', 'BAUG');
    const { list } = await ask({ ask: 'openList', node: 1, below: false, changesOnly: false, filter: '' });
    const texts = async () => {
      const read = { ask: 'readList', list, before: null, skip: 0, count: 9, columns: [] } as const;
      const { rows } = await ask({ ...read, columns: [] });
      return rows.map(({ preview }) => (preview.kind === 'text' ? preview.text : preview.kind));
    };
    run.inspection.decoding([{ filter: '#', decoder: 'text', messageType: '' }], []);
    expect(await texts()).toEqual(['BAUG', 'AQID']);
    run.inspection.decoding([{ filter: '#', decoder: 'base64', messageType: '' }], []);
    expect(await texts()).toEqual(['binary', 'binary']);
    expect(await ask({ ask: 'findRow', list, seq: 1 })).toEqual({
      ordinal: (await ask({ ask: 'readList', list, before: null, skip: 1, count: 1, columns: [] })).rows[0]?.ordinal
    });
  });

  it('is told of message types, of what is wrong with a schema, and that all is to be opened anew', async () => {
    const proto = 'syntax = "proto3"; package plant; message Robot { string name = 1; int32 speed = 2; }';
    const schemas = [
      { id: 'good', name: 'robot.proto', bytes: new TextEncoder().encode(proto) },
      { id: 'bad', name: 'bad.proto', bytes: new TextEncoder().encode('message {') }
    ];
    expect(run.inspection.decodingRevision).toBe(0);
    run.inspection.decoding([{ filter: 'robots/+', decoder: 'protobuf', messageType: 'plant.Robot' }], schemas);
    expect(run.inspection.decodingRevision).toBe(1);
    const types = await ask({ ask: 'messageTypes' });
    expect(types).toMatchObject({ types: ['plant.Robot'], problems: [{ fileName: 'bad.proto' }] });
    run.append('robots/1', Uint8Array.from([0x0a, 2, 0x52, 0x31, 0x10, 7]));
    const opened = await ask({ ...body, node: run.node('robots/1') });
    expect(opened.decoding).toMatchObject({
      chain: ['protobuf'],
      messageType: 'plant.Robot',
      reason: { kind: 'chosen', filter: 'robots/+' },
      problem: null
    });
    const lines = await ask({ ask: 'readLines', document: opened.document, first: 0, count: 9 });
    expect(lines.map(({ text }) => text)).toEqual(['{', '  "name": "R1",', '  "speed": 7', '}']);
  });

  it('sees a chosen decoder fail, with the byte, and the bytes', async () => {
    run.inspection.decoding([{ filter: '#', decoder: 'json', messageType: '' }], []);
    run.append('a', '{"x":01}');
    const opened = await ask({ ...body, node: 1 });
    expect(opened).toMatchObject({
      format: 'binary',
      decoding: { chain: [], problem: { code: 'invalid', format: 'json', byte: 6 } }
    });
    const [line] = await ask({ ask: 'readLines', document: opened.document, first: 0, count: 1 });
    expect(line?.text).toContain('{"x":01}');
  });

  it('reads a picture', async () => {
    const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
    run.append('a', gif);
    const { document, image, format } = await ask({ ...body, node: 1 });
    expect([format, image]).toEqual(['image', { mime: 'image/gif', widthPx: 1, heightPx: 1 }]);
    expect(Buffer.from(await ask({ ask: 'readImage', document })).equals(gif)).toBe(true);
    expect(Buffer.from(await ask({ ask: 'readImage', document })).equals(gif)).toBe(true);
  });

  it('tells what a Sparkplug message and those around it say', async () => {
    // Payload { timestamp 1, metrics [{ name 'v' (alias 5), datatype 9, int 7 }], seq 0 }, and a DATA that knows the alias only.
    const birth = Uint8Array.from([0x08, 1, 0x12, 9, 0x0a, 1, 0x76, 0x10, 5, 0x20, 9, 0x50, 7, 0x18, 0]);
    const data = (seq: number): Uint8Array =>
      Uint8Array.from([0x08, 2, 0x12, 6, 0x10, 5, 0x20, 9, 0x50, 8, 0x12, 4, 0x10, 6, 0x50, 9, 0x18, seq]);
    run.append('spBv1.0/g/NBIRTH/n', birth);
    run.append('spBv1.0/g/NDATA/n', data(1));
    run.append('spBv1.0/g/NDATA/n', data(3));
    const opened = await ask({ ...body, node: run.node('spBv1.0/g/NDATA/n') });
    expect(opened.decoding).toMatchObject({
      chain: ['sparkplug'],
      reason: { kind: 'topic' },
      sparkplug: { node: 'online', device: null, sequence: 3, gapAfter: 1, unnamed: 1 }
    });
    const lines = await ask({ ask: 'readLines', document: opened.document, first: 0, count: 40 });
    expect(lines.some(({ text }) => text.includes('"v"'))).toBe(true);
  });

  it('of a paused view knows nothing that came later', async () => {
    run.append('a', '{"value":1}');
    await run.command({ kind: 'pause', on: true });
    run.append('a', '{"value":2}');
    expect((await ask({ ...body, node: 1 })).facts.seq).toBe(1);
    expect(await ask({ ask: 'payloadText', node: 1, seq: null })).toBe('{"value":1}');
    expect((await ask({ ask: 'numbers', node: 1, seq: null, lines: false })).fields).toMatchObject([{ value: 1 }]);
    await run.command({ kind: 'pause', on: false });
    expect((await ask({ ...body, node: 1 })).facts.seq).toBe(2);
  });
});
