import v8 from 'node:v8';
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { TopicTree } from '../../electron/engine/store/topic-tree';
import { randomFrom } from '../support/arrival';
import { bySize, percentile, report, rounded, spread } from './report';

// What facts/limits.md 4 measured in the prototype, on the product's tree: topics as bytes, in random order.

const runs = bySize({ small: 1, usual: 3, full: 3 });
const finds = bySize({ small: 20_000, usual: 2_000_000, full: 2_000_000 });
const hotTopics = 1_000;
const measurements = ['temperature', 'pressure', 'state', 'power', 'speed'];

/** Topics one after the other in one array, as chunks of a socket hold them. */
interface Topics {
  readonly bytes: Uint8Array;
  /** Where each begins; one more than there are topics. */
  readonly starts: Uint32Array;
  readonly count: number;
}

interface Shape {
  readonly name: string;
  /** The same number always gives the same topic, another another. */
  readonly topic: (number: number) => string;
}

const shapes: readonly Shape[] = [
  {
    name: 'regular',
    topic: (number) => {
      const device = Math.floor(number / measurements.length);
      const [plant, area] = [Math.floor(device / 20_000) % 100, Math.floor(device / 1_000) % 20];
      const line = Math.floor(device / 50) % 20;
      const padded = (part: number, digits: number): string => `${part}`.padStart(digits, '0');
      const name = `device-${padded(device % 50, 4)}`;
      return `plant-${padded(plant, 2)}/area-${padded(area, 2)}/line-${padded(line, 2)}/${name}/${measured(number)}`;
    }
  },
  {
    name: 'wide',
    topic: (number) =>
      `fleet/eu/vehicle-${vehicle(Math.floor(number / measurements.length))}/telemetry/${measured(number)}`
  }
];

const counts = bySize({ small: [5_000], usual: [100_000, 1_000_000], full: [100_000, 1_000_000, 2_000_000] });

interface Result {
  readonly insertsPerSecond: number;
  /** Of processor time: what other processes take away does not count. */
  readonly insertsPerCpuSecond: number;
  readonly randomFindsPerSecond: number;
  readonly hotFindsPerSecond: number;
  readonly bytesPerTopic: number;
  readonly arrayBufferBytesPerTopic: number;
  readonly rssMB: number;
  readonly worstPlaceMs: number;
}

describe('tree', () => {
  it.each(shapes.flatMap((shape) => counts.map((count) => ({ shape, count, name: shape.name }))))(
    '$count $name topics',
    ({ shape, count }) => {
      const topics = encoded(shape, count);
      const leastMs = new Float32Array(count).fill(Infinity);
      const results = Array.from({ length: runs }, (_, run) => measure(topics, run, leastMs));
      const column = (key: keyof Result, digits = 0) => {
        const { min, median, max } = spread(results.map((result) => result[key]));
        return { min: rounded(min, digits), median: rounded(median, digits), max: rounded(max, digits) };
      };
      const figures = {
        'inserts/s': column('insertsPerSecond'),
        'inserts/s of processor time': column('insertsPerCpuSecond'),
        'finds/s, random': column('randomFindsPerSecond'),
        [`finds/s, ${hotTopics.toLocaleString('en-US')} hot`]: column('hotFindsPerSecond'),
        'bytes/topic, counted': column('bytesPerTopic', 1),
        'bytes/topic, array buffers': column('arrayBufferBytesPerTopic', 1),
        'RSS grown, MB': column('rssMB', 1),
        'worst place, ms': column('worstPlaceMs', 2)
      };
      // The same secrets grow the same tables at the same topics: a pause that is not in every run is not the tree's.
      const worstInAllRunsMs = rounded(
        leastMs.reduce((worst, ms) => Math.max(worst, ms), 0),
        2
      );
      const rows = [
        ...Object.entries(figures).map(([figure, values]) => ({ figure, ...values })),
        { figure: 'worst place in all runs, ms', median: worstInAllRunsMs }
      ];
      report('tree', rows, {
        part: `${shape.name}, ${count.toLocaleString('en-US')} topics`,
        runs,
        figures,
        worstInAllRunsMs
      });
    }
  );

  it('new siblings among 200,000', () => {
    const siblings = bySize({ small: 2_000, usual: 200_000, full: 200_000 });
    const fresh = bySize({ small: 200, usual: 20_000, full: 20_000 });
    const name = (number: number): string => `fleet/vehicle-${vehicle(number)}`;
    const topics = encoded({ name: 'siblings', topic: name }, siblings + fresh);
    const tree = new TopicTree({ maxNodes: 4_000_000 });
    for (let at = 0; at < siblings; at += 1) place(tree, topics, at);
    const microseconds: number[] = [];
    for (let at = siblings; at < topics.count; at += 1) {
      const startedMs = performance.now();
      place(tree, topics, at);
      microseconds.push((performance.now() - startedMs) * 1_000);
    }
    const parent = tree.childNamed(0, Buffer.from('fleet'));
    expect(tree.childCount(parent)).toBe(siblings + fresh);
    const row = {
      siblings,
      'median µs': rounded(percentile(microseconds, 0.5), 2),
      'p99 µs': rounded(percentile(microseconds, 0.99), 2),
      'max µs': rounded(percentile(microseconds, 1), 2)
    };
    report('tree', [row], { part: 'a new sibling', ...row });
  });

  it('70 topics of 32,768 levels', () => {
    const tree = new TopicTree({ maxNodes: 4_000_000 });
    const milliseconds: number[] = [];
    for (let each = 0; each < bySize({ small: 3, usual: 70, full: 70 }); each += 1) {
      const bytes = Buffer.from(`${each}${'/'.repeat(32_767)}`);
      const startedMs = performance.now();
      expect(tree.depth(tree.place(bytes, 0, bytes.length))).toBe(32_768);
      milliseconds.push(performance.now() - startedMs);
    }
    const { min, median, max } = spread(milliseconds);
    const row = { 'min ms': rounded(min, 2), 'median ms': rounded(median, 2), 'max ms': rounded(max, 2) };
    report('tree', [row], { part: 'the deepest topics', ...row });
  });
});

