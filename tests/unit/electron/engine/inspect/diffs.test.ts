import { describe, expect, it } from 'vitest';
import { fail, succeed, type Result } from '../../../../../electron/contract/failure';
import type { DecodeInput, DecodeJob, DecodeOutput } from '../../../../../electron/engine/decode/decode-jobs';
import { Diffs } from '../../../../../electron/engine/inspect/diffs';
import type { KeptMessages } from '../../../../../electron/engine/inspect/kept-messages';

const signal = new AbortController().signal;
const side = { node: 1, seq: 1 };
const request = { a: side, b: side, layout: 'inline' as const, ignore: [] };
const summary = { kind: 'json', rows: 3, changes: 1, identical: false, restless: [], coarse: false } as const;

interface Asked {
  readonly document: number;
  readonly inPlace?: boolean;
}

/** A worker that knows what is open in it, and can lose it. */
function start() {
  const open = new Set<number>();
  const done: string[] = [];
  const world = { beforeOpening: () => undefined as void, endedByDecoders: false };
  const answer = (job: DecodeJob, { document, inPlace }: Asked): Result<unknown> => {
    done.push(inPlace ? `${job} in place` : job);
    if (world.endedByDecoders && job === 'openDiff' && !inPlace) return fail('decode-ended', '', { code: 'too-slow' });
    if (job === 'openDiff') world.beforeOpening();
    if (job === 'openDiff') open.add(document);
    if (job === 'close') open.delete(document);
    if (job === 'openDiff') return succeed(summary);
    if (!open.has(document)) return job === 'close' ? succeed(null) : fail('not-kept');
    return succeed(job === 'unfoldDiff' ? { rows: 9 } : []);
  };
  const run = <J extends DecodeJob>(job: J, input: DecodeInput<J>): Promise<Result<DecodeOutput<J>>> =>
    Promise.resolve(answer(job, input as never) as Result<DecodeOutput<J>>);
  const messages = { read: () => ({}), toDecode: () => ({}) } as unknown as KeptMessages;
  let last = 0;
  const diffs = new Diffs({ messages, jobs: { run }, nextNumber: () => (last += 1) });
  return { diffs, open, done, world };
}

async function opened({ diffs }: ReturnType<typeof start>): Promise<number> {
  const answer = await diffs.open(request, signal);
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value.document;
}

describe('comparisons a window has open', () => {
  it('are made again, unfolded as they were, where their worker had to be ended', async () => {
    const all = start();
    const document = await opened(all);
    expect(await all.diffs.unfold(document, 2, signal)).toEqual(succeed({ rows: 9 }));
    all.open.clear();
    all.done.length = 0;
    expect(await all.diffs.read(document, 0, 10, signal)).toEqual(succeed([]));
    expect(all.done).toEqual(['diffRows', 'openDiff', 'unfoldDiff', 'diffRows']);
  });

  it('are made in place where a closer look ended the worker, and made again so', async () => {
    const all = start();
    all.world.endedByDecoders = true;
    const document = await opened(all);
    expect(all.done).toEqual(['openDiff', 'openDiff in place']);
    all.open.clear();
    all.done.length = 0;
    expect(await all.diffs.read(document, 0, 10, signal)).toEqual(succeed([]));
    expect(all.done).toEqual(['diffRows', 'openDiff in place', 'diffRows']);
  });

  it('leave nothing in the worker when they are closed while they are made again', async () => {
    const all = start();
    const document = await opened(all);
    all.open.clear();
    all.world.beforeOpening = () => all.diffs.close(document);
    expect(await all.diffs.read(document, 0, 10, signal)).toMatchObject({ failure: { code: 'not-kept' } });
    expect(all.open.size).toBe(0);
  });

  it('are at most four: the oldest is closed for one more', async () => {
    const all = start();
    const documents = [];
    for (let count = 0; count < 5; count += 1) documents.push(await opened(all));
    expect([...all.open]).toEqual(documents.slice(1));
    expect(await all.diffs.read(documents[0] ?? 0, 0, 1, signal)).toMatchObject({ failure: { code: 'not-kept' } });
  });
});
