import { describe, expect, it } from 'vitest';
import type { TopicOrder } from '../../../../../electron/engine/store/topic-order';
import { TopicTree } from '../../../../../electron/engine/store/topic-tree';
import { VisibleRows } from '../../../../../electron/engine/view/visible-rows';
import { randomFrom } from '../../../../support/arrival';
import { CountedOrder } from '../../../../support/counted-order';
import { PlainRows } from '../../../../support/plain-rows';

const encoder = new TextEncoder();
const segments = ['', 'a', 'b', 'A', '10', '9', '$SYS', '__proto__', 'toString', '\u0000', 'é', '😀'];

/** A tree, and rows that are told of its rotations; what enters them is up to the test. */
function planted(order?: (tree: TopicTree) => TopicOrder): { tree: TopicTree; rows: VisibleRows } {
  const tree = new TopicTree({ maxNodes: 300_000, random: randomFrom(1) });
  const rows = new VisibleRows(order?.(tree) ?? tree);
  tree.watch({
    reserve: (capacity) => rows.reserve(capacity),
    rotated: (lower, upper) => rows.rotated(lower, upper),
    placed: () => undefined,
    becameTopic: () => undefined
  });
  return { tree, rows };
}

function place(tree: TopicTree, topic: string): number {
  const bytes = encoder.encode(topic);
  return tree.place(bytes, 0, bytes.length);
}

/** Rows as a person reads them. */
function drawing(tree: TopicTree, rows: VisibleRows): readonly string[] {
  return rows.slice(0, rows.length).map((row) => {
    const names: string[] = [];
    for (let node = row.node; node !== tree.parent(row.top); node = tree.parent(node)) {
      names.unshift(new TextDecoder().decode(tree.segmentBytes(tree.segmentId(node))));
    }
    return `${'  '.repeat(row.depth)}${row.branch ? (row.open ? '- ' : '+ ') : ''}${names.join(' / ')}`;
  });
}

function letInTopic(tree: TopicTree, rows: VisibleRows, topic: string): number {
  const leaf = place(tree, topic);
  for (let node = leaf; node !== 0; node = tree.parent(node)) rows.letIn(node);
  return leaf;
}

describe('folding', () => {
  it('keeps open what was drawn inside a chain that comes apart', () => {
    const { tree, rows } = planted();
    const leaf = letInTopic(tree, rows, 'factory/leipzig/a');
    rows.setOpen(tree.parent(leaf), true);
    expect(drawing(tree, rows)).toEqual(['- factory / leipzig', '  a']);
    letInTopic(tree, rows, 'factory/berlin/b');
    expect(drawing(tree, rows)).toEqual(['- factory', '  + berlin', '  - leipzig', '    a']);
  });

  it('leaves closed what comes apart before anybody saw it', () => {
    const { tree, rows } = planted();
    letInTopic(tree, rows, 'plant/a/1');
    letInTopic(tree, rows, 'plant/b/1');
    expect(drawing(tree, rows)).toEqual(['+ plant']);
  });

  it('begins when an only child gets its first child', () => {
    const { tree, rows } = planted();
    const leaf = place(tree, 'a/b/c/d');
    const chain = [leaf - 3, leaf - 2, leaf - 1];
    for (const node of chain) rows.letIn(node);
    expect(drawing(tree, rows)).toEqual(['+ a / b']);
    rows.letIn(leaf);
    expect(drawing(tree, rows)).toEqual(['+ a / b / c']);
    for (const node of chain) expect(rows.rankOf(node)).toBe(0);
    expect(rows.rankOf(leaf)).toBe(-1);
  });

  it('ends where a branch shows a value', () => {
    const { tree, rows } = planted();
    const leaf = letInTopic(tree, rows, 'a/b/c/d');
    rows.setOpen(tree.parent(leaf), true);
    expect(drawing(tree, rows)).toEqual(['- a / b / c', '  d']);
    const branch = place(tree, 'a/b');
    expect(drawing(tree, rows)).toEqual(['- a / b / c', '  d']);
    rows.showValue(branch);
    expect(drawing(tree, rows)).toEqual(['- a', '  - b', '    - c', '      d']);
  });

  it('cannot be closed inside a chain', () => {
    const { tree, rows } = planted();
    const leaf = letInTopic(tree, rows, 'a/b/c');
    rows.setOpen(tree.parent(leaf), true);
    rows.setOpen(tree.parent(tree.parent(leaf)), false);
    expect(drawing(tree, rows)).toEqual(['- a / b', '  c']);
  });
});

