import { describe, expect, it } from 'vitest';
import { SparkplugContext } from '../../../../../electron/engine/inspect/sparkplug-context';
import { KeptHistory } from '../../../../support/kept-history';

/** Payloads are `name sequence`. */
function scene(): { say: (topic: string, payload?: string) => number; context: SparkplugContext; kept: KeptHistory } {
  const kept = new KeptHistory(1_000_000);
  const context = new SparkplugContext({
    store: kept,
    readSequence: (payload) => {
      const found = /\d+$/.exec(Buffer.from(payload).toString());
      return found === null ? null : Number(found[0]);
    },
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
});
