import { describe, expect, it } from 'vitest';
import type { BodyLine, BodyView, OpenedBody } from '../../../../../electron/contract/document';
import type { Result } from '../../../../../electron/contract/failure';
import { Bodies } from '../../../../../electron/engine/decode/bodies';
import { randomFrom } from '../../../../support/arrival';

const live = new AbortController().signal;

/** Null: known, but it had to make room. */
function bodiesOf(...payloads: (string | Uint8Array | null)[]): Bodies {
  const kept = payloads.map((payload, place) => {
    const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
    const facts = { receivedAtMs: 1, qos: 0, retain: false, duplicate: false, properties: null } as const;
    return { payload: bytes, facts: { ...facts, seq: place + 1, sizeBytes: bytes?.length ?? 1 } };
  });
  return new Bodies({
    body: (_node, seq) => kept[(seq ?? kept.length) - 1] ?? null,
    previous: (_node, seq) => kept[seq - 2] ?? null
  });
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
}

async function open(
  bodies: Bodies,
  more: { view?: BodyView; compare?: boolean; all?: boolean; seq?: number; bytesPerLine?: 8 | 16 } = {}
): Promise<OpenedBody> {
  const request = { node: 1, seq: null, view: 'decoded', compare: false, all: false, ...more } as const;
  return valueOf(await bodies.open(request, live));
}

function read(bodies: Bodies, opened: OpenedBody, first = 0, count = 400): readonly BodyLine[] {
  return valueOf(bodies.readLines(opened.document, first, count));
}

async function lines(
  payload: string | Uint8Array,
  more: { view?: BodyView; all?: boolean; bytesPerLine?: 8 | 16 } = {}
): Promise<string[]> {
  const bodies = bodiesOf(payload);
  return read(bodies, await open(bodies, more)).map(({ text }) => text);
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

  it('is JSON exactly where JSON.parse says so, over 20,000 broken texts', async () => {
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
    for (let round = 0; round < 20_000; round += 1) {
      const payload = Array.from(
        { length: 1 + Math.floor(random() * 7) },
        () => parts[Math.floor(random() * parts.length)]
      ).join('');
      let format: string;
      try {
        JSON.parse(payload);
        format = 'json';
      } catch {
        format = 'text';
      }
      expect([payload, (await open(bodiesOf(payload))).format]).toEqual([payload, format]);
    }
  });

  it('holds 1,000,000 levels, indented up to level 200', async () => {
    const depth = 1_000_000;
    const bodies = bodiesOf('['.repeat(depth) + ']'.repeat(depth));
    const opened = await open(bodies, { all: true });
    expect(opened).toMatchObject({ format: 'json', lines: 2 * depth - 1 });
    const [line] = read(bodies, opened, 500_000, 1);
    expect(line?.text).toBe(`${' '.repeat(400)}[`);
  });

  it('shows a large one in part, and all of it when asked', async () => {
    const payload = JSON.stringify(Array.from({ length: 120_000 }, (_, place) => ({ place })));
    const bodies = bodiesOf(payload);
    const part = await open(bodies);
    expect(part).toMatchObject({ format: 'json', shownBytes: 256_000, totalBytes: payload.length });
    expect(read(bodies, part, part.lines - 1, 1).length).toBe(1);
    const all = await open(bodies, { all: true });
    expect(all).toMatchObject({ lines: 360_002, shownBytes: payload.length, tooLargeToFormat: false });
    expect(read(bodies, all, 360_001, 5)).toEqual([{ text: ']', cutCharacters: 0, changed: false, was: null }]);
  });

  it('is shown as received above 16 MB', async () => {
    const bodies = bodiesOf(`{"a":"${'x'.repeat(17_000_000)}"}`);
    const opened = await open(bodies, { all: true });
    expect(opened).toMatchObject({ format: 'json', tooLargeToFormat: true, lines: 1 });
    expect(read(bodies, opened)[0]?.cutCharacters).toBe(17_000_008 - 4_000);
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
        const [line] = read(bodies, opened, rank, 1);
        expect(line?.text).toBe(want.slice(0, 4_000));
        expect(line?.cutCharacters).toBe(Math.max(0, want.length - 4_000));
      }
    }
  });

  it('cuts a long line at 4,000 characters, not inside one, and counts the rest', async () => {
    const bodies = bodiesOf(`x${'😀'.repeat(5_000)}`);
    const [line] = read(bodies, await open(bodies));
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
    expect(read(bodies, opened).map(({ changed, was }) => [changed, was])).toEqual([
      [true, '0000  30 31 32 33  34 35 36 37  01234567'],
      [false, null]
    ]);
  });
});

