import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { DecodingRules } from '../../../../../../electron/engine/decode/decoding-rules';
import type { MessageBatch, MessageToDecode } from '../../../../../../electron/engine/decode/message-to-decode';
import { matchBatch } from '../../../../../../electron/engine/decode/worker/message-match';
import { PayloadReader } from '../../../../../../electron/engine/decode/worker/payload-reader';
import { randomFrom } from '../../../../../support/arrival';

interface Sent {
  readonly payload: string | Uint8Array;
  readonly topic?: string;
  readonly contentType?: string;
}

function batchOf(sent: readonly Sent[]): MessageBatch {
  const payloads = sent.map(({ payload }) => Buffer.from(payload));
  let end = 0;
  const contentTypes = sent.map(({ contentType = null }) => contentType);
  return {
    bytes: new Uint8Array(Buffer.concat(payloads)),
    ends: Uint32Array.from(payloads, ({ length }) => (end += length)),
    topicOf: Uint32Array.from(sent, (_one, at) => at),
    topics: sent.map(({ topic = 'a' }) => topic),
    contentTypes: contentTypes.every((type) => type === null) ? null : contentTypes,
    births: sent.map(() => [])
  };
}

/** Which match, and how many had to be decoded. */
function match(
  sent: readonly Sent[],
  words: readonly string[],
  rules: ConstructorParameters<typeof DecodingRules>[0] = []
): { readonly found: readonly number[]; readonly decoded: number } {
  const reader = new PayloadReader({ alive: () => undefined, trying: () => undefined });
  reader.configure({ rules, schemas: [] });
  let decoded = 0;
  const read = (message: MessageToDecode): ReturnType<typeof reader.read> => {
    decoded += 1;
    return reader.read(message);
  };
  const found = matchBatch(batchOf(sent), words, { rules: reader.rules, read, alive: () => undefined });
  return { found: [...found], decoded };
}

describe('words of a filter', () => {
  it('are found in text and topic whatever their case, without decoding', () => {
    const sent = [
      { payload: '{"status":"WARN"}' },
      { payload: 'all quiet!' },
      { payload: '{}', topic: 'Warn/1' },
      { payload: '' },
      { payload: '{"w":"arn"}' }
    ];
    expect(match(sent, ['warn'])).toEqual({ found: [1, 0, 1, 0, 0], decoded: 0 });
    expect(match([{ payload: 'yes!', topic: 'Warn/1' }, { payload: 'warn' }], ['warn', 'yes']).found).toEqual([1, 0]);
  });

  it('never lie across two messages', () => {
    expect(match([{ payload: '{wa' }, { payload: 'rn}' }, { payload: '{warn}' }], ['warn']).found).toEqual([0, 0, 1]);
    expect(match([{ payload: '!aaa' }, { payload: '!a' }, { payload: '!aa' }], ['aa']).found).toEqual([1, 0, 1]);
  });

  it('may have letters beyond ASCII, or fold into them', () => {
    const sent = [{ payload: '{"ort":"CAFÉ"}' }, { payload: '{"unit":"\u212a"}' }, { payload: '{"ort":"cafe"}' }];
    expect(match(sent, ['café'])).toEqual({ found: [1, 0, 0], decoded: 0 });
    expect(match(sent, ['"k"']).found).toEqual([0, 1, 0]);
  });

  it('may stand behind escapes in JSON', () => {
    const sent = [{ payload: String.raw`{"a":"caf\u00e9 \/x"}` }, { payload: String.raw`no \u00e9 here` }];
    expect(match(sent, ['café', '/x'])).toEqual({ found: [1, 0], decoded: 0 });
    expect(match(sent, [String.raw`\u00e9`]).found).toEqual([1, 1]);
  });

  it('are looked for in what comes out of a decoder where the bytes are no text', () => {
    const packed = gzipSync('{"status":"warn"}');
    const sent = [
      { payload: packed },
      { payload: packed.toString('base64') },
      { payload: Uint8Array.of(0x81, 0xa6, ...Buffer.from('status'), 0xa4, ...Buffer.from('warn')) },
      { payload: Uint8Array.from([0xff, 0xfe, ...Buffer.from('Warn', 'utf16le')]) },
      { payload: Buffer.from('GRÖSSE warn', 'latin1') }
    ];
    expect(match(sent, ['warn'])).toEqual({ found: [1, 1, 1, 1, 1], decoded: 5 });
    expect(match(sent, ['quiet']).found).toEqual([0, 0, 0, 0, 0]);
  });

  it('are looked for as the rule, or the content type, says', () => {
    const rule = (decoder: 'bytes' | 'json' | 'base64'): ConstructorParameters<typeof DecodingRules>[0] => [
      { filter: 'a', decoder, messageType: '' }
    ];
    const text = { payload: '{"status":"warn"}' };
    expect(match([text], ['warn'], rule('bytes'))).toEqual({ found: [0], decoded: 1 });
    expect(match([text], ['warn'], rule('json'))).toEqual({ found: [1], decoded: 0 });
    expect(match([{ payload: 'd2Fybg==' }], ['warn'], rule('base64')).found).toEqual([1]);
    expect(match([{ ...text, contentType: 'application/json' }], ['warn']).decoded).toBe(0);
    expect(match([{ ...text, contentType: 'application/cbor' }], ['warn'])).toEqual({ found: [1], decoded: 1 });
  });

  it('are found in a thousand messages as they are in each alone', () => {
    const random = randomFrom(5);
    const letters = 'abAB{}"é\\u00e9 1';
    const text = (): string =>
      Array.from({ length: Math.floor(random() * 9) }, () => letters[Math.floor(random() * letters.length)]).join('');
    const sent = Array.from({ length: 1_000 }, () => ({ payload: text(), topic: text() }));
    for (const words of [['a'], ['ab'], ['é'], ['a', 'b'], ['"'], ['\\u']]) {
      expect(match(sent, words).found).toEqual(sent.flatMap((one) => match([one], words).found));
      for (const [at, found] of match(sent, words).found.entries()) {
        const one = sent[at];
        const all = [one?.topic ?? '', one?.payload ?? ''].map((part) => part.toLowerCase());
        if (words.every((word) => all.some((part) => part.includes(word)))) expect(found).toBe(1);
      }
    }
  });
});
