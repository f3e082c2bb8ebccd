import { describe, expect, it } from 'vitest';
import type { TreeWatcher } from '../../../../../electron/engine/store/topic-order';
import { TopicTree } from '../../../../../electron/engine/store/topic-tree';
import { randomFrom } from '../../../../support/arrival';
import { comparePlainly } from '../../../../support/plain-segment-order';

const bytesOf = (topic: string): Uint8Array => Buffer.from(topic, 'latin1');
const place = (tree: TopicTree, topic: string): number => {
  const bytes = bytesOf(`..${topic}..`);
  return tree.place(bytes, 2, bytes.length - 2);
};
const find = (tree: TopicTree, topic: string): number => tree.find(bytesOf(topic), 0, topic.length);
const topicOf = (tree: TopicTree, node: number): string => Buffer.from(tree.topicBytes(node)).toString('latin1');
const segmentOf = (tree: TopicTree, node: number): string =>
  Buffer.from(tree.segmentBytes(tree.segmentId(node))).toString('latin1');
/** As `expect().toBe`, which is too slow for millions of them. */
function same(one: unknown, other: unknown): void {
  if (!Object.is(one, other)) expect(one).toBe(other);
}
const small = { maxNodes: 1_000_000, random: randomFrom(77) };

/** Children in order, walking the treap. */
function children(tree: TopicTree, parent: number): number[] {
  const found: number[] = [];
  const open: number[] = [];
  for (let at = tree.childRoot(parent); at !== 0 || open.length > 0; at = tree.right(at)) {
    for (; at !== 0; at = tree.left(at)) open.push(at);
    at = open.pop() ?? 0;
    found.push(at);
  }
  return found;
}

/** Every link of every treap, and every sum of the watcher, taken again. */
function recount(tree: TopicTree, watcher: Counting): void {
  for (let node = 1; node < tree.nodeCount; node += 1) {
    const [left, right] = [tree.left(node), tree.right(node)];
    same(watcher.sums.get(node), 1 + (watcher.sums.get(left) ?? 0) + (watcher.sums.get(right) ?? 0));
    for (const lower of [left, right]) if (lower !== 0) same(tree.above(lower), node);
    if (tree.above(node) === 0) same(tree.childRoot(tree.parent(node)), node);
    if (tree.above(node) === 0) same(watcher.sums.get(node), tree.childCount(tree.parent(node)));
  }
}

/** Keeps, over each treap, how many nodes are in it: wrong at once when a rotation is told wrongly or not at all. */
class Counting implements TreeWatcher {
  readonly #tree: TopicTree;
  readonly sums = new Map<number, number>();
  readonly topics: number[] = [];
  capacity = 0;

  constructor(tree: TopicTree) {
    this.#tree = tree;
  }

  reserve(capacity: number): void {
    this.capacity = capacity;
  }

