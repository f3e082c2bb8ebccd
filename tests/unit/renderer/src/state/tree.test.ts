import { describe, expect, it } from 'vitest';
import { TreeState } from '../../../../../renderer/src/state/tree.svelte';
import { emptyFrame, EngineDouble, row, rows } from './engine-double';

const pagePx = 240;

/** Each frame is painted at once unless the test does it. */
function open(total = 100, afterPaint: (run: () => void) => void = (run) => run()) {
  const engine = new EngineDouble();
  const tree = new TreeState(engine.client, afterPaint);
  tree.resize(pagePx);
  engine.snapshot();
  engine.frame({ rows: rows(1, Math.min(total, 30)), totalRows: total });
  return { engine, tree };
}

describe('TreeState', () => {
  it('looks at the page in view and one more on each side', () => {
    const { engine, tree } = open();
    engine.frame({ revision: 5, first: 0, rows: rows(1, 60), totalRows: 100 });
    tree.scroll(24 * 40);
    expect(engine.looks().at(-1)).toEqual({
      kind: 'look',
      first: 29,
      count: 33,
      visibleFirst: 40,
      visibleCount: 11,
      anchor: 41,
      revision: 5
    });
  });

  it('draws what is in view first when it is new, and the rows beside it once that is painted', () => {
    const paints: (() => void)[] = [];
    const { engine, tree } = open(1_000, (run) => paints.push(run));
    const ranks = () => tree.slots.map(({ rank }) => rank).sort((one, other) => one - other);
    for (const paint of paints.splice(0)) paint();
    tree.scroll(24 * 500);
    engine.frame({ revision: 2, first: 489, rows: rows(490, 33), totalRows: 1_000 });
    // The others' elements wait above the first row.
    expect(ranks().filter((rank) => rank >= 0)).toEqual(Array.from({ length: 14 }, (_, index) => 498 + index));
    expect(tree.slots).toHaveLength(30);
    paints.pop()?.();
    expect(ranks()).toEqual(Array.from({ length: 33 }, (_, index) => 489 + index));
    // A little further most of it is there already.
    tree.scroll(24 * 503);
    engine.frame({ revision: 3, first: 492, rows: rows(493, 33), totalRows: 1_000 });
    expect(ranks()).toHaveLength(33);
    expect(paints).toHaveLength(0);
  });

  it('does not come back to the rows beside a view that was left before it was painted', () => {
    const paints: (() => void)[] = [];
    const { engine, tree } = open(1_000, (run) => paints.push(run));
    tree.scroll(24 * 500);
    engine.frame({ revision: 2, first: 489, rows: rows(490, 33), totalRows: 1_000 });
    tree.scroll(0);
    engine.frame({ revision: 3, first: 0, rows: rows(1, 22), totalRows: 1_000 });
    for (const paint of paints) paint();
    expect(Math.max(...tree.slots.map(({ rank }) => rank))).toBe(21);
  });

  it('keeps the selected row drawn through a jump', () => {
    const { engine, tree } = open(1_000, () => undefined);
    tree.select(3, 2);
    tree.scroll(24 * 500);
    engine.frame({ revision: 2, first: 489, rows: rows(490, 33), totalRows: 1_000 });
    expect(tree.slots.some(({ row: { node } }) => node === 3)).toBe(true);
  });

  it('never asks for more than 200 rows, however tall the window', () => {
    const { engine, tree } = open();
    tree.resize(24 * 300);
    expect(engine.looks().at(-1)?.count).toBeLessThanOrEqual(200);
  });

  it('asks again only when something else is looked at', () => {
    const { engine, tree } = open();
    const before = engine.looks().length;
    tree.scroll(3);
    engine.frame({ revision: 2, rows: rows(1, 30), totalRows: 100 });
    expect(engine.looks()).toHaveLength(before);
    tree.scroll(24);
    expect(engine.looks()).toHaveLength(before + 1);
  });

  it('keeps the anchor row where it is on screen when rows come in above it', () => {
    const { engine, tree } = open();
    tree.scroll(24 * 4 + 7);
    const arrived = [row(901), row(902), row(903)];
    engine.frame({
      revision: 2,
      rows: [...arrived, ...rows(1, 27)],
      totalRows: 103,
      anchor: { node: 5, rank: 7 }
    });
    expect(tree.place.wantedScrollTopPx).toBe(24 * 7 + 7);
    tree.place.drive({ scrollTop: 0 });
    expect(tree.place.wantedScrollTopPx).toBeNull();
  });

  it('leaves the scroll place alone when the anchor did not move', () => {
    const { engine, tree } = open();
    tree.scroll(24 * 4);
    engine.frame({ revision: 2, rows: rows(1, 30), totalRows: 140, anchor: { node: 5, rank: 4 } });
    expect(tree.place.wantedScrollTopPx).toBeNull();
  });

  it('comes back from beyond the end when the tree gets shorter', () => {
    const { engine, tree } = open();
    engine.frame({ revision: 2, first: 60, rows: rows(61, 40), totalRows: 100 });
    tree.scroll(24 * 90);
    engine.frame({ revision: 3, first: 0, rows: rows(1, 20), totalRows: 20 });
    expect(tree.place.scrollTopPx).toBe(24 * 20 - pagePx);
  });

  it('asks again for rows that a frame left out because the page could not scroll after its anchor', () => {
    const { engine, tree } = open(5);
    tree.select(3);
    const before = engine.looks().length;
    engine.frame({ revision: 2, first: 2, rows: rows(1, 5), totalRows: 7, anchor: { node: 3, rank: 4 } });
    expect(tree.place.scrollTopPx).toBe(0);
    expect(engine.looks().slice(before)).toMatchObject([{ first: 0, visibleFirst: 0, revision: 2 }]);
    engine.frame({ revision: 3, rows: [row(901), row(902), ...rows(1, 5)], totalRows: 7 });
    engine.frame({ revision: 4, rows: [row(901), row(902), ...rows(1, 5)], totalRows: 7 });
    expect(tree.slots).toHaveLength(7);
    expect(engine.looks()).toHaveLength(before + 1);
  });

  it('holds the row that a person opens, not the selected one below it', () => {
    const { engine, tree } = open();
    const branch = row(2, { branch: true });
    engine.frame({ revision: 2, rows: [row(1), branch, ...rows(3, 20)], totalRows: 22 });
    tree.select(6);
    tree.toggle(branch);
    expect(engine.looks().at(-1)?.anchor).toBe(2);
    expect(engine.commands.at(-1)).toEqual({ kind: 'expand', node: 2, open: true });
  });

  it('selects the branch that closes over the selected topic', () => {
    const { engine, tree } = open();
    const branch = row(2, { branch: true, open: true, topic: 'a', segments: ['a'] });
    engine.frame({ revision: 2, rows: [branch, row(3, { topic: 'a/b' }), row(4, { topic: 'ab' })], totalRows: 3 });
    tree.select(4);
    tree.toggle(branch, false);
    expect(tree.selectedNode).toBe(4);
    tree.select(3);
    tree.toggle(branch, false);
    expect(tree.selectedNode).toBe(2);
  });

  it('keeps the selected row in the DOM while it is scrolled away', () => {
    const { engine, tree } = open();
    tree.select(3);
    tree.scroll(24 * 60);
    engine.frame({ revision: 2, first: 49, rows: rows(50, 40), totalRows: 100 });
    expect(tree.slots.find((slot) => slot.row.node === 3)?.rank).toBe(2);
    expect(tree.tabStopNode).toBe(3);
  });

  it('moves the focus once per selection and never takes it later', () => {
    const { tree } = open();
    tree.select(3);
    expect(tree.takeFocusCall(tree.focusCalls)).toBe(true);
    expect(tree.takeFocusCall(tree.focusCalls)).toBe(false);
  });

  it('starts afresh with a new engine, where the engine says', () => {
    const { engine, tree } = open();
    tree.select(3);
    engine.snapshot({ first: 12, selected: 7 });
    expect(tree.selectedNode).toBe(7);
    expect(tree.slots).toEqual([]);
    engine.frame({ revision: 1, first: 0, rows: rows(1, 40), totalRows: 100 });
    expect(tree.place.wantedScrollTopPx).toBe(24 * 12);
  });

  it('says when it is looked after, and again to a new engine', () => {
    const { engine, tree } = open();
    const presences = () => engine.commands.filter((command) => command.kind === 'presence');
    const before = presences().length;
    tree.attend({ hovered: true });
    tree.attend({ focused: true });
    expect(presences().slice(before)).toEqual([{ kind: 'presence', attended: true, hidden: false }]);
    engine.snapshot();
    expect(presences()).toHaveLength(before + 2);
  });

  it('lets ages stand still while paused', () => {
    const { engine, tree } = open();
    tree.tick(1_000);
    const status = { ...emptyFrame.status, newerWhilePaused: 0 };
    engine.frame({ revision: 2, rows: rows(1, 30), totalRows: 100, status });
    tree.tick(9_000);
    expect(tree.nowMs).toBe(1_000);
  });

  it('draws a selected row that the tree no longer shows above the first one, where nothing scrolls to it', () => {
    const { engine, tree } = open();
    tree.select(8);
    engine.frame({ revision: 2, rows: rows(101, 3), totalRows: 3 });
    expect(tree.slots.find((slot) => slot.row.node === 8)?.rank).toBe(-2);
    expect(tree.tabStopNode).toBe(101);
  });

  it('counts as unrest only rows in view', () => {
    const { engine, tree } = open();
    const changing = (from: number, count: number, valueRevision: number) =>
      rows(1, 60).map((one) => (one.node >= from && one.node < from + count ? { ...one, valueRevision } : one));
    engine.frame({ revision: 2, rows: rows(1, 60), totalRows: 100 });
    engine.frame({ revision: 3, rows: changing(11, 50, 2), totalRows: 100 });
    expect(tree.crowded).toBe(false);
    tree.resize(24 * 60);
    engine.frame({ revision: 4, rows: changing(11, 50, 3), totalRows: 100 });
    expect(tree.crowded).toBe(true);
  });

  describe('under a filter', () => {
    const filter = (text: string, matches = 3) => ({ text, matches, topics: 100, complete: true, ignoredWords: 0 });

    /** Scrolled to the middle of row 41, then filtered. */
    function filteredTree() {
      const { engine, tree } = open();
      engine.frame({ revision: 2, first: 29, rows: rows(30, 33), totalRows: 100 });
      tree.scroll(24 * 40 + 7);
      engine.frame({ revision: 3, first: 29, rows: rows(30, 33), totalRows: 100 });
      engine.frame({ revision: 4, rows: rows(50, 3), totalRows: 3, filter: filter('temp'), scrollTo: 0 });
      return { engine, tree };
    }

    it('shows the matches from where the engine says, and looks there', () => {
      const { engine, tree } = filteredTree();
      expect(tree.place.offsetPx).toBe(0);
      expect(engine.looks().at(-1)).toMatchObject({ first: 0, visibleFirst: 0, revision: 4 });
    });

    it('goes to the first match again when the text changes, and not when matches come in', () => {
      const { engine, tree } = filteredTree();
      engine.frame({ revision: 5, rows: rows(50, 30), totalRows: 80, filter: filter('temp', 80) });
      tree.scroll(24 * 10);
      engine.frame({ revision: 6, rows: rows(50, 30), totalRows: 90, filter: filter('temp', 90) });
      expect(tree.place.offsetPx).toBe(24 * 10);
      engine.frame({ revision: 7, rows: rows(50, 30), totalRows: 70, filter: filter('tempe', 70), scrollTo: 0 });
      expect(tree.place.offsetPx).toBe(0);
    });

    it('stands to the pixel where it stood once the filter is gone, also when rows came in above meanwhile', () => {
      const { engine, tree } = filteredTree();
      engine.frame({ revision: 5, first: 34, rows: rows(30, 33), totalRows: 105, scrollTo: 45 });
      expect(tree.place.offsetPx).toBe(24 * 45 + 7);
      expect(tree.rowAt(45)?.node).toBe(41);
    });

    it('has in view what was chosen among the matches', () => {
      const { engine, tree } = filteredTree();
      tree.select(52, 2);
      engine.frame({ revision: 5, first: 29, rows: rows(30, 33), totalRows: 100, scrollTo: 41 });
      tree.scroll(24 * 80);
      engine.frame({ revision: 6, rows: rows(50, 3), totalRows: 3, filter: filter('temp'), scrollTo: 0 });
      engine.frame({ revision: 7, first: 29, rows: rows(30, 33), totalRows: 100, scrollTo: 40 });
      expect(tree.place.offsetPx).toBe(24 * 52 - pagePx);
      expect(tree.selectedNode).toBe(52);
    });
  });

  it('reaches the end of a tree that is taller than an element may be', () => {
    const { engine, tree } = open();
    engine.frame({ revision: 2, rows: rows(1, 30), totalRows: 5_000_000 });
    tree.scroll(24_000_000 - pagePx);
    const look = engine.looks().at(-1);
    expect(look?.visibleFirst).toBe(5_000_000 - 10);
  });
});
