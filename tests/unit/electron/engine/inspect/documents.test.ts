import { describe, expect, it } from 'vitest';
import type { BodyLine, BodyView, OpenedBody } from '../../../../../electron/contract/document';
import { fail, succeed, type Result } from '../../../../../electron/contract/failure';
import type { MessageProperties } from '../../../../../electron/contract/message';
import type { DecodeInput } from '../../../../../electron/engine/decode/decode-jobs';
import { displayFacts } from '../../../../../electron/engine/decode/display-facts';
import { Documents } from '../../../../../electron/engine/inspect/documents';
import { KeptMessages } from '../../../../../electron/engine/inspect/kept-messages';
import type { ReadMessage } from '../../../../../electron/engine/store/read-message';
import { randomFrom } from '../../../../support/arrival';
import { InThreadJobs } from '../../../../support/in-thread-jobs';

const live = new AbortController().signal;
const noProperties = {
  payloadIsUtf8: null,
  messageExpirySeconds: null,
  contentType: null,
  responseTopic: null,
  correlationData: null,
  subscriptionIds: [],
  userProperties: [],
  userPropertyCount: 0,
  readToEnd: true,
  topicAlias: null
} as const;

interface Bodies {
  readonly documents: Documents;
  readonly jobs: InThreadJobs;
}

function kept(seq: number, payload: string | Uint8Array | null): ReadMessage {
  const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
  const facts = {
    receivedAtMs: 1,
    qos: 0,
    retain: false,
    duplicate: false,
    packetId: null,
    propertiesBytes: 0
  } as const;
  return { payload: bytes, facts: { ...facts, seq, sizeBytes: bytes?.length ?? 1 }, properties: null };
}

/** Messages of one topic, the newest last. Null: known, but it had to make room. */
function bodiesOf(...payloads: (string | Uint8Array | null)[]): Bodies {
  const all = payloads.map((payload, place) => kept(place + 1, payload));
  return newBodies((seq) => all[(seq ?? all.length) - 1] ?? null);
}