describe('compare', () => {
  const compared = async (before: string, now: string, view: BodyView = 'decoded') => {
    const bodies = bodiesOf(before, now);
    const opened = await open(bodies, { compare: true, view });
    const marks = read(bodies, opened)
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
    const still = opened.map(({ document }) => bodies.readLines(document, 0, 1).ok);
    expect(still).toEqual([false, true, true, true, true, true, true, true, true]);
    bodies.dispose();
    expect(bodies.readLines(opened[8]?.document ?? 0, 0, 1)).toMatchObject({
      ok: false,
      failure: { code: 'not-kept' }
    });
  });

  it('says what is not kept', async () => {
    const request = { node: 1, seq: 5, view: 'raw', compare: false, all: false } as const;
    const notKept = { ok: false, failure: { code: 'not-kept' } };
    expect(await bodiesOf('x').open(request, live)).toMatchObject(notKept);
    const older = bodiesOf(null, 'x');
    expect(await older.open({ ...request, seq: 1 }, live)).toMatchObject(notKept);
    expect(older.payloadText(1, 1)).toMatchObject(notKept);
    // The message after it can be read, with nothing to compare it to.
    expect(await older.open({ ...request, seq: 2, compare: true }, live)).toMatchObject({
      value: { comparedWithSeq: null, lines: 1 }
    });
  });

  it('copies text as received and anything else as hex, at most 1 MB', () => {
    expect(valueOf(bodiesOf('a\u202e\n').payloadText(1, null))).toBe('a\u202e\n');
    expect(valueOf(bodiesOf(new Uint8Array([0xff, 0]).subarray(0)).payloadText(1, null))).toBe('ff00');
    expect(valueOf(bodiesOf('é'.repeat(1_000_000)).payloadText(1, null)).length).toBe(524_288);
  });

  it('shows properties safely and in bounds', async () => {
    const properties = {
      payloadIsUtf8: true,
      messageExpirySeconds: null,
      contentType: 'a\u202e',
      responseTopic: null,
      correlationData: null,
      subscriptionIds: [],
      userProperties: Array.from({ length: 500 }, () => ['n\u0000', 'v'.repeat(9_000)] as const)
    };
    const facts = {
      seq: 1,
      receivedAtMs: 1,
      qos: 0,
      retain: false,
      duplicate: false,
      sizeBytes: 1,
      properties
    } as const;
    const kept = { payload: new Uint8Array([0x31]), facts };
    const bodies = new Bodies({ body: () => kept, previous: () => null });
    const shown = (await open(bodies)).facts.properties;
    expect(shown?.contentType).toBe('a\\u202e');
    expect(shown?.userProperties.length).toBe(200);
    expect(shown?.userProperties[0]?.[0]).toBe('n␀');
    expect(shown?.userProperties[0]?.[1].length).toBe(4_001);
  });

  it('works in slices: other work goes on beside a large body, and an abort ends it', async () => {
    const bodies = bodiesOf(new Uint8Array(48_000_000).fill(0x0a));
    let turns = 0;
    let watching = true;
    const watch = (): void => {
      turns += 1;
      if (watching) setImmediate(watch);
    };
    setImmediate(watch);
    const opened = await open(bodies, { all: true });
    watching = false;
    expect(opened.lines).toBe(48_000_000);
    expect(turns).toBeGreaterThan(3);
    const abort = new AbortController();
    const request = { node: 1, seq: null, view: 'raw', compare: false, all: true } as const;
    const aborted = bodies.open(request, abort.signal);
    abort.abort(new Error('moved on'));
    await expect(aborted).rejects.toThrow('moved on');
  });
});
