import type { AnswerOf, Question } from '#contract/engine';
import { fail, succeed, type Result } from '#contract/failure';
import type { KeptLog } from '../store/kept-log';
import { EngineSlices } from './engine-slices';

/** The engine's thread is held up for no longer at a time. */
const sliceMs = 2;

/** Failure: not-kept (the message itself). Rejects with the signal's reason when it aborts. */
export async function messageBefore(
  log: KeptLog,
  { node, seq, different }: Pick<Extract<Question, { ask: 'messageBefore' }>, 'node' | 'seq' | 'different'>,
  signal: AbortSignal
): Promise<Result<AnswerOf['messageBefore']>> {
  const slices = new EngineSlices(sliceMs, signal);
  let position = log.seek(node, seq);
  if (position === 0 || log.open(position)?.seq !== seq) return fail('not-kept');
  for (let repeats = different && log.repeats(position); ; repeats = different && log.repeats(position)) {
    position = log.open(position)?.previous ?? 0;
    const before = position === 0 ? null : log.open(position);
    if (before === null) return succeed(null);
    if (!repeats) return succeed({ seq: before.seq, receivedAtMs: before.receivedAtMs });
    if (slices.over()) await slices.pause();
  }
}
