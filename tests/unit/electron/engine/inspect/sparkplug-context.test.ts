import { describe, expect, it } from 'vitest';
import { SparkplugContext } from '../../../../../electron/engine/inspect/sparkplug-context';
import { KeptHistory } from '../../../../support/kept-history';

/** Payloads are `name sequence`, with `#bdSeq` before it where they have one. */
function scene(budgetBytes = 1_000_000): {
  say: (topic: string, payload?: string) => number;
  context: SparkplugContext;
  kept: KeptHistory;
} {
  const kept = new KeptHistory(budgetBytes);
  const context = new SparkplugContext({
    store: kept,
    readSequence: (payload) => {
      const found = /\d+$/.exec(Buffer.from(payload).toString());
      return found === null ? null : Number(found[0]);
    },
    readBirthNumber: (payload) => {
      const found = /#(\d+)/.exec(Buffer.from(payload).toString())?.[1];
      return found === undefined ? null : BigInt(found);
    },
    mostBirthBytes: 1_000,
    countUnnamed: (_payload, births) => 10 - births.length
  });
  const say = (topic: string, payload = ''): number => {
    kept.send(kept.node(topic), payload);
    return kept.lastSeq;
  };
  return { say, context, kept };
}

const texts = (births: readonly Uint8Array[]): readonly string[] =>
  births.map((birth) => Buffer.from(birth).toString());

