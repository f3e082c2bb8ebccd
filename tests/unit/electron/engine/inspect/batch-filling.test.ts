import { expect, it } from 'vitest';
import { BatchFilling } from '../../../../../electron/engine/inspect/batch-filling';
import { KeptHistory } from '../../../../support/kept-history';

const mostBytes = 1_000;

/** Messages of 10 bytes; of the topics in `births`, under BIRTHs of so many bytes. */
function scene(births: Readonly<Record<string, number>>) {
  const kept = new KeptHistory(1_000_000);
  const none: readonly Uint8Array[] = [];
  const byNode = new Map<number, readonly Uint8Array[]>();
  for (const [topic, bytes] of Object.entries(births)) byNode.set(kept.node(topic), [new Uint8Array(bytes)]);
  const source = {
    store: kept,
    contentTypeOf: () => null,
    births: { birthsAt: (node: number) => byNode.get(node) ?? none }
  };
  const filling = new BatchFilling(source, mostBytes);
  const add = (topic: string): boolean => {
    kept.send(kept.node(topic), '0123456789');
    return filling.add(kept.kept.newest);
  };
  return { filling, add };
}

it('counts the BIRTHs of a batch, which are copied with it, once for each topic', () => {
  const { filling, add } = scene({ a: 400, b: 400, c: 201 });
  expect(['a', 'a', 'b', 'a'].map(add)).toEqual([true, true, true, true]);
  expect(add('c')).toBe(false);
  expect(add('plain')).toBe(true);
  const { batch, seqs } = filling.take();
  expect(seqs.length).toBe(5);
  expect(batch.births.map((its) => its.length)).toEqual([1, 1, 0]);
  expect(['c', 'b'].map(add)).toEqual([true, true]);
});

it('holds the messages of one topic however much comes with them', () => {
  const { add } = scene({ large: 5_000, other: 1 });
  expect(['large', 'large', 'plain'].map(add)).toEqual([true, true, true]);
  expect(['other', 'large'].map(add)).toEqual([false, true]);
});
