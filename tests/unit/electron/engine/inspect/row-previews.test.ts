import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { fail, type Result } from '../../../../../electron/contract/failure';
import type { DecoderRule } from '../../../../../electron/contract/decoder-rule';
import type { Preview } from '../../../../../electron/contract/message';
import type { DecodeInput, DecodeJob, DecodeOutput } from '../../../../../electron/engine/decode/decode-jobs';
import { ViewRun } from '../../../../support/view-run';

const packed = Uint8Array.from(Buffer.from('82a576616c7565cb404ee66666666666a4756e6974a2c2b0', 'hex'));
const fields = (...pairs: [string, string][]): Preview => ({ kind: 'fields', fields: pairs });
const rule = (filter: string, decoder: DecoderRule['decoder']): DecoderRule => ({ filter, decoder, messageType: '' });

let run: ViewRun;

beforeEach(async () => {
  run = new ViewRun();
  await run.open();
});

/** Time for a tick that asks, an answer, and a frame that shows it. */
async function decoded(): Promise<void> {
  await run.pass(300);
  await new Promise((resume) => setImmediate(resume));
  await run.pass(600);
}

const previewOf = (topic: string): unknown => run.frame.rows.find((row) => row.topic === topic)?.preview;
const jobsDone = (job: DecodeJob): number => run.jobs.done.filter((done) => done === job).length;

describe('the preview of a row', () => {
  it('of text without a rule needs no worker', async () => {
    run.append('a', '{"x":1}');
    run.append('b', 'RUNNING');
    run.append('c', '');
    await decoded();
    expect([previewOf('a'), previewOf('b'), previewOf('c')]).toEqual([
      fields(['x', '1']),
      { kind: 'text', text: 'RUNNING' },
      { kind: 'empty' }
    ]);
    expect(run.jobs.done).toEqual([]);
  });

  it('of what looks binary is bytes first, and what the worker makes of it then', async () => {
    run.append('a', packed);
    await run.pass(100);
    await run.look(0, 10);
    expect(previewOf('a')).toMatchObject({ kind: 'binary' });
    await decoded();
    expect(previewOf('a')).toEqual(fields(['value', '61.8'], ['unit', '°']));
    expect(jobsDone('previews')).toBe(1);
    await decoded();
    expect(jobsDone('previews')).toBe(1);
  });

  it('of what is packed says so first, and then what is inside', async () => {
    run.append('a', gzipSync('{"x":1}'));
    await run.pass(100);
    await run.look(0, 10);
    expect(previewOf('a')).toMatchObject({ kind: 'packed', format: 'gzip' });
    await decoded();
    expect(previewOf('a')).toEqual(fields(['x', '1']));
  });

  it('is made for all rows, also where one batch does not hold their messages', async () => {
    const large = Buffer.concat([Buffer.from('82a17601a164c6000dbba0', 'hex'), Buffer.alloc(900_000, 0xf0)]);
    const topics = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const topic of topics) run.append(topic, large);
    await run.pass(100);
    await run.look(0, 10);
    for (let times = 0; times < 3; times += 1) await decoded();
    expect(topics.map((topic) => (previewOf(topic) as Preview).kind)).toEqual(topics.map(() => 'fields'));
  });

  it('of text is made anew when a rule comes for it, also while its topic is quiet', async () => {
    run.append('state', 'RUNNING');
    await run.pass(100);
    await run.look(0, 10);
    await decoded();
    expect(previewOf('state')).toEqual({ kind: 'text', text: 'RUNNING' });
    run.inspection.decoding([rule('state', 'hex')], []);
    await decoded();
    expect(previewOf('state')).toMatchObject({ kind: 'undecodable' });
    run.inspection.decoding([], []);
    await decoded();
    expect(previewOf('state')).toEqual({ kind: 'text', text: 'RUNNING' });
  });

  it('follows the rules, and says why it cannot', async () => {
    run.append('a/1', '7b2278223a317d');
    run.append('a/2', 'no hex');
    run.append('b', 'no hex');
    await run.pass(300);
    run.inspection.decoding([rule('a/#', 'hex'), rule('b', 'auto')], []);
    await run.look(0, 10);
    await run.command({ kind: 'expand', node: run.node('a'), open: true });
    await decoded();
    expect(previewOf('a/1')).toEqual(fields(['x', '1']));
    expect(previewOf('a/2')).toMatchObject({
      kind: 'undecodable',
      problem: { code: 'invalid', format: 'hex', byte: 0 }
    });
    expect(previewOf('b')).toEqual({ kind: 'text', text: 'no hex' });
    run.inspection.decoding([], []);
    await decoded();
    expect(previewOf('a/1')).toEqual({ kind: 'text', text: '7b2278223a317d' });
    expect(previewOf('a/2')).toEqual({ kind: 'text', text: 'no hex' });
  });

  it('keeps showing the value before until the new one is decoded', async () => {
    run.inspection.decoding([rule('#', 'hex')], []);
    run.append('a', '31');
    await decoded();
    expect(previewOf('a')).toEqual({ kind: 'text', text: '1' });
    const held = run.jobs.run.bind(run.jobs);
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    run.jobs.run = async (job, input, signal) => {
      await gate;
      return held(job, input, signal);
    };
    run.append('a', '32');
    await run.pass(600);
    expect(previewOf('a')).toEqual({ kind: 'text', text: '1' });
    release();
    await decoded();
    expect(previewOf('a')).toEqual({ kind: 'text', text: '2' });
  });

  it('of a message that ends its worker says so, and the others are decoded', async () => {
    run.inspection.decoding([rule('#', 'hex')], []);
    const bad = Buffer.from('6261');
    const decode = run.jobs.run.bind(run.jobs);
    let ended = 0;
    run.jobs.run = <J extends DecodeJob>(
      job: J,
      input: DecodeInput<J>,
      signal?: AbortSignal
    ): Promise<Result<DecodeOutput<J>>> => {
      const { messages } = input as DecodeInput<'previews'>;
      if (job !== 'previews' || !Buffer.from(messages.bytes).includes(bad)) return decode(job, input, signal);
      ended += 1;
      return Promise.resolve(fail('decode-ended', '', { code: 'too-slow', format: 'hex' }));
    };
    for (let topic = 0; topic < 6; topic += 1) run.append(`${topic}`, topic === 3 ? bad : `3${topic}`);
    await run.look(0, 10);
    await decoded();
    const rows = Array.from({ length: 6 }, (_, topic) => previewOf(`${topic}`));
    expect(rows[3]).toMatchObject({ kind: 'undecodable', problem: { code: 'too-slow', format: 'hex' } });
    expect(rows.toSpliced(3, 1)).toEqual(['0', '1', '2', '4', '5'].map((text) => ({ kind: 'text', text })));
    expect(ended).toBeLessThanOrEqual(3);
    // It is not asked again for the next message of this topic.
    const before = ended;
    run.append('3', `${bad.toString()}00`);
    await decoded();
    expect(ended).toBe(before);
  });

  it('of a paused view stays the one of its moment', async () => {
    run.inspection.decoding([rule('#', 'hex')], []);
    run.append('a', '31');
    await decoded();
    await run.command({ kind: 'pause', on: true });
    run.append('a', '32');
    await decoded();
    expect(previewOf('a')).toEqual({ kind: 'text', text: '1' });
    await run.command({ kind: 'pause', on: false });
    await decoded();
    expect(previewOf('a')).toEqual({ kind: 'text', text: '2' });
  });
});