describe('a hostile topic of 32,768 levels', () => {
  const levels = 32_768;

  it.each(['from above', 'from below'])('comes in %s, is drawn and found in time proportional to its depth', (way) => {
    let counted: CountedOrder | undefined;
    const { tree, rows } = planted((order) => (counted = new CountedOrder(order)));
    const leaf = place(tree, '/'.repeat(levels - 1));
    const cost = (work: () => void): number => {
      const before = counted?.asked ?? 0;
      work();
      return ((counted?.asked ?? 0) - before) / levels;
    };
    const nodes = Array.from({ length: levels }, (_, index) => leaf - levels + 1 + index);
    if (way === 'from below') nodes.reverse();
    expect(cost(() => nodes.forEach((node) => rows.letIn(node)))).toBeLessThan(50);
    expect(rows.length).toBe(1);
    expect(cost(() => rows.slice(0, 50))).toBeLessThan(20);
    expect(rows.at(0)).toMatchObject({ top: leaf - levels + 1, node: leaf - 1, branch: true, open: false, depth: 0 });
    expect(cost(() => rows.setOpen(leaf - 1, true))).toBeLessThan(20);
    expect(cost(() => expect(rows.rankOf(leaf)).toBe(1))).toBeLessThan(20);
    const beside = place(tree, `${'/'.repeat(levels - 1)}x`);
    expect(cost(() => expect(rows.landingRank(beside)).toBe(2))).toBeLessThan(20);
    expect(cost(() => rows.letIn(beside))).toBeLessThan(50);
    expect(rows.length).toBe(3);
    expect(cost(() => rows.closeAll())).toBeLessThan(50);
    expect(cost(() => rows.openBranch(leaf - levels + 1))).toBeLessThan(60);
    expect(rows.length).toBe(3);
    const all = planted();
    place(all.tree, '/'.repeat(levels - 1));
    all.rows.letInAll();
    expect(all.rows.length).toBe(1);
  });

  it('lists a page at its end without going down again for each row', () => {
    let counted: CountedOrder | undefined;
    const { tree, rows } = planted((order) => (counted = new CountedOrder(order)));
    for (let level = 1; level <= 3_000; level += 1) place(tree, '/'.repeat(level));
    rows.letInAll();
    rows.openBranch(0);
    expect(rows.length).toBe(3_001);
    const before = counted?.asked ?? 0;
    expect(rows.slice(2_950, 3_000).at(-1)).toMatchObject({ depth: 2_999, open: true });
    expect(((counted?.asked ?? 0) - before) / 3_000).toBeLessThan(20);
  });
});

describe('200,000 siblings', () => {
  it('cost the logarithm of their number: to let in, find, open and close', () => {
    let counted: CountedOrder | undefined;
    const { tree, rows } = planted((order) => (counted = new CountedOrder(order)));
    for (let sibling = 0; sibling < 200_000; sibling += 1) place(tree, `a/${sibling.toString(36)}`);
    rows.letInAll();
    const branch = tree.parent(place(tree, 'a/0'));
    const cost = (work: () => void): number => {
      const before = counted?.asked ?? 0;
      work();
      return (counted?.asked ?? 0) - before;
    };
    expect(cost(() => rows.setOpen(branch, true))).toBeLessThan(20);
    expect(rows.length).toBe(200_001);
    const fresh = place(tree, 'a/new one');
    expect(cost(() => rows.letIn(fresh))).toBeLessThan(300);
    expect(cost(() => rows.rankOf(fresh))).toBeLessThan(300);
    expect(cost(() => rows.at(123_456))).toBeLessThan(500);
    expect(cost(() => rows.slice(123_456, 123_506))).toBeLessThan(2_000);
    expect(cost(() => rows.setOpen(branch, false))).toBeLessThan(20);
    expect(rows.length).toBe(1);
  });
});

