import { describe, expect, it } from 'vitest';
import { succeed } from '#contract/failure';
import { InspectorBody } from '../../../../../renderer/src/state/inspector-body.svelte';
import { EngineDouble } from './engine-double';

const line = (text: string) => ({ text, cutCharacters: 0, changed: false, was: null });

async function open(lines: number) {
  const engine = new EngineDouble();
  const body = new InspectorBody(engine.client);
  body.show({ node: 1, seq: null, view: 'decoded', compare: true, all: false });
  const last = () => engine.asked.at(-1);
  await last()?.answer(
    succeed({
      document: 9,
      facts: { seq: 1, receivedAtMs: 0, qos: 0, retain: false, duplicate: false, sizeBytes: 1, properties: null },
      view: 'decoded',
      format: 'json',
      lines,
      shownBytes: 1,
      totalBytes: 1,
      tooLargeToFormat: false,
      comparedWithSeq: null,
      removedNames: []
    })
  );
  const give = async () => {
    const asked = last();
    if (asked?.question.ask !== 'readLines') throw new Error('no lines were asked for');
    const { first, count } = asked.question;
    await asked.answer(succeed(Array.from({ length: count }, (_, index) => line(String(first + index)))));
  };
  await give();
  return { engine, body, give };
}

describe('InspectorBody', () => {
  it('reads the lines around the ones in view, and only when they are not at hand', async () => {
    const { engine, body, give } = await open(1_000_000);
    const before = engine.asked.length;
    body.look(10, 20);
    expect(engine.asked).toHaveLength(before);
    body.look(500_000, 20);
    expect(engine.questions('readLines').at(-1)).toEqual({
      ask: 'readLines',
      document: 9,
      first: 499_980,
      count: 60
    });
    await give();
    expect(body.linesFirst).toBe(499_980);
    expect(body.lines[20]?.text).toBe('500000');
  });

  it('skips the places scrolled past while lines are on their way', async () => {
    const { engine, body, give } = await open(1_000_000);
    body.look(100_000, 20);
    body.look(200_000, 20);
    body.look(300_000, 20);
    const asked = engine.questions('readLines').length;
    await give();
    expect(engine.questions('readLines').slice(asked)).toMatchObject([{ first: 299_980 }]);
  });

  it('never asks beyond the end', async () => {
    const { engine, body } = await open(130);
    body.look(125, 30);
    const last = engine.questions('readLines').at(-1);
    expect((last?.first ?? 0) + (last?.count ?? 0)).toBeLessThanOrEqual(130);
  });
});
