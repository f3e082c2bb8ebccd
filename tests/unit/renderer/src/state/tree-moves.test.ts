import { describe, expect, it } from 'vitest';
import { succeed } from '#contract/failure';
import { TreeState } from '../../../../../renderer/src/state/tree.svelte';
import { EngineDouble, rows } from './engine-double';

function open() {
  const engine = new EngineDouble();
  const tree = new TreeState(engine.client, queueMicrotask);
  tree.resize(240);
  engine.snapshot();
  engine.frame({ rows: rows(1, 20), totalRows: 1_000 });
  return { engine, tree };
}

describe('TreeMoves', () => {
  it('goes to a drawn row without asking', () => {
    const { engine, tree } = open();
    tree.select(5);
    tree.moves.by(1);
    expect(tree.selectedNode).toBe(6);
    expect(engine.asked).toHaveLength(0);
  });

  it('scrolls just far enough to show the row', () => {
    const { tree } = open();
    tree.select(10);
    tree.moves.by(1);
    expect(tree.place.scrollTopPx).toBe(24);
    tree.moves.by(-1);
    expect(tree.place.scrollTopPx).toBe(24);
  });

  it('asks beyond the drawn rows, and adds up the steps made meanwhile', async () => {
    const { engine, tree } = open();
    tree.select(20);
    tree.moves.by(1);
    tree.moves.by(1);
    tree.moves.by(1);
    expect(engine.questions('move')).toEqual([{ ask: 'move', from: 20, to: 'next', step: 1, prefix: '' }]);
    await engine.asked[0]?.answer(succeed({ node: 21, rank: 20 }));
    expect(tree.selectedNode).toBe(21);
    expect(engine.questions('move').at(-1)).toMatchObject({ from: 21, to: 'next', step: 2 });
  });

  it('begins at the first row when nothing is selected', async () => {
    const { engine, tree } = open();
    tree.moves.by(1);
    expect(engine.questions('move')[0]).toMatchObject({ to: 'first' });
    await engine.asked[0]?.answer(succeed({ node: 1, rank: 0 }));
    expect(tree.selectedNode).toBe(1);
  });

  it('stays where there is nowhere to go', async () => {
    const { engine, tree } = open();
    tree.select(3);
    tree.moves.parent();
    await engine.asked[0]?.answer(succeed(null));
    expect(tree.selectedNode).toBe(3);
  });

  it('collects letters for 700 ms and drops the question before', () => {
    const { engine, tree } = open();
    tree.moves.type('l', 0);
    tree.moves.type('i', 699);
    expect(engine.questions('move').map(({ prefix }) => prefix)).toEqual(['l', 'li']);
    expect(engine.asked[0]?.signal?.aborted).toBe(true);
    tree.moves.type('x', 699 + 700);
    expect(engine.questions('move').at(-1)?.prefix).toBe('x');
  });
});
