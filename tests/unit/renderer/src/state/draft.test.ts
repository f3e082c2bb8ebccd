import { describe, expect, it } from 'vitest';
import { fail, succeed } from '#contract/failure';
import { DraftState } from '../../../../../renderer/src/state/draft.svelte';
import { EngineDouble, selectedTopic, settled } from './engine-double';

function open() {
  const engine = new EngineDouble();
  const kept = new Map<string, string>();
  const store = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value)
  };
  return { engine, store, draft: new DraftState(engine.client, store, 'one') };
}

describe('DraftState', () => {
  it('sends what is written and says how long the broker took', async () => {
    const { engine, draft } = open();
    draft.write({ topic: 'lamp/set', payload: 'on', qos: 1, retain: true });
    const published = draft.publish();
    expect(draft.outcome.kind).toBe('sending');
    expect(engine.questions('publish')).toEqual([
      { ask: 'publish', topic: 'lamp/set', payload: 'on', qos: 1, retain: true, correlationData: null }
    ]);
    await engine.asked[0]?.answer(succeed({ acknowledgedMs: 12, reasonCode: 0x10 }));
    await published;
    expect(draft.outcome).toEqual({ kind: 'acknowledged', milliseconds: 12, nobodySubscribed: true });
  });

  it('answers with the correlation data of a message until it is taken away, also after a reload', async () => {
    const { engine, store, draft } = open();
    draft.write({ topic: 'robot/ack', correlationData: new Uint8Array([0x7f, 0x3a]) });
    draft.write({ payload: 'done' });
    const again = new DraftState(engine.client, store, 'one');
    void again.publish();
    expect(engine.questions('publish')[0]?.correlationData).toEqual(new Uint8Array([0x7f, 0x3a]));
    draft.write({ correlationData: null });
    expect(new DraftState(engine.client, store, 'one').correlationData).toBeNull();
    await settled();
  });

  it('calls QoS 0 sent, as nothing acknowledges it', async () => {
    const { engine, draft } = open();
    draft.write({ topic: 'lamp/set' });
    void draft.publish();
    await engine.asked[0]?.answer(succeed({ acknowledgedMs: null, reasonCode: 0 }));
    expect(draft.outcome).toEqual({ kind: 'sent' });
  });

  it('keeps the reason of a failure', async () => {
    const { engine, draft } = open();
    draft.write({ topic: 'lamp/set' });
    void draft.publish();
    await engine.asked[0]?.answer(fail('publish-refused', '0x87'));
    expect(draft.outcome).toMatchObject({ kind: 'failed', failure: { code: 'publish-refused' } });
  });

  it.each([
    ['', 'empty'],
    ['lamp/+', 'wildcard'],
    ['lamp/#', 'wildcard'],
    ['a\u0000', 'null-character']
  ])('does not send to %j', async (topic, problem) => {
    const { engine, draft } = open();
    draft.write({ topic });
    await draft.publish();
    expect(draft.topicProblem).toBe(problem);
    expect(engine.asked).toHaveLength(0);
  });

  it('sends one message at a time', async () => {
    const { engine, draft } = open();
    draft.write({ topic: 'a' });
    void draft.publish();
    await draft.publish();
    await settled();
    expect(engine.asked).toHaveLength(1);
  });

  it('survives a reload, for its own connection only', () => {
    const { engine, draft, store } = open();
    draft.write({ topic: 'a/b', payload: '{"x": 1}', qos: 2, retain: true });
    expect(new DraftState(engine.client, store, 'one')).toMatchObject({
      topic: 'a/b',
      payload: '{"x": 1}',
      qos: 2,
      retain: true
    });
    expect(new DraftState(engine.client, store, 'two').topic).toBe('');
  });

  it('knows what retain would replace, on that very topic only', () => {
    const { engine, draft } = open();
    engine.frame({ selected: { ...selectedTopic(4, 1), retainedAtMs: 5_000 } });
    draft.write({ topic: 't4' });
    expect(draft.retainedAtMs).toBe(5_000);
    draft.write({ topic: 't4/set' });
    expect(draft.retainedAtMs).toBeNull();
  });

  it('takes the selected topic only on command', () => {
    const { engine, draft } = open();
    draft.write({ topic: 'mine' });
    engine.frame({ selected: selectedTopic(4, 1) });
    expect(draft.topic).toBe('mine');
    draft.useSelected();
    expect(draft.topic).toBe('t4');
    engine.frame({ selected: { ...selectedTopic(5, 1), topic: null } });
    expect(draft.useSelected()).toBe(false);
    expect(draft.topic).toBe('t4');
  });
});
