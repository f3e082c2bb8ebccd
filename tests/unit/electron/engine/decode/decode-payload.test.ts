import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { encode } from '@msgpack/msgpack';
import { encode as encodeCbor } from 'cbor2';
import { describe, expect, it } from 'vitest';
import type { DecoderChoice } from '../../../../../electron/contract/payload-format';
import { decodedBytes, decodePayload, type DecodedPayload } from '../../../../../electron/engine/decode/decode-payload';
import { makeDecoders } from '../../../../../electron/engine/decode/decoders';
import { DecodingRules } from '../../../../../electron/engine/decode/decoding-rules';
import { bytesOf, shown } from '../../../../support/decoding';
import { seededRandom } from '../../../../support/seeded-random';

/** For megabytes, on a computer that does other things as well. */
const timeoutMs = 60_000;
const decoders = makeDecoders(() => null);

function read(
  payload: string | Uint8Array | readonly number[],
  known: { topic?: string | null; contentType?: string; rule?: DecoderChoice; messageType?: string } = {}
): DecodedPayload {
  const { topic = 'plant/line', contentType = null, rule, messageType = '' } = known;
  const rules = new DecodingRules(rule === undefined ? [] : [{ filter: 'plant/#', decoder: rule, messageType }]);
  const message = { topic, contentType, payload: bytesOf(payload), births: [] };
  return decodePayload(message, { decoders, rules, alive: () => undefined });
}

const chain = (...given: Parameters<typeof read>): string => read(...given).chain.join(' ');
const json = '{"temperature":21.5,"unit":"°C"}';
const problemOf = ({ problem }: DecodedPayload): string =>
  problem ? `${problem.format} ${problem.code} ${problem.byte}` : 'none';