  rotated(lower: number, upper: number): void {
    for (const node of [lower, upper]) {
      const own = this.#counted.has(node) ? 1 : 0;
      const [left, right] = [this.#tree.left(node), this.#tree.right(node)];
      this.sums.set(node, own + (this.sums.get(left) ?? 0) + (this.sums.get(right) ?? 0));
    }
  }

  placed(first: number, leaf: number): void {
    if (leaf >= this.capacity) throw new Error('no room was announced');
    this.topics.push(leaf);
    for (let node = first; node <= leaf; node += 1) {
      this.#counted.add(node);
      for (let at = node; at !== 0; at = this.#tree.above(at)) this.sums.set(at, (this.sums.get(at) ?? 0) + 1);
    }
  }

  becameTopic(node: number): void {
    this.topics.push(node);
  }

  readonly #counted = new Set<number>();
}

describe('TopicTree', () => {
  it('keeps 100,000 random hostile topics exact, distinct and in order, as a plain model does', () => {
    const words = [
      '',
      '__proto__',
      'toString',
      'constructor',
      '$SYS',
      'a',
      'A',
      'a ',
      '0',
      '00',
      '7',
      'line-2',
      'line-10'
    ];
    words.push(
      '\xff',
      '\xfe',
      '\x00',
      '\xc3\xa9',
      'e',
      'E\xcc\x81',
      '\xe6\xb8\xa9',
      '\xed\xa0\x80',
      '\xe2\x80\xae',
      'x'.repeat(300)
    );
    const random = randomFrom(11);
    const pick = (): string => {
      const word = words[Math.floor(random() * words.length)] ?? '';
      return random() < 0.5 ? word : `${word}${Math.floor(random() * 500)}`;
    };
    const tree = new TopicTree({ maxNodes: 2_000_000, random });
    const watcher = new Counting(tree);
    tree.watch(watcher);
    const model = new Map<string, number>();
    const kids = new Map<string, Set<string>>();
    for (let round = 0; round < 100_000; round += 1) {
      const topic = Array.from({ length: 1 + Math.floor(random() * 5) }, pick).join('/');
      same(find(tree, topic), model.get(topic) ?? -1);
      const node = place(tree, topic);
      if (round % 20_000 === 0) recount(tree, watcher);
      if (model.has(topic)) same(node, model.get(topic));
      model.set(topic, node);
      const segments = topic.split('/');
      segments.forEach((segment, depth) => {
        const parent = segments
          .slice(0, depth)
          .map((each) => `/${each}`)
          .join('');
        const known = kids.get(parent);
        if (known) known.add(segment);
        else kids.set(parent, new Set([segment]));
      });
    }
    recount(tree, watcher);
    expect(new Set(model.values()).size).toBe(model.size);
    expect(tree.topicCount).toBe(model.size);
    expect(watcher.topics.sort((a, b) => a - b)).toEqual([...model.values()].sort((a, b) => a - b));
    for (const [topic, node] of model) {
      same(topicOf(tree, node), topic);
      same(tree.isTopic(node), true);
      same(tree.depth(node), topic.split('/').length);
    }
    const names = new Map<number, string>([[0, '']]);
    for (let node = 0; node < tree.nodeCount; node += 1) {
      const name = names.get(node) ?? '';
      const ordered = children(tree, node);
      same(ordered.length, tree.childCount(node));
      const segments = ordered.map((child) => segmentOf(tree, child));
      same(segments.join('\n'), [...segments].sort(comparePlainly).join('\n'));
      same([...segments].sort().join('\n'), [...(kids.get(name) ?? [])].sort().join('\n'));
      same(watcher.sums.get(tree.childRoot(node)) ?? 0, ordered.length);
      for (const [index, child] of ordered.entries()) {
        same(tree.parent(child), node);
        same(tree.childNamed(node, bytesOf(segments[index] ?? '')), child);
        names.set(child, `${name}/${segments[index] ?? ''}`);
      }
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  }, 60_000);

  it('sorts as people count, without regard to case, accents beside their letter, $SYS first', () => {
    const inOrder = [
      '$SYS',
      '',
      '$share',
      '-',
      '2',
      '02',
      '10',
      'Alpha',
      'beta',
      'e',
      'é',
      'f',
      'line-2',
      'Line-3',
      'line-10',
      'z',
      '温'
    ];
    for (const seed of [1, 2, 3]) {
      const random = randomFrom(seed);
      const tree = new TopicTree(small);
      const shuffled = inOrder.map((name) => ({ name, at: random() })).sort((a, b) => a.at - b.at);
      for (const { name } of shuffled) place(tree, Buffer.from(name).toString('latin1'));
      const shown = children(tree, 0).map((node) => Buffer.from(tree.segmentBytes(tree.segmentId(node))).toString());
      expect(shown.filter((name) => !['2', '02'].includes(name))).toEqual(
        inOrder.filter((name) => !['2', '02'].includes(name))
      );
      expect(shown.slice(4, 6).sort()).toEqual(['02', '2']);
    }
  });

  it('orders numbers of any length by value', () => {
    const tree = new TopicTree(small);
    const numbers = [
      '9',
      '10',
      '99',
      `1${'0'.repeat(300)}`,
      `2${'0'.repeat(300)}`,
      `1${'0'.repeat(301)}`,
      `1${'0'.repeat(900)}`
    ];
    for (const number of [...numbers].reverse()) place(tree, `n${number}`);
    expect(children(tree, 0).map((node) => segmentOf(tree, node).slice(1))).toEqual(numbers);
  });

  it('gives the same order whatever came first, also for bytes that are no text', () => {
    const random = randomFrom(5);
    const topics = Array.from({ length: 2_000 }, () =>
      Array.from({ length: 3 }, () => String.fromCharCode(Math.floor(random() * 256)))
        .join('')
        .replaceAll('/', '.')
    );
    const orders = [topics, [...topics].reverse(), [...topics].sort()].map((order) => {
      const tree = new TopicTree(small);
      for (const topic of order) place(tree, topic);
      return children(tree, 0).map((node) => segmentOf(tree, node));
    });
    expect(orders[1]).toEqual(orders[0]);
    expect(orders[2]).toEqual(orders[0]);
    expect(orders[0]?.length).toBe(new Set(topics).size);
  });

  it('tells apart empty levels and what is no UTF-8', () => {
    const tree = new TopicTree(small);
    const topics = ['a', 'a/', '/a', '/', '//', 'a//b', 'a/b', '', 'a\xff', 'a\xfe', 'a\x00'];
    const nodes = topics.map((topic) => place(tree, topic));
    expect(new Set(nodes).size).toBe(topics.length);
    expect(topics.map((topic) => find(tree, topic))).toEqual(nodes);
    expect(nodes.map((node) => topicOf(tree, node))).toEqual(topics);
  });

  it('holds the longest topic and the deepest ones', () => {
    const tree = new TopicTree({ maxNodes: 10_000_000 });
    const long = 'x'.repeat(65_535);
    expect(topicOf(tree, place(tree, long))).toBe(long);
    const deepest = place(tree, '/'.repeat(65_535));
    expect(tree.depth(deepest)).toBe(65_536);
    expect(topicOf(tree, deepest)).toBe('/'.repeat(65_535));
    for (let each = 0; each < 70; each += 1) {
      const topic = `${each}${'/a'.repeat(32_000)}`;
      expect(topicOf(tree, place(tree, topic))).toBe(topic);
    }
  });

  it('says when a branch gets a message of its own', () => {
    const tree = new TopicTree(small);
    const watcher = new Counting(tree);
    tree.watch(watcher);
    const leaf = place(tree, 'a/b/c');
    const branch = place(tree, 'a/b');
    place(tree, 'a/b');
    expect(watcher.topics).toEqual([leaf, branch]);
    expect(tree.isTopic(tree.parent(branch))).toBe(false);
  });

  it('takes all of a topic or nothing when it is full, of nodes or of text', () => {
    const tree = new TopicTree({ maxNodes: 4 });
    expect(place(tree, 'a/b')).toBeGreaterThan(0);
    expect(place(tree, 'a/c/d')).toBe(-1);
    expect(tree.nodeCount).toBe(3);
    expect(place(tree, 'a/c')).toBe(3);
    expect(place(tree, 'a/b')).toBe(2);
    expect(place(tree, 'e')).toBe(-1);
    expect(tree.topicCount).toBe(2);

    const narrow = new TopicTree({ maxNodes: 1_000_000, maxTextBytes: 8_000_000 });
    let placed = 0;
    while (placed < 1_000 && place(narrow, `${placed}${'x'.repeat(60_000)}`) >= 0) placed += 1;
    expect(placed).toBeGreaterThan(10);
    expect(placed).toBeLessThan(134);
    expect(narrow.memoryBytes).toBeLessThan(16_000_000);
    expect(place(narrow, `0${'x'.repeat(60_000)}`)).toBeGreaterThan(0);
  });

  it('tells a watcher of the room there is, and nothing after it left', () => {
    const tree = new TopicTree({ maxNodes: 200_000 });
    const watcher = new Counting(tree);
    const leave = tree.watch(watcher);
    expect(watcher.capacity).toBe(65_536);
    for (let each = 0; each < 70_000; each += 1) place(tree, `t${each}`);
    expect(watcher.capacity).toBe(131_072);
    leave();
    place(tree, 'one more');
    expect(watcher.topics.length).toBe(70_000);
  });
});
