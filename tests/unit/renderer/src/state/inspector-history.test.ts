import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { succeed } from '#contract/failure';
import { InspectorHistory } from '../../../../../renderer/src/state/inspector-history.svelte';
import { EngineDouble, settled } from './engine-double';

/** A topic whose messages are numbered 1 to `newest`, all kept. */
function open(newest: number) {
  const engine = new EngineDouble();
  const history = new InspectorHistory(engine.client);
  let answered = 0;
  const serve = async () => {
    while (answered < engine.asked.length) {
      const asked = engine.asked[answered++];
      if (asked?.question.ask !== 'history') continue;
      const from = (asked.question.before ?? newest + 1) - 1;
      const entries = Array.from({ length: Math.min(asked.question.limit, from) }, (_, index) => ({
        seq: from - index,
        receivedAtMs: 0,
        qos: 0 as const,
        retain: false,
        duplicate: false,
        sizeBytes: 1,
        properties: null,
        preview: { kind: 'empty' as const },
        gapBefore: null
      }));
      await asked.answer(succeed({ entries, keptMessages: newest, messages: newest }));
      await settled();
    }
  };
  return { engine, history, serve };
}

describe('InspectorHistory', () => {
  beforeEach(() => vi.useFakeTimers({ now: 10_000 }));
  afterEach(() => vi.useRealTimers());

  it('lists the kept messages, newest first', async () => {
    const { history, serve } = open(250);
    history.restart(1);
    await serve();
    expect(history.rows).toBe(250);
    expect(history.entryAt(0)?.seq).toBe(250);
    expect(history.entryAt(99)?.seq).toBe(151);
    expect(history.rankOf(200)).toBe(50);
  });

  it('reads further pages as they are scrolled to, and finds the true end', async () => {
    const { history, serve } = open(250);
    history.restart(1);
    await serve();
    history.look(190, 30);
    await serve();
    expect(history.entryAt(190)?.seq).toBe(60);
    expect(history.entryAt(219)?.seq).toBe(31);
    expect(history.entryAt(249)?.seq).toBe(1);
    expect(history.rows).toBe(250);
  });

  it('reaches any place of a long list and comes back to its start, with few pages in memory', async () => {
    const { engine, history, serve } = open(20_000);
    history.restart(1);
    await serve();
    history.look(15_000, 20);
    await serve();
    expect(history.entryAt(15_000)?.seq).toBe(5_000);
    expect(history.entryAt(0)).toBeUndefined();
    const asked = engine.asked.length;
    history.look(0, 20);
    await serve();
    expect(history.entryAt(0)?.seq).toBe(20_000);
    expect(engine.asked.length - asked).toBe(1);
  });

  it('stands still while newer messages come, so that rows keep their places', async () => {
    const { engine, history, serve } = open(500);
    history.restart(1);
    await serve();
    history.look(300, 20);
    await serve();
    history.look(0, 20);
    await serve();
    expect(engine.questions('history')[0]?.before).toBeNull();
    expect(history.entryAt(0)?.seq).toBe(500);
    expect(history.entryAt(310)?.seq).toBe(190);
  });

  it('reads the first page anew at most four times a second', async () => {
    const { engine, history, serve } = open(500);
    history.restart(1);
    await serve();
    for (let turn = 0; turn < 5; turn += 1) history.refresh();
    await serve();
    expect(engine.asked).toHaveLength(1);
    vi.advanceTimersByTime(250);
    await serve();
    expect(engine.asked).toHaveLength(2);
  });
});
