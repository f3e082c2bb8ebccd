import { describe, expect, it } from 'vitest';
import { compareSegments } from '../../../../../electron/engine/store/natural-order';
import { TopicTree } from '../../../../../electron/engine/store/topic-tree';
import { randomFrom } from '../../../../support/arrival';

const hostile = [
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
  '\u202e',
  '\ud800',
  'é'
];

describe('TopicTree', () => {
  it('keeps 20,000 random hostile topics exact, distinct and in order, and leaves Object.prototype alone', () => {
    const random = randomFrom(11);
    const tree = new TopicTree(1_000_000);
    const model = new Map<string, number>();
    for (let round = 0; round < 20_000; round += 1) {
      const levels = 1 + Math.floor(random() * 6);
      const segments = Array.from({ length: levels }, () => hostile[Math.floor(random() * hostile.length)]);
      const topic = segments.join('/');
      const id = tree.place(topic)?.id ?? -1;
      expect(model.get(topic) ?? id).toBe(id);
      model.set(topic, id);
      if (round % 100 === 0) tree.childrenInOrder(Math.floor(random() * tree.nodeCount));
    }
    expect(new Set(model.values()).size).toBe(model.size);
    for (const [topic, id] of model) expect(tree.topic(id)).toBe(topic);
    for (let id = 0; id < tree.nodeCount; id += 1) {
      const children = tree.childrenInOrder(id);
      expect(children.length).toBe(tree.node(id)?.children?.size ?? 0);
      const segments = children.map((child) => tree.node(child)?.segment ?? '');
      expect(segments).toEqual([...segments].sort(compareSegments));
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('tells apart empty levels', () => {
    const tree = new TopicTree(100);
    const ids = ['a', 'a/', '/a', '/', '//', 'a//b', 'a/b', ''].map((topic) => tree.place(topic)?.id);
    expect(new Set(ids).size).toBe(8);
    expect(tree.find('a//b')?.id).toBe(ids[5]);
  });

  it('holds the longest topic and the deepest one', () => {
    const tree = new TopicTree(100_000);
    const deep = '/'.repeat(65_535);
    const long = 'x'.repeat(65_535);
    const deepest = tree.place(deep);
    expect(deepest?.depth).toBe(65_536);
    expect(tree.topic(deepest?.id ?? 0)).toBe(deep);
    expect(tree.topic(tree.place(long)?.id ?? 0)).toBe(long);
  });

  it('takes all of a topic or nothing when it is full', () => {
    const tree = new TopicTree(4);
    expect(tree.place('a/b')).not.toBeNull();
    expect(tree.place('a/c/d')).toBeNull();
    expect(tree.nodeCount).toBe(3);
    expect(tree.place('a/c')).not.toBeNull();
    expect(tree.place('a/b')).not.toBeNull();
    expect(tree.place('e')).toBeNull();
  });
});