function measure(topics: Topics, run: number, leastMs: Float32Array): Result {
  const random = randomFrom(run + 1);
  collectGarbage();
  const before = process.memoryUsage();
  const tree = new TopicTree({ maxNodes: 8_000_000 });
  const startedMs = performance.now();
  const startedCpu = process.cpuUsage();
  for (let at = 0; at < topics.count; at += 1) place(tree, topics, at);
  const insertMs = performance.now() - startedMs;
  const used = process.cpuUsage(startedCpu);
  expect(tree.topicCount).toBe(topics.count);
  collectGarbage();
  const after = process.memoryUsage();

  const randomFindsPerSecond = findsPerSecond(tree, topics, random, topics.count);
  const hotFindsPerSecond = findsPerSecond(tree, topics, random, Math.min(hotTopics, topics.count));

  // Looking at the clock costs as much as a find: pauses have a tree of their own.
  const paused = new TopicTree({ maxNodes: 8_000_000, random: randomFrom(3) });
  let worstPlaceMs = 0;
  let lastMs = performance.now();
  for (let at = 0; at < topics.count; at += 1) {
    place(paused, topics, at);
    const nowMs = performance.now();
    worstPlaceMs = Math.max(worstPlaceMs, nowMs - lastMs);
    leastMs[at] = Math.min(leastMs[at] ?? 0, nowMs - lastMs);
    lastMs = nowMs;
  }
  expect(paused.nodeCount).toBe(tree.nodeCount);
  return {
    insertsPerSecond: (topics.count / insertMs) * 1_000,
    insertsPerCpuSecond: (topics.count / (used.user + used.system)) * 1_000_000,
    randomFindsPerSecond,
    hotFindsPerSecond,
    bytesPerTopic: tree.memoryBytes / topics.count,
    arrayBufferBytesPerTopic: (after.arrayBuffers - before.arrayBuffers) / topics.count,
    rssMB: (after.rss - before.rss) / 1_000_000,
    worstPlaceMs
  };
}

function findsPerSecond(tree: TopicTree, topics: Topics, random: () => number, among: number): number {
  const which = Uint32Array.from({ length: finds }, () => Math.floor(random() * among));
  let missing = 0;
  const startedMs = performance.now();
  for (let at = 0; at < finds; at += 1) {
    const topic = which[at] ?? 0;
    const node = tree.find(topics.bytes, topics.starts[topic] ?? 0, topics.starts[topic + 1] ?? 0);
    if (node < 0) missing += 1;
  }
  const perSecond = (finds / (performance.now() - startedMs)) * 1_000;
  expect(missing).toBe(0);
  return perSecond;
}

function place(tree: TopicTree, topics: Topics, at: number): void {
  tree.place(topics.bytes, topics.starts[at] ?? 0, topics.starts[at + 1] ?? 0);
}

/** The first `count` topics of a shape in random order. */
function encoded(shape: Shape, count: number): Topics {
  const random = randomFrom(count);
  const numbers = Uint32Array.from({ length: count }, (_, number) => number);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const number = numbers[at] ?? 0;
    numbers[at] = numbers[other] ?? 0;
    numbers[other] = number;
  }
  const bytes = Buffer.alloc(count * 64);
  const starts = new Uint32Array(count + 1);
  let end = 0;
  for (let at = 0; at < count; at += 1) {
    starts[at] = end;
    end += bytes.write(shape.topic(numbers[at] ?? 0), end, 'latin1');
  }
  starts[count] = end;
  return { bytes, starts, count };
}

function measured(number: number): string {
  return measurements[number % measurements.length] ?? '';
}

/** Eight hexadecimal digits without order; an odd factor: none comes twice. */
function vehicle(number: number): string {
  return (Math.imul(number, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
}

/** Without it the figures hold what earlier runs left. Vitest's processes are not started with --expose-gc. */
function collectGarbage(): void {
  v8.setFlagsFromString('--expose-gc');
  vm.runInNewContext('gc()');
}
