import type { Result } from '#contract/failure';
import type { MessageBatch, MessageToDecode } from '../message-to-decode';
import type { Steps } from '../run-steps';
import { DecodeDesk } from './decode-desk';

/** So often has each kind of job run before a person asks for one: code that ran this often is compiled. */
const rounds = 10;
const elements = 200;
const batched = 100;
const document = 1;
const unwatched = { alive: () => undefined, trying: () => undefined };

/**
 * Runs jobs of the kinds people wait for, over messages made up here, at a desk of its own: the first comparison of 1 MB took
 * three times as long as the second. A step is a few milliseconds; real jobs go first wherever it yields.
 */
export function* warmUp(): Steps<void> {
  const desk = new DecodeDesk(unwatched);
  const [a, b] = [message(0), message(1)];
  const wish = { view: 'decoded', all: true, bytesPerLine: 16 } as const;
  const messages = [batch((at) => `{"value":${at / 10},"unit":"°C"}`), batch((at) => `${at / 10}`)];
  for (let round = 0; round < rounds; round += 1) {
    must(desk.run('openDiff', { document, a, b, layout: 'inline', ignore: [], inPlace: false }));
    must(desk.run('diffRows', { document, first: 0, count: 60 }));
    yield;
    must(desk.run('open', { document, message: a, before: b, wish, undecoded: null }));
    must(desk.run('lines', { document, first: 0, count: 60 }));
    must(desk.run('close', { document }));
    yield;
    must(desk.run('numbers', { message: a, before: b, paths: null }));
    for (const of of messages) {
      yield;
      must(desk.run('extract', { messages: of, paths: ['value'] }));
      yield;
      must(desk.run('previews', { messages: of, columns: [] }));
    }
    yield;
  }
}

function must(result: Result<unknown>): void {
  if (!result.ok) throw new Error(`warming up failed: ${result.failure.code}`);
}

function message(moved: number): MessageToDecode {
  const list = Array.from({ length: elements }, (_, at) => ({
    id: at,
    name: `device-${at}`,
    level: ((at * 7 + moved) % 100) / 10,
    on: at % 2 === 0,
    tags: ['a', 'b'],
    position: { x: at * 1.5, y: -at }
  }));
  const payload = Buffer.from(JSON.stringify({ ts: 1_760_000_000 + moved, list }));
  return { topic: 'a', contentType: null, payload, births: [] };
}

function batch(text: (at: number) => string): MessageBatch {
  const payloads = Array.from({ length: batched }, (_, at) => Buffer.from(text(at)));
  let end = 0;
  return {
    bytes: Buffer.concat(payloads),
    ends: Uint32Array.from(payloads, ({ length }) => (end += length)),
    topicOf: new Uint32Array(batched),
    topics: ['a'],
    contentTypes: null,
    births: [[]]
  };
}
