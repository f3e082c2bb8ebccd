import { beforeEach, describe, expect, it } from 'vitest';
import { fail, succeed, type Result } from '../../../../../electron/contract/failure';
import { acknowledgeLimitMs, Publisher } from '../../../../../electron/engine/publish/publisher';
import { FakeClock } from '../../../../support/fake-clock';

interface Sent {
  readonly message: { topic: string; payload: Uint8Array; qos: number; retain: boolean };
  readonly answered: (result: Result<{ readonly reasonCode: number }>) => void;
  forgotten: boolean;
}

let clock: FakeClock;
let sent: Sent[];
let publisher: Publisher;
const correlationData = new Uint8Array([1, 2]);
const request = { topic: 'a/b', payload: 'grüße', qos: 1, retain: true, correlationData } as const;
const { signal } = new AbortController();

beforeEach(() => {
  clock = new FakeClock();
  sent = [];
  publisher = new Publisher({
    monotonicMs: () => clock.now(),
    after: (delayMs, action) => clock.after(delayMs, action),
    send: (message, answered) => {
      const one: Sent = { message, answered, forgotten: false };
      sent.push(one);
      return () => (one.forgotten = true);
    }
  });
});

describe('Publisher', () => {
  it('sends the bytes and tells how long the acknowledgement took', async () => {
    const answer = publisher.publish(request, signal);
    expect(sent[0]?.message).toEqual({
      topic: 'a/b',
      payload: new TextEncoder().encode('grüße'),
      qos: 1,
      retain: true,
      correlationData
    });
    clock.pass(12);
    sent[0]?.answered(succeed({ reasonCode: 0x10 }));
    expect(await answer).toEqual(succeed({ acknowledgedMs: 12, reasonCode: 0x10 }));
    expect(clock.pending).toBe(0);
  });

  it('has no acknowledgement to tell of for QoS 0', async () => {
    const answer = publisher.publish({ ...request, qos: 0 }, signal);
    sent[0]?.answered(succeed({ reasonCode: 0 }));
    expect(await answer).toEqual(succeed({ acknowledgedMs: null, reasonCode: 0 }));
  });

  it.each([
    ['', 'empty'],
    ['a/+', 'wildcard'],
    ['a/#', 'wildcard'],
    ['a\u0000b', 'null-character'],
    ['x'.repeat(65_536), 'too-long']
  ])('does not send to the topic %j', async (topic, problem) => {
    const answer = await publisher.publish({ ...request, topic }, signal);
    expect(answer).toMatchObject({ ok: false, failure: { code: 'topic-invalid', facts: { problem } } });
    expect(sent).toEqual([]);
  });

  it('gives the refusal on', async () => {
    const answer = publisher.publish(request, signal);
    sent[0]?.answered(fail('publish-refused', 'PUBACK 0x87'));
    expect(await answer).toEqual(fail('publish-refused', 'PUBACK 0x87'));
  });

  it('gives a refusal on that comes before send returns', async () => {
    const offline = new Publisher({
      monotonicMs: () => 0,
      after: (delayMs, action) => clock.after(delayMs, action),
      send: (_message, answered) => {
        answered(fail('offline'));
        return () => {};
      }
    });
    expect(await offline.publish(request, signal)).toEqual(fail('offline'));
    expect(clock.pending).toBe(0);
  });

  it('waits 30 s and no longer', async () => {
    const answer = publisher.publish(request, signal);
    clock.pass(acknowledgeLimitMs);
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'publish-unanswered', facts: { seconds: 30 } } });
    expect(sent[0]?.forgotten).toBe(true);
  });

  it('stops waiting when nobody wants the answer any more', async () => {
    const asker = new AbortController();
    const answer = publisher.publish(request, asker.signal);
    asker.abort();
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'publish-unanswered' } });
    expect(sent[0]?.forgotten).toBe(true);
    expect(clock.pending).toBe(0);
    await publisher.publish(request, asker.signal);
    expect(sent).toHaveLength(1);
  });
});
