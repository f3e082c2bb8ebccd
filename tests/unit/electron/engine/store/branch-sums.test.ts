import { describe, expect, it } from 'vitest';
import { Activity } from '../../../../../electron/engine/store/activity';
import { BranchSums } from '../../../../../electron/engine/store/branch-sums';
import { NodeRecords } from '../../../../../electron/engine/store/node-records';
import { randomFrom } from '../../../../support/arrival';

/** A tree in its plainest form, that tells of its nodes as TopicTree does. */
class PlainTree {
  readonly parents = [-1];
  readonly children: Map<string, number>[] = [new Map()];
  readonly topics = new Set<number>();
  readonly changed: number[] = [];
  readonly sums: BranchSums;
  readonly activity = new Activity();

  constructor(capacity: number) {
    const records = new NodeRecords();
    records.reserve(capacity);
    this.sums = new BranchSums(
      { parent: (node) => this.parents[node] ?? -1, isTopic: (node) => this.topics.has(node) },
      records,
      this.activity,
      (node) => this.changed.push(node)
    );
    this.sums.reserve(capacity);
  }

  place(topic: string): number {
    let node = 0;
    let first = 0;
    for (const segment of topic.split('/')) {
      const known = this.children[node]?.get(segment);
      const child = known ?? this.parents.length;
      if (known === undefined) {
        first ||= child;
        this.parents.push(node);
        this.children.push(new Map());
        this.children[node]?.set(segment, child);
      }
      node = child;
    }
    const isNew = !this.topics.has(node);
    this.topics.add(node);
    if (first > 0) this.sums.placed(first, node);
    else if (isNew) this.sums.becameTopic(node);
    return node;
  }

  append(topic: string, bucket = 200, atMs = bucket * 5_000): number {
    const before = this.topics.size;
    const node = this.place(topic);
    this.sums.note(node, bucket, atMs, this.topics.size > before);
    return node;
  }

  figures(node: number): unknown {
    const source = this.sums.source(node);
    const { sums } = this;
    return [
      sums.messages(source),
      sums.topicsBelow(source) + (source !== node && this.topics.has(source) ? 1 : 0),
      sums.lastAtMs(source)
    ];
  }
}

describe('BranchSums', () => {
  it('equals a plain count of every node while chains of single children come apart', () => {
    const random = randomFrom(29);
    for (let round = 0; round < 12; round += 1) {
      const tree = new PlainTree(10_000);
      const seen: { topic: string; bucket: number; atMs: number }[] = [];
      let bucket = 200;
      for (let step = 0; step < 400; step += 1) {
        if (random() < 0.02) bucket += 1 + Math.floor(random() * 5);
        const depth = 1 + Math.floor(random() ** 2 * 12);
        // Mostly one word, so that long chains come to be, branch off and become topics in their middle.
        const topic = Array.from({ length: depth }, () => (random() < 0.9 ? 'a' : 'b')).join('/');
        const atMs = bucket * 5_000 + Math.floor(random() * 5_000);
        tree.append(topic, bucket, atMs);
        seen.push({ topic, bucket, atMs });
        if (step % 25 !== 0) continue;
        tree.sums.settle();
        const topics = [...new Set(seen.map((one) => one.topic))];
        const paths = new Set(
          topics.flatMap((one) => one.split('/').map((_, at, all) => all.slice(0, at + 1).join('/')))
        );
        for (const path of ['', ...paths]) {
          const node = path === '' ? 0 : path.split('/').reduce((at, one) => tree.children[at]?.get(one) ?? -1, 0);
          const below = seen.filter((one) => path === '' || one.topic === path || one.topic.startsWith(`${path}/`));
          const topicsBelow = topics.filter((one) => path === '' || one.startsWith(`${path}/`)).length;
          expect(tree.figures(node), path).toEqual([
            below.length,
            topicsBelow,
            Math.max(...below.map((one) => one.atMs))
          ]);
          const bars = Array.from(
            { length: 12 },
            (_, bar) => below.filter((one) => one.bucket === bucket - 11 + bar).length
          );
          expect(tree.activity.bars(tree.sums.source(node), bucket), path).toEqual(bars);
        }
      }
    }
  });

  it('visits two nodes for a message on 32,768 levels, also of 10 such topics', () => {
    const tree = new PlainTree(10 * 32_768 + 1);
    const topics = Array.from({ length: 10 }, (_, number) => `${number}${'/x'.repeat(32_767)}`);
    const leaves = topics.map((topic) => tree.append(topic));
    tree.sums.settle();
    tree.changed.length = 0;
    for (const leaf of leaves) tree.sums.note(leaf, 200, 1_000_000, false);
    tree.sums.settle();
    expect(tree.changed.length).toBe(11);
    expect(tree.figures(0)).toEqual([20, 10, 1_000_000]);
    const halfway = (leaves[3] ?? 0) - 16_000;
    expect(tree.figures(halfway)).toEqual([2, 1, 1_000_000]);
    expect(tree.sums.source(halfway)).toBe(leaves[3]);
  });

  it('visits each branch once, however many messages came', () => {
    const tree = new PlainTree(10_000);
    for (let step = 0; step < 5_000; step += 1) tree.append(`plant/line-${step % 10}/device-${step % 1_000}`);
    tree.sums.settle();
    tree.changed.length = 0;
    for (let step = 0; step < 5_000; step += 1) tree.append(`plant/line-${step % 10}/device-${step % 1_000}`);
    tree.sums.settle();
    expect(tree.changed.length).toBe(1_000 + 10 + 1 + 1);
    expect(new Set(tree.changed).size).toBe(tree.changed.length);
  });

  it('carries up by itself before too many nodes are waiting', () => {
    const tree = new PlainTree(60_000);
    for (let step = 0; step < 40_000; step += 1) tree.append(`a/${step}`);
    expect(tree.sums.messages(0)).toBeGreaterThan(20_000);
    tree.sums.settle();
    expect(tree.figures(0)).toEqual([40_000, 40_000, 1_000_000]);
  });
});