function newBodies(
  read: (seq: number | null) => ReadMessage | null,
  properties: MessageProperties = noProperties
): Bodies {
  const jobs = new InThreadJobs();
  const order = { topicBytes: () => new TextEncoder().encode('plant/a') };
  type Store = ConstructorParameters<typeof KeptMessages>[0]['store'];
  const messages = new KeptMessages({
    store: {
      read: (_node, seq) => read(seq),
      previous: (_node, seq) => read(seq - 1),
      order: order as unknown as Store['order'],
      kept: {} as Store['kept']
    },
    readProperties: () => properties,
    births: { birthsAt: () => [] }
  });
  let number = 0;
  const documents = new Documents({
    messages,
    jobs,
    nextNumber: () => (number += 1),
    displayFacts,
    around: (_kept, decoding) => decoding
  });
  return { documents, jobs };
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

async function open(
  { documents }: Bodies,
  more: { view?: BodyView; compare?: boolean; all?: boolean; seq?: number; bytesPerLine?: 8 | 16 } = {}
): Promise<OpenedBody> {
  const { seq = null, ...rest } = more;
  return valueOf(await documents.open({ node: 1, view: 'decoded', compare: false, all: false, ...rest }, seq, live));
}

async function read({ documents }: Bodies, opened: OpenedBody, first = 0, count = 400): Promise<readonly BodyLine[]> {
  return valueOf(await documents.readLines(opened.document, first, count, live));
}

async function lines(
  payload: string | Uint8Array,
  more: { view?: BodyView; all?: boolean; bytesPerLine?: 8 | 16 } = {}
): Promise<string[]> {
  const bodies = bodiesOf(payload);
  return (await read(bodies, await open(bodies, more))).map(({ text }) => text);
}

describe('JSON', () => {
  it('is laid out with everything as written', async () => {
    const payload =
      '{"n":9007199254740993,"b":1e400,"z":-0,"a":1,"a":2,"e":{},"l":[ ],"w":[1, 2.50 ,"x"],"o":{"p":[{"q":null}]}}';
    expect(await lines(payload)).toEqual([
      '{',
      '  "n": 9007199254740993,',
      '  "b": 1e400,',
      '  "z": -0,',
      '  "a": 1,',
      '  "a": 2,',
      '  "e": {},',
      '  "l": [],',
      '  "w": [1, 2.50, "x"],',
      '  "o": {',
      '    "p": [',
      '      {',
      '        "q": null',
      '      }',
      '    ]',
      '  }',
      '}'
    ]);
  });

  it('breaks an array of scalars over 80 characters into lines', async () => {
    const numbers = Array.from({ length: 40 }, (_, place) => place);
    expect((await lines(JSON.stringify(numbers))).length).toBe(42);
    expect((await lines(JSON.stringify(numbers.slice(0, 15)))).length).toBe(1);
  });

  it('loses and adds nothing but white space, over 3,000 random texts', async () => {
    const random = randomFrom(41);
    const value = (depth: number): unknown => {
      const kind = Math.floor(random() * (depth > 4 ? 4 : 6));
      if (kind === 0) return random() * 1e6;
      if (kind === 1) return 'te"xt\\ \u00e9'.slice(0, Math.floor(random() * 9));
      if (kind === 2) return random() < 0.5;
      if (kind === 3) return null;
      const items = Array.from({ length: Math.floor(random() * 4) }, () => value(depth + 1));
      return kind === 4 ? items : Object.fromEntries(items.map((item, place) => [`k${place}`, item]));
    };
    for (let round = 0; round < 3_000; round += 1) {
      const made = value(0);
      const source = JSON.stringify(made, null, Math.floor(random() * 3));
      const shown = await lines(source);
      expect(JSON.stringify(JSON.parse(shown.join('\n')))).toBe(JSON.stringify(made));
    }
  });

  it('is JSON exactly where JSON.parse says so, over 4,000 broken texts', async () => {
    const random = randomFrom(43);
    const parts = [
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      '1',
      '-',
      '.5',
      'e3',
      '0',
      'true',
      'nul',
      ' ',
      '\n',
      '\\u00e9',
      '"'
    ];
    for (let round = 0; round < 4_000; round += 1) {
      const payload = Array.from(
        { length: 1 + Math.floor(random() * 7) },
        () => parts[Math.floor(random() * parts.length)]
      ).join('');
      let json = true;
      try {
        JSON.parse(payload);
      } catch {
        json = false;
      }
      const { format, decoding } = await open(bodiesOf(payload));
      // `.5` is a number, and some of several lines are JSON lines.
      const found = decoding.chain[0] === 'json' || (decoding.chain[0] === 'number' && format === 'json' && json);
      expect([payload, found]).toEqual([payload, json]);
    }
  });

  it('holds 1,000,000 levels, indented up to level 200', async () => {
    const depth = 1_000_000;
    const bodies = bodiesOf('['.repeat(depth) + ']'.repeat(depth));
    const opened = await open(bodies, { all: true });
    expect(opened).toMatchObject({ format: 'json', lines: 2 * depth - 1 });
    const [line] = await read(bodies, opened, 500_000, 1);
    expect(line?.text).toBe(`${' '.repeat(400)}[`);
  });

  it('shows a large one in part, and all of it when asked', async () => {
    const payload = JSON.stringify(Array.from({ length: 120_000 }, (_, place) => ({ place })));
    const bodies = bodiesOf(payload);
    const part = await open(bodies);
    expect(part).toMatchObject({ format: 'json', shownBytes: 256_000, totalBytes: payload.length });
    expect((await read(bodies, part, part.lines - 1, 1)).length).toBe(1);
    const all = await open(bodies, { all: true });
    expect(all).toMatchObject({ lines: 360_002, shownBytes: payload.length, tooLargeToFormat: false });
    expect(await read(bodies, all, 360_001, 5)).toEqual([
      {
        text: ']',
        cutCharacters: 0,
        changed: false,
        was: null,
        fold: null,
        number: 360_002,
        field: { path: '', charted: false }
      }
    ]);
  });

  it('above 64 MB shows its first part of all of it', async () => {
    const sizeBytes = 64_000_008;
    const opened = await open(bodiesOf(`{"a":"${'x'.repeat(64_000_000)}"}`));
    expect(opened).toMatchObject({ shownBytes: 256_000, totalBytes: sizeBytes, tooLargeToFormat: false });
  });

  it('is shown as received above 64 MB', async () => {
    const bodies = bodiesOf(`{"a":"${'x'.repeat(64_000_000)}"}`);
    const opened = await open(bodies, { all: true });
    expect(opened).toMatchObject({ format: 'json', tooLargeToFormat: true, lines: 1 });
    expect((await read(bodies, opened))[0]?.cutCharacters).toBe(64_000_008 - 4_000);
  });
});

describe('text', () => {
  it('has the lines it has, at LF and CRLF, with controls made visible', async () => {
    expect(await lines('a\r\nb\n\nc\rd\te\u0000\n')).toEqual(['a', 'b', '', 'c␍d\te␀']);
    expect(await lines('no end')).toEqual(['no end']);
    expect(await lines('\n')).toEqual(['']);
  });

  it('reads any line of many, of any lengths, as a split does', async () => {
    const random = randomFrom(47);
    for (let round = 0; round < 30; round += 1) {
      const made = Array.from({ length: 1 + Math.floor(random() * 400) }, (_, place) => {
        const long = random() < 0.02 ? 300_000 : Math.floor(random() * 40);
        return `${place}é`.padEnd(long, 'x') + (random() < 0.3 ? '\r' : '');
      });
      const bodies = bodiesOf(made.join('\n'));
      const opened = await open(bodies, { view: 'raw', all: true });
      const last = made.length - 1;
      expect(opened.lines).toBe(made.length);
      for (let probe = 0; probe < 40; probe += 1) {
        const rank = Math.floor(random() * made.length);
        const want = rank === last ? (made[rank] ?? '').replace('\r', '␍') : (made[rank] ?? '').replace('\r', '');
        const [line] = await read(bodies, opened, rank, 1);
        expect(line?.text).toBe(want.slice(0, 4_000));
        expect(line?.cutCharacters).toBe(Math.max(0, want.length - 4_000));
      }
    }
  });

  it('cuts a long line at 4,000 characters, not inside one, and counts the rest', async () => {
    const bodies = bodiesOf(`x${'😀'.repeat(5_000)}`);
    const [line] = await read(bodies, await open(bodies));
    expect(line?.text).toBe(`x${'😀'.repeat(1_999)}`);
    expect(line?.cutCharacters).toBe(10_001 - 3_999);
  });

  it('shows invalid bytes of the raw view as escapes', async () => {
    expect(await lines(new Uint8Array([0x61, 0xff, 0x0a, 0x62]), { view: 'raw' })).toEqual(['a\\xff', 'b']);
  });
});

describe('hex', () => {
  it('shows offset, bytes and ASCII', async () => {
    const bytes = Uint8Array.from({ length: 20 }, (_, place) => place * 11 + 60);
    expect(await lines(bytes, { view: 'hex' })).toEqual([
      '0000  3c 47 52 5d 68 73 7e 89  94 9f aa b5 c0 cb d6 e1  <GR]hs~.........',
      '0010  ec f7 02 0d                                       ....'
    ]);
    expect((await lines(bytes))[0]).toMatch(/^0000 {2}3c 47/);
    expect(await lines('', { view: 'hex' })).toEqual([]);
  });

  it('shows 8 bytes a line where 16 do not fit, also when comparing', async () => {
    const bytes = Uint8Array.from({ length: 11 }, (_, place) => place + 65);
    expect(await lines(bytes, { view: 'hex', bytesPerLine: 8 })).toEqual([
      '0000  41 42 43 44  45 46 47 48  ABCDEFGH',
      '0008  49 4a 4b                  IJK'
    ]);
    const bodies = bodiesOf('0123456789', '0123456x89');
    const opened = await open(bodies, { view: 'hex', bytesPerLine: 8, compare: true });
    expect((await read(bodies, opened)).map(({ changed, was }) => [changed, was])).toEqual([
      [true, '0000  30 31 32 33  34 35 36 37  01234567'],
      [false, null]
    ]);
  });
});

describe('compare', () => {
  const compared = async (before: string, now: string, view: BodyView = 'decoded') => {
    const bodies = bodiesOf(before, now);
    const opened = await open(bodies, { compare: true, view });
    const marks = (await read(bodies, opened))
      .filter((line) => line.changed)
      .map((line) => [line.text.trim(), line.was]);
    return { marks, removed: opened.removedNames, seq: opened.comparedWithSeq };
  };

  it('compares JSON by path, whatever the order of names', async () => {
    const { marks, removed, seq } = await compared(
      '{"value":61.7,"unit":"C","gone":{"x":1,"y":2},"deep":{"old":1,"same":[1,2]},"w":[61.4,61.5]}',
      '{"w":[61.5,61.6],"unit":"C","deep":{"same":[1 , 2],"new":[]},"value":61.8}'
    );
    expect(marks).toEqual([
      ['"w": [61.5, 61.6],', '[61.4, 61.5]'],
      ['"new": []', null],
      ['"value": 61.8', '61.7']
    ]);
    expect(removed).toEqual(['gone', 'deep.old']);
    expect(seq).toBe(1);
  });

  it('tells 1 and 1.0 and 9007199254740993 and ...992 apart', async () => {
    const { marks } = await compared('{"a":1,"b":9007199254740992}', '{"a":1.0,"b":9007199254740993}');
    expect(marks).toEqual([
      ['"a": 1.0,', '1'],
      ['"b": 9007199254740993', '9007199254740992']
    ]);
  });

  it('finds changes between a short array on one line and a long one on many', async () => {
    const short = JSON.stringify({ w: [1, 2, 3] });
    const long = JSON.stringify({ w: [1, 2, ...Array.from({ length: 40 }, (_, place) => place)] });
    expect((await compared(short, long)).marks.length).toBe(40);
    expect((await compared(long, short)).marks).toMatchObject([
      ['"w": [1, 2, 3]', expect.stringMatching(/^\[1, 2, 0, /)]
    ]);
    expect((await compared(long, long)).marks).toEqual([]);
  });

  it('counts a second name of the same spelling as one of its own', async () => {
    expect((await compared('{"a":1,"a":2}', '{"a":1,"a":3}')).marks).toEqual([['"a": 3', '2']]);
    const many = `{${Array.from({ length: 50_000 }, () => '"a":1').join(',')}}`;
    expect((await compared(many, many)).marks).toEqual([]);
  });

  it('compares text and hex by line', async () => {
    expect((await compared('a\nb\nc', 'a\nB\nc\nd')).marks).toEqual([
      ['B', 'b'],
      ['d', null]
    ]);
    expect((await compared('abc', 'abd', 'hex')).marks).toMatchObject([
      [expect.stringMatching(/abd$/), expect.stringMatching(/abc$/)]
    ]);
  });

  it('marks all of a JSON that was none before, and compares with nothing when there is nothing', async () => {
    expect((await compared('was text', '{"a":1}')).marks).toEqual([
      ['{', null],
      ['"a": 1', null],
      ['}', null]
    ]);
    expect((await open(bodiesOf('{"a":1}'), { compare: true })).comparedWithSeq).toBeNull();
  });
});

describe('Bodies', () => {
  it('keeps eight open and closes the oldest', async () => {
    const bodies = bodiesOf('x');
    const opened = [];
    for (let time = 0; time < 9; time += 1) opened.push(await open(bodies));
    const still = [];
    for (const { document } of opened) still.push((await bodies.documents.readLines(document, 0, 1, live)).ok);
    expect(still).toEqual([false, true, true, true, true, true, true, true, true]);
    bodies.documents.closeAll();
    expect(await bodies.documents.readLines(opened[8]?.document ?? 0, 0, 1, live)).toEqual(fail('not-kept'));
    expect(bodies.jobs.done.filter((job) => job === 'close').length).toBe(9);
  });

  it('says what is not kept', async () => {
    const request = { node: 1, view: 'decoded', compare: true, all: false } as const;
    const bodies = bodiesOf('1', null, '3');
    expect(await bodies.documents.open(request, 2, live)).toEqual(fail('not-kept'));
    expect(await bodies.documents.open(request, 9, live)).toEqual(fail('not-kept'));
    expect(await bodies.documents.open(request, 3, live)).toMatchObject({ ok: true, value: { comparedWithSeq: null } });
    expect(await bodies.documents.image((await open(bodies)).document, live)).toMatchObject({
      failure: { code: 'request-invalid' }
    });
  });

  it('shows properties safely and in bounds', async () => {
    const properties = {
      ...noProperties,
      contentType: 'a\u202e',
      userProperties: Array.from({ length: 500 }, () => ['n\u0000', 'v'.repeat(9_000)] as const),
      userPropertyCount: 500
    };
    const bodies = newBodies(() => ({ ...kept(1, '1'), properties: new Uint8Array(1) }), properties);
    const shown = (await open(bodies)).facts.properties;
    expect(shown?.contentType).toEqual({ text: 'a\\u202e', characters: 2, shownCharacters: 2 });
    expect(shown?.userProperties.length).toBe(200);
    expect(shown?.userPropertyCount).toBe(500);
    const [name, value] = shown?.userProperties[0] ?? [];
    expect(name).toEqual({ text: 'n␀', characters: 2, shownCharacters: 2 });
    expect(value).toEqual({ text: 'v'.repeat(4_000), characters: 9_000, shownCharacters: 4_000 });
  });

  it('closes what came to be open after nobody waited for it any more', async () => {
    const bodies = bodiesOf('1');
    const abort = new AbortController();
    const aborted = bodies.documents.open({ node: 1, view: 'raw', compare: false, all: true }, null, abort.signal);
    abort.abort(new Error('moved on'));
    await expect(aborted).rejects.toThrow('moved on');
    await open(bodies);
    expect(bodies.jobs.done).toEqual(['close', 'open']);
  });

  it('closes also what nobody waited for any more as bytes', async () => {
    const bodies = bodiesOf('{"a":1}');
    const { jobs } = bodies;
    const run = jobs.run.bind(jobs);
    const abort = new AbortController();
    jobs.run = (job, input, signal) => {
      if (job !== 'open') return run(job, input, signal);
      if ((input as DecodeInput<'open'>).undecoded === null)
        return Promise.resolve(fail('decode-ended', '', { code: 'too-slow', format: 'cbor' }));
      const opened = run(job, input);
      abort.abort(new Error('moved on'));
      return opened.then(() => Promise.reject(abort.signal.reason as Error));
    };
    await expect(
      bodies.documents.open({ node: 1, view: 'raw', compare: false, all: true }, null, abort.signal)
    ).rejects.toThrow('moved on');
    expect(jobs.done).toEqual(['open', 'close']);
  });

  it('closes what is opened again after it was closed', async () => {
    const bodies = bodiesOf('{"a":1}');
    const opened = await open(bodies);
    bodies.jobs.begin();
    const reading = bodies.documents.readLines(opened.document, 0, 9, live);
    const { jobs } = bodies;
    const run = jobs.run.bind(jobs);
    jobs.run = (job, input, signal) => {
      if (job === 'open') bodies.documents.close(opened.document);
      return run(job, input, signal);
    };
    await reading;
    expect(jobs.done.at(-1)).toBe('close');
    expect(await jobs.run('lines', { document: opened.document, first: 0, count: 9 })).toEqual(fail('not-kept'));
  });

  it('is opened again, folded as it was, when its worker had to be ended', async () => {
    const bodies = bodiesOf('{"a":{"b":1,"c":2},"d":[{"e":1}]}');
    const opened = await open(bodies);
    const folded = await bodies.documents.fold(opened.document, 1, false, live);
    expect(folded).toEqual(succeed({ lines: 8 }));
    const before = await read(bodies, opened);
    bodies.jobs.begin();
    expect(await read(bodies, opened)).toEqual(before);
    bodies.jobs.begin();
    expect(await bodies.documents.fold(opened.document, null, true, live)).toEqual(succeed({ lines: 11 }));
  });

  it('says so when it is lost and its message had to make room', async () => {
    let here = true;
    const bodies = newBodies(() => (here ? kept(1, '{"a":1}') : null));
    const opened = await open(bodies);
    here = false;
    expect((await read(bodies, opened)).length).toBe(3);
    bodies.jobs.begin();
    expect(await bodies.documents.readLines(opened.document, 0, 9, live)).toEqual(fail('not-kept'));
  });

  it('is shown as bytes, with what went wrong, when its decoder had to be ended', async () => {
    const bodies = bodiesOf('{"a":1}');
    const { jobs } = bodies;
    const run = jobs.run.bind(jobs);
    let ended = 0;
    jobs.run = (job, input, signal) => {
      if (job !== 'open' || (input as DecodeInput<'open'>).undecoded !== null) return run(job, input, signal);
      ended += 1;
      return Promise.resolve(fail('decode-ended', '', { code: 'too-slow', format: 'cbor' }));
    };
    const opened = await open(bodies);
    const problem = { code: 'too-slow', format: 'cbor', byte: null, facts: {}, raw: '' };
    expect(opened).toMatchObject({ format: 'binary', decoding: { chain: [], problem } });
    expect(await read(bodies, opened)).toMatchObject([{ text: expect.stringContaining('7b 22 61') as unknown }]);
    expect(ended).toBe(1);
  });
});

describe('a block', () => {
  const payload = '{"a":{"b":{"x":1,"y":[{"z":1}]},"c":2},"d":[{"e":1}],"f":3}';

  it('folds into its first line, keeps what was folded in it, and leaves line numbers as they are', async () => {
    const bodies = bodiesOf(payload);
    const opened = await open(bodies);
    const shown = async (): Promise<unknown> => (await read(bodies, opened)).map(({ text, number }) => [text, number]);
    const fold = (line: number | null, openIt: boolean): Promise<unknown> =>
      bodies.documents.fold(opened.document, line, openIt, live);
    const whole = await shown();
    expect(await fold(2, false)).toEqual(succeed({ lines: 12 }));
    expect(await shown()).toEqual([
      ['{', 1],
      ['  "a": {', 2],
      ['    "b": {…},', 3],
      ['    "c": 2', 11],
      ['  },', 12],
      ['  "d": [', 13],
      ['    {', 14],
      ['      "e": 1', 15],
      ['    }', 16],
      ['  ],', 17],
      ['  "f": 3', 18],
      ['}', 19]
    ]);
    await fold(1, false);
    expect(await shown()).toMatchObject([['{', 1], ['  "a": {…},', 2], ['  "d": [', 13], {}, {}, {}, {}, {}, {}]);
    await fold(2, false);
    expect(await shown()).toEqual([
      ['{', 1],
      ['  "a": {…},', 2],
      ['  "d": […],', 13],
      ['  "f": 3', 18],
      ['}', 19]
    ]);
    await fold(1, true);
    expect(await shown()).toMatchObject([
      ['{', 1],
      {},
      ['    "b": {…},', 3],
      ['    "c": 2', 11],
      {},
      ['  "d": […],', 13],
      {},
      {}
    ]);
    await fold(null, true);
    expect(await shown()).toEqual(whole);
    await fold(null, false);
    expect(await shown()).toEqual([
      ['{', 1],
      ['  "a": {…},', 2],
      ['  "d": […],', 13],
      ['  "f": 3', 18],
      ['}', 19]
    ]);
  });

  it('says how many lines it hides, and whether one of them changed', async () => {
    const bodies = bodiesOf('{"a":{"b":1,"c":2},"d":{"e":1}}', '{"a":{"b":1,"c":3},"d":{"e":1}}');
    const opened = await open(bodies, { compare: true });
    await bodies.documents.fold(opened.document, null, false, live);
    expect(await read(bodies, opened)).toMatchObject([
      { text: '{', changed: false, fold: { open: true, hiddenLines: 8 } },
      { text: '  "a": {…},', changed: true, was: null, fold: { open: false, hiddenLines: 3 } },
      { text: '  "d": {…}', changed: false, fold: { open: false, hiddenLines: 2 } },
      { text: '}', fold: null }
    ]);
  });

  it('of XML folds too', async () => {
    const bodies = bodiesOf('<a><b><c>1</c><d/></b><e>2</e></a>');
    const opened = await open(bodies);
    expect(opened.format).toBe('xml');
    await bodies.documents.fold(opened.document, null, false, live);
    expect((await read(bodies, opened)).map(({ text }) => text)).toEqual(['<a>', '  <b>…</b>', '  <e>2</e>', '</a>']);
  });

  it('of a text that is cut ends where it ends', async () => {
    const items = JSON.stringify({ list: Array.from({ length: 120_000 }, (_, place) => ({ place })) });
    const bodies = bodiesOf(items);
    const opened = await open(bodies);
    await bodies.documents.fold(opened.document, 1, false, live);
    expect((await read(bodies, opened)).map(({ text }) => text)).toEqual(['{', '  "list": […']);
  });
});

it('tells a boolean from a number', async () => {
  for (const payload of ['true', ' False\n']) {
    expect((await open(bodiesOf(payload))).decoding).toMatchObject({ chain: ['number'], isBoolean: true });
  }
  expect((await open(bodiesOf('1'))).decoding).not.toHaveProperty('isBoolean');
});

describe('the field of a line', () => {
  async function field(bodies: Bodies, opened: OpenedBody, line: number): Promise<string> {
    const found = await bodies.documents.field(opened.document, line, live);
    return found.ok ? found.value : `<${found.failure.code}>`;
  }

  it('is copied exactly, also folded', async () => {
    const bodies = bodiesOf('{"n":9007199254740993,"s":"a\\n\\u00e9","o":{ "p": [1 ,2.50] },"z":-0}');
    const opened = await open(bodies);
    const shown = await read(bodies, opened);
    expect(shown.map(({ field: one }) => one?.path)).toEqual(['', 'n', 's', 'o', 'o.p', 'o', 'z', '']);
    expect(shown.map(({ field: one }) => one?.charted)).toEqual([false, true, false, false, false, false, true, false]);
    expect(await field(bodies, opened, 1)).toBe('9007199254740993');
    expect(await field(bodies, opened, 2)).toBe('a\né');
    expect(await field(bodies, opened, 5)).toBe('{ "p": [1 ,2.50] }');
    await bodies.documents.fold(opened.document, 3, false, live);
    expect(await field(bodies, opened, 3)).toBe('{ "p": [1 ,2.50] }');
    expect(await field(bodies, opened, 4)).toBe('-0');
    expect((await read(bodies, opened))[4]?.field?.path).toBe('z');
  });

  it('is whole where only the first part of the body is shown', async () => {
    const long = 'x'.repeat(1_200_000);
    const payload = `{"first":1,"list":["${long}","${long}"],"last":2}`;
    const bodies = bodiesOf(payload);
    const opened = await open(bodies);
    expect(opened.shownBytes).toBeLessThan(opened.totalBytes);
    expect(await field(bodies, opened, 2)).toBe(`["${long}","${long}"]`);
    expect(await field(bodies, opened, 0)).toBe(payload);
  });

  it('of JSON lines is an element of one array', async () => {
    const bodies = bodiesOf('{"a":1}\n\n{"a":2}\n');
    const opened = await open(bodies);
    expect((await read(bodies, opened)).map(({ field: one }) => one?.path ?? null)).toEqual(['[0]', null, '[1]']);
    expect(await field(bodies, opened, 2)).toBe('{"a":2}');
    expect(await field(bodies, opened, 1)).toBe('<request-invalid>');
  });

  it('is none in text, bytes and other views', async () => {
    const bodies = bodiesOf('just text');
    const opened = await open(bodies);
    expect((await read(bodies, opened))[0]?.field).toBeNull();
    expect(await field(bodies, opened, 0)).toBe('<request-invalid>');
    const json = bodiesOf('{"a":1}');
    for (const view of ['raw', 'hex'] as const) {
      expect((await read(json, await open(json, { view })))[0]?.field).toBeNull();
    }
  });

  it('is read anew after its worker had to be ended', async () => {
    const bodies = bodiesOf('{"a":{"b":7}}');
    const opened = await open(bodies);
    bodies.jobs.begin();
    expect(await field(bodies, opened, 1)).toBe('{"b":7}');
  });
});