describe('at random', () => {
  it('says after every step what a walk over the whole tree says', () => {
    const random = randomFrom(31);
    const below = (count: number): number => Math.floor(random() * count);
    let steps = 0;
    for (let round = 0; round < 450; round += 1) {
      const { tree, rows } = planted();
      const plain = new PlainRows(tree);
      const kinds = 1 + below(segments.length);
      const deepest = 1 + below(7);
      for (let step = 0; step < 240; step += 1, steps += 1) {
        act(tree, rows, plain, random, () =>
          Array.from({ length: 1 + below(deepest) }, () => segments[below(kinds)]).join('/')
        );
        if (step % 3 === 0) compare(tree, rows, plain, below);
      }
    }
    expect(steps).toBeGreaterThanOrEqual(100_000);
    expect(Object.keys(Object.prototype)).toEqual([]);
  }, 60_000);
});

function act(tree: TopicTree, rows: VisibleRows, plain: PlainRows, random: () => number, topic: () => string): void {
  const below = (count: number): number => Math.floor(random() * count);
  const node = 1 + below(tree.nodeCount - 1);
  const chance = random();
  if (tree.nodeCount === 1 || chance < 0.25) {
    place(tree, topic());
  } else if (chance < 0.6) {
    for (let at = node, up = below(4); at > 0 && up >= 0; at = tree.parent(at), up -= 1) {
      const landing = rows.landingRank(at);
      rows.letIn(at);
      plain.letIn(at);
      if (rows.rankOf(at) !== landing) expect(rows.rankOf(at)).toBe(landing);
    }
  } else if (chance < 0.85) {
    const open = random() < 0.7;
    rows.setOpen(node, open);
    if (open) plain.open.add(node);
    else plain.open.delete(node);
  } else if (chance < 0.93) {
    if (!tree.isTopic(node) || !plain.in.has(node)) return;
    rows.showValue(node);
    plain.value.add(node);
  } else if (chance < 0.97) {
    const first = below(rows.length + 2) - 1;
    plain.drawn(rows.slice(first, first + below(8)));
  } else if (chance < 0.98) {
    rows.openBranch(node % 2 === 0 ? 0 : node);
    plain.openBranch(node % 2 === 0 ? 0 : node);
  } else if (chance < 0.99) {
    rows.closeAll();
    plain.open.clear();
  } else {
    rows.letInAll();
    plain.letInAll();
  }
}

function compare(tree: TopicTree, rows: VisibleRows, plain: PlainRows, below: (count: number) => number): void {
  const { rows: expected, ranks } = plain.list();
  const differs = (): void => {
    expect(rows.slice(0, rows.length)).toEqual(expected);
    const nodes = Array.from({ length: tree.nodeCount }, (_, node) => node);
    expect(nodes.map((node) => rows.rankOf(node))).toEqual(nodes.map((node) => ranks.get(node) ?? -1));
    expect.unreachable('rows differ by the way they are asked for');
  };
  if (rows.length !== expected.length) differs();
  const first = below(expected.length + 1);
  const page = rows.slice(first, first + below(12));
  plain.drawn(page);
  for (const [rank, row] of expected.entries()) {
    if (rows.nodeAt(rank) !== row.node || !same(rows.at(rank), row)) differs();
    const drawn = page[rank - first];
    if (drawn !== undefined && !same(drawn, row)) differs();
  }
  for (let node = 1; node < tree.nodeCount; node += 1) {
    if (rows.rankOf(node) !== (ranks.get(node) ?? -1) || rows.isIn(node) !== plain.in.has(node)) differs();
    if (rows.childCount(node) !== plain.childrenIn(node).length) differs();
    if (rows.showsValue(node) !== plain.value.has(node)) differs();
  }
  if (rows.at(-1) !== undefined || rows.at(expected.length) !== undefined) differs();
}

function same(one: ReturnType<VisibleRows['at']>, other: NonNullable<ReturnType<VisibleRows['at']>>): boolean {
  return (
    one?.node === other.node &&
    one.top === other.top &&
    one.depth === other.depth &&
    one.branch === other.branch &&
    one.open === other.open &&
    one.setSize === other.setSize &&
    one.posInSet === other.posInSet
  );
}