describe('SparkplugContext', () => {
  it('finds the births of a message’s own time, whatever came later', () => {
    const { say, context, kept } = scene();
    const early = say('spBv1.0/g/DDATA/n/d', 'data 9');
    say('spBv1.0/g/NBIRTH/n', 'edge A 0');
    say('spBv1.0/g/DBIRTH/n/d', 'device A 1');
    say('spBv1.0/g/DBIRTH/n/other', 'other 2');
    const first = say('spBv1.0/g/DDATA/n/d', 'data 3');
    const again = say('spBv1.0/g/DDATA/n/d', 'data 4');
    say('spBv1.0/g/NBIRTH/n', 'edge B 0');
    const between = say('spBv1.0/g/DDATA/n/d', 'data 1');
    say('spBv1.0/g/DBIRTH/n/d', 'device B 2');
    const last = say('spBv1.0/g/DDATA/n/d', 'data 3');
    const node = kept.node('spBv1.0/g/DDATA/n/d');
    expect(texts(context.birthsAt(node, early))).toEqual([]);
    expect(texts(context.birthsAt(node, first))).toEqual(['edge A 0', 'device A 1']);
    expect(context.birthsAt(node, again)).toBe(context.birthsAt(node, first));
    expect(texts(context.birthsAt(node, between))).toEqual(['edge B 0']);
    expect(texts(context.birthsAt(node, last))).toEqual(['edge B 0', 'device B 2']);
    expect(context.birthsAt(kept.node('a/b/c/d'), last)).toEqual([]);
    expect(context.birthsAt(kept.node('spBv1.0/STATE/host'), last)).toEqual([]);
  });

  it('tells states and gaps over all topics of an edge node', () => {
    const { say, context, kept } = scene();
    const facts = (topic: string, payload: string) => {
      const seq = say(topic, payload);
      return context.facts(kept.node(topic), seq, Buffer.from(payload));
    };
    expect(facts('spBv1.0/g/DDATA/n/d', 'x 250')).toMatchObject({ node: 'unknown', device: 'unknown', gapAfter: null });
    expect(facts('spBv1.0/g/NBIRTH/n', 'x 0')).toMatchObject({
      node: 'online',
      device: null,
      gapAfter: null,
      sequence: 0
    });
    expect(facts('spBv1.0/g/DBIRTH/n/d', 'x 1')).toMatchObject({ device: 'online', gapAfter: null, unnamed: 8 });
    expect(facts('spBv1.0/g/NDATA/n', 'x 2')).toMatchObject({ gapAfter: null, unnamed: 9 });
    say('spBv1.0/g/NDATA/other', 'x 77');
    say('spBv1.0/g/NCMD/n', 'x 78');
    expect(facts('spBv1.0/g/DDATA/n/d', 'x 5')).toMatchObject({ gapAfter: 2, sequence: 5 });
    expect(facts('spBv1.0/g/DDEATH/n/d', 'x 6')).toMatchObject({ node: 'online', device: 'offline', gapAfter: null });
    say('spBv1.0/g/NDATA/n', 'x 255');
    expect(facts('spBv1.0/g/NDATA/n', 'x 0')).toMatchObject({ gapAfter: null });
    say('spBv1.0/g/NDEATH/n', '');
    expect(facts('spBv1.0/g/DDATA/n/d', 'x 1')).toMatchObject({ node: 'offline', device: 'offline', gapAfter: null });
    expect(facts('plant/g/NDATA/n', 'x 1')).toBeNull();
  });

  it('knows a late will of a session before by its number', () => {
    const { say, context, kept } = scene();
    const state = (topic: string, payload: string): string | undefined => {
      const seq = say(topic, payload);
      return context.facts(kept.node(topic), seq, Buffer.from(payload))?.node;
    };
    say('spBv1.0/g/NBIRTH/n', '#1 0');
    say('spBv1.0/g/NBIRTH/n', '#2 0');
    expect(state('spBv1.0/g/NDEATH/n', '#1')).toBe('online');
    expect(state('spBv1.0/g/NDATA/n', 'x 1')).toBe('online');
    say('spBv1.0/g/NDEATH/n', '#2');
    expect(state('spBv1.0/g/NDEATH/n', '#1')).toBe('offline');
    expect(state('spBv1.0/g/NBIRTH/n', '#3 0')).toBe('online');
    // one that does not say is believed
    expect(state('spBv1.0/g/NDEATH/n', '')).toBe('offline');
  });

  it('claims no gap where what came in between had to make room', () => {
    const { say, context, kept } = scene(8_192);
    say('spBv1.0/g/DDATA/n/quiet', 'x 1');
    for (let sequence = 2; sequence < 2_000; sequence += 1)
      say('spBv1.0/g/NDATA/n', `${'.'.repeat(40)} ${sequence % 256}`);
    const node = kept.node('spBv1.0/g/NDATA/n');
    const first = kept.keptOf(node)[0];
    if (first === undefined) throw new Error('nothing is kept');
    const last = kept.keptOf(node).at(-1);
    expect(kept.keptOf(node).length).toBeLessThan(1_000);
    expect(context.facts(node, first.seq, Buffer.from(first.payload))?.gapAfter).toBeNull();
    expect(context.facts(node, last?.seq ?? 0, Buffer.from('x 5'))?.gapAfter).toBe(1_998 % 256);
  });

  it('claims no gap where messages were replaced by newer ones of their topics, and goes on claiming behind that', () => {
    const { say, context, kept } = scene();
    const [hot, other] = ['spBv1.0/g/DDATA/n/hot', 'spBv1.0/g/DDATA/n/other'].map((topic) => kept.node(topic));
    if (hot === undefined || other === undefined) throw new Error('no nodes');
    const gapAfter = (node: number, payload: string) =>
      context.facts(node, kept.lastSeq, Buffer.from(payload))?.gapAfter;
    say('spBv1.0/g/DDATA/n/other', 'x 1');
    say('spBv1.0/g/DDATA/n/hot', 'x 2');
    kept.send(hot, 'x 3', { replaces: true });
    expect(gapAfter(hot, 'x 3')).toBeNull();
    kept.send(hot, `${'.'.repeat(100)} 4`, { replaces: true });
    kept.send(other, 'x 5');
    const between = kept.lastSeq;
    kept.send(hot, 'x 6', { replaces: true });
    expect(context.facts(other, between, Buffer.from('x 5'))?.gapAfter).toBeNull();
    for (const sequence of [7, 8]) kept.send(other, `x ${sequence}`);
    kept.history.leftOut(kept.lastSeq);
    kept.send(other, 'x 12');
    expect(gapAfter(other, 'x 12')).toBeNull();
    kept.send(other, 'x 13');
    kept.send(other, 'x 20');
    expect(gapAfter(other, 'x 20')).toBe(13);
  });

  it('remembers no more BIRTHs than fit', () => {
    const { say, context, kept } = scene();
    const node = kept.node('spBv1.0/g/NBIRTH/n');
    const send = (): number => say('spBv1.0/g/NBIRTH/n', '.'.repeat(200));
    const first = send();
    const births = context.birthsAt(node, first);
    for (let others = 0; others < 4; others += 1) context.birthsAt(node, send());
    expect(context.birthsAt(node, first)).toBe(births);
    context.birthsAt(node, send());
    expect(context.birthsAt(node, first)).not.toBe(births);
  });
});