describe('a payload without a rule', () => {
  it.each([
    ['hello', 'text'],
    ['on', 'text'],
    ['a', 'text'],
    ['21.5', 'number'],
    ['true', 'number'],
    ['"quoted"', 'json'],
    ['null', 'json'],
    [json, 'json'],
    [`${json}\n${json}\n`, 'json-lines'],
    ['1\n2\n3', 'text'],
    ['<a><b/></a>', 'xml'],
    ['12:30:00', 'text'],
    ['[INFO] started', 'text'],
    ['temperatureSensorValue', 'text'],
    ['2026-11-21T14:00:00Z', 'text'],
    ['x^2 + y^2', 'text']
  ])('is read as what %j looks like: %s', (payload, format) => {
    expect(chain(payload)).toBe(format);
    expect(read(payload).reason).toEqual({ kind: 'detected' });
    expect(problemOf(read(payload))).toBe('none');
  });

  it('is unpacked, and what comes out is read', () => {
    expect(chain(gzipSync(json))).toBe('gzip json');
    expect(chain(deflateSync('21.5'))).toBe('zlib number');
    expect(chain(deflateRawSync(json))).toBe('deflate json');
    expect(chain(brotliCompressSync(json))).toBe('brotli json');
    expect(chain(gzipSync(json).toString('base64'))).toBe('base64 gzip json');
    expect(chain(gzipSync(json).toString('hex'))).toBe('hex gzip json');
    expect(chain(gzipSync(encode({ temperature: 21.5 })))).toBe('gzip messagepack');
    expect(shown(read(gzipSync(Buffer.from([0, 1, 2]))).decoded)).toBe('000102');
    expect(chain(gzipSync(Buffer.from([0, 1, 2])))).toBe('gzip');
    expect(chain(gzipSync(''))).toBe('gzip');
  });

  it('in another encoding is JSON in that encoding', () => {
    expect(chain(Buffer.from(json, 'utf16le'))).toBe('utf-16 json');
    expect(chain(Buffer.from(`\uFEFF${json}`, 'utf16le').swap16())).toBe('utf-16 json');
    expect(chain(Buffer.from('Hello there', 'utf16le'))).toBe('utf-16');
    expect(chain(Buffer.from(json, 'latin1'))).toBe('latin-1 json');
    expect(shown(read(Buffer.from('23 °C im Haus', 'latin1')).decoded)).toBe('23 °C im Haus');
  });

  it('is a structured binary format where it has readable names', () => {
    const value = { temperature: 21.5, unit: 'C', ok: true };
    expect(chain(encode(value))).toBe('messagepack');
    expect(chain(encodeCbor(value))).toBe('cbor');
  });

  it('stays bytes where nothing fits', () => {
    const random = seededRandom(3);
    let unread = 0;
    for (let round = 0; round < 500; round += 1) {
      const payload = Array.from({ length: 16 + (round % 64) }, () => Math.floor(random() * 256));
      unread += read(payload).chain.length === 0 ? 1 : 0;
    }
    expect(unread).toBeGreaterThan(495);
    expect(read([0, 0, 0, 5])).toMatchObject({ chain: [], problem: null, decoded: { kind: 'inner' } });
  });

  it('says what it looks like and is not, and is shown as the next best', () => {
    expect(chain('{"a":1,}')).toBe('text');
    expect(problemOf(read('{"a":1,}'))).toBe('json invalid 7');
    expect(problemOf(read('<?xml version="1.0"?><a>'))).toBe('xml cut-short 24');
    const broken = gzipSync(json).subarray(0, 30);
    expect([chain(broken), problemOf(read(broken))]).toEqual(['', 'gzip cut-short 30']);
    expect(problemOf(read(gzipSync('{"a":1,}')))).toBe('json invalid 7');
    expect(chain(gzipSync('{"a":1,}'))).toBe('gzip text');
  });

  it('with nothing in it is nothing', () => {
    for (const rule of ['json', 'bytes', 'auto'] as const) {
      expect(read('', { rule })).toMatchObject({ chain: [], problem: null });
      expect(decodedBytes(read('', { rule }).decoded)).toBe(0);
    }
  });

  it('tells of a byte order mark', () => {
    expect(read(`\uFEFF${json}`)).toMatchObject({ chain: ['json'], byteOrderMark: true });
    expect(shown(read(`\uFEFF${json}`).decoded)).toBe(json);
    expect(read(Buffer.from(`\uFEFFHello`, 'utf16le'))).toMatchObject({ chain: ['utf-16'], byteOrderMark: true });
    expect(read(gzipSync(`\uFEFF${json}`))).toMatchObject({ chain: ['gzip', 'json'], byteOrderMark: true });
    expect(read(json).byteOrderMark).toBe(false);
  });

  it(
    'does not go on unpacking for ever',
    () => {
      let packed: Buffer = gzipSync(json);
      for (let level = 0; level < 5; level += 1) packed = gzipSync(packed);
      expect(chain(packed)).toBe('gzip gzip gzip gzip');
      let bomb: Buffer = gzipSync(Buffer.alloc(70_000_000));
      for (let level = 0; level < 2; level += 1) bomb = gzipSync(bomb);
      expect(bomb.length).toBeLessThan(1_000);
      expect([chain(bomb), problemOf(read(bomb))]).toEqual(['gzip gzip', 'gzip too-large null']);
    },
    timeoutMs
  );

  it(
    'of a million levels is read or refused',
    () => {
      const deep = '['.repeat(1_000_000);
      expect(chain(deep + ']'.repeat(1_000_000))).toBe('json');
      expect([chain(deep), problemOf(read(deep))]).toEqual(['text', 'json cut-short 1000000']);
      expect(read('<a>'.repeat(1_000_000)).chain).toEqual(['text']);
    },
    timeoutMs
  );
});

describe('a content type', () => {
  it.each([
    ['application/json', json, 'json'],
    ['application/senml+json; charset=utf-8', '[]', 'json'],
    ['Application/X-NDJSON', '1\n2', 'json-lines'],
    ['text/xml', '<a/>', 'xml'],
    ['text/csv', '1,2\n3,4', 'text'],
    ['text/plain; charset=iso-8859-1', [0x61, 0xb0], 'latin-1'],
    ['text/plain; charset="utf-16"', Buffer.from('Hi', 'utf16le'), 'utf-16'],
    ['application/gzip', gzipSync(json), 'gzip json'],
    ['application/x-brotli', brotliCompressSync('ab'), 'brotli text'],
    ['application/msgpack', [0x05], 'messagepack'],
    ['application/cbor', [0x05], 'cbor'],
    ['text/plain', '21.5', 'number']
  ])('%s is how it is read', (contentType, payload, formats) => {
    expect(chain(payload, { contentType })).toBe(formats);
    expect(read(payload, { contentType }).reason).toEqual({ kind: 'content-type', contentType });
  });

  it('that does not fit is said, and the payload is read as what it looks like', () => {
    const wrong = read(json, { contentType: 'application/cbor' });
    expect(wrong).toMatchObject({ chain: ['json'], reason: { kind: 'detected' } });
    expect(problemOf(wrong)).toMatch(/^cbor /);
    expect(problemOf(read(gzipSync(json), { contentType: 'application/json' }))).toBe('json invalid 1');
    expect(problemOf(read('x', { contentType: 'application/x-protobuf; messageType=a.B' }))).toBe(
      'protobuf type-unknown null'
    );
  });

  it('that says text or nothing leaves JSON to be found', () => {
    expect(read(json, { contentType: 'text/plain' })).toMatchObject({ chain: ['json'], reason: { kind: 'detected' } });
    for (const contentType of ['application/octet-stream', 'nonsense', '', ';;;', 'x'.repeat(5_000)]) {
      expect(read(json, { contentType })).toMatchObject({
        chain: ['json'],
        reason: { kind: 'detected' },
        problem: null
      });
    }
  });
});

describe('a topic of Sparkplug B', () => {
  it('says what its payload is', () => {
    // One metric-less payload: timestamp 1, seq 0.
    const known = { topic: 'spBv1.0/group/NDATA/edge' };
    expect(read([0x08, 0x01, 0x18, 0x00], known)).toMatchObject({ chain: ['sparkplug'], reason: { kind: 'topic' } });
    expect(chain('{"online":true,"timestamp":1}', { topic: 'spBv1.0/STATE/host' })).toBe('json');
    expect(chain([0x08, 0x01, 0x18, 0x00], { topic: 'plant/NDATA/edge' })).toBe('');
    const broken = read('no protobuf at all', known);
    expect(broken).toMatchObject({ chain: ['text'], problem: { format: 'sparkplug' } });
  });
});

describe('a rule', () => {
  it('is what holds, whatever the payload looks like', () => {
    const reason = { kind: 'chosen', filter: 'plant/#' };
    expect(read('21.5', { rule: 'text', contentType: 'application/json' })).toMatchObject({ chain: ['text'], reason });
    expect(read(json, { rule: 'bytes' })).toMatchObject({
      chain: [],
      reason,
      problem: null,
      decoded: { kind: 'inner' }
    });
    expect(chain('68656c6c6f', { rule: 'hex' })).toBe('hex text');
    expect(chain('aGVsbG8', { rule: 'base64' })).toBe('base64 text');
    expect(chain(json, { rule: 'hex', topic: 'other' })).toBe('json');
    expect(chain(json, { rule: 'hex', topic: null })).toBe('json');
  });

  it('that does not fit shows bytes, and says where it does not', () => {
    expect(read('{"a":1,}', { rule: 'json' })).toMatchObject({
      chain: [],
      reason: { kind: 'chosen', filter: 'plant/#' },
      problem: { code: 'invalid', format: 'json', byte: 7 },
      decoded: { kind: 'inner' }
    });
    expect(problemOf(read('x', { rule: 'protobuf', messageType: 'a.B' }))).toBe('protobuf type-unknown null');
    expect(read('x', { rule: 'protobuf', messageType: 'a.B' }).problem?.facts).toEqual({ type: 'a.B' });
    for (const { format } of decoders) {
      const tried = read([0xff, 0x00, 0xd8], { rule: format, messageType: 'a.B' });
      expect([format, tried.chain.length === 0 ? tried.problem?.format : tried.chain[0]]).toEqual([format, format]);
    }
  });

  it('that says automatic is none', () => {
    expect(read(json, { rule: 'auto' })).toMatchObject({ chain: ['json'], reason: { kind: 'detected' } });
  });
});

describe('any payload', () => {
  it(
    'is answered for, by whatever it is said to be',
    () => {
      const random = seededRandom(29);
      const types = ['application/json', 'text/plain', 'image/png', 'application/zstd', 'application/cbor', undefined];
      for (let round = 0; round < 1_000; round += 1) {
        const payload = Array.from({ length: Math.floor(random() * 60) }, () =>
          Math.floor(random() * (round % 2 ? 256 : 128))
        );
        const contentType = types[round % types.length];
        const rule = round % 3 === 0 ? decoders[round % decoders.length]?.format : undefined;
        const { decoded } = read(payload, { ...(contentType ? { contentType } : {}), ...(rule ? { rule } : {}) });
        expect(decodedBytes(decoded)).toBeGreaterThanOrEqual(0);
      }
    },
    timeoutMs
  );
});
