import { describe, expect, it } from 'vitest';
import { TopicTree } from '../../electron/engine/store/topic-tree';
import { FilterScan } from '../../electron/engine/view/filter-scan';
import { TopicQuery } from '../../electron/engine/view/topic-query';
import { VisibleRows } from '../../electron/engine/view/visible-rows';
import { randomFrom } from '../support/arrival';
import { bySize, percentile, report, rounded, spread } from './report';

// What facts/limits.md 4 measured in the prototype, on the product's rows, and the filter over them.

const topicCount = bySize({ small: 5_000, usual: 1_000_000, full: 1_000_000 });
const samples = bySize({ small: 200, usual: 5_000, full: 20_000 });
const filterRuns = bySize({ small: 1, usual: 3, full: 5 });
const pageRows = 50;
const sliceMs = 4;
/** What the engine does beside the filter, as a part of its time. */
const otherWork = 0.25;

interface Shape {
  readonly name: string;
  readonly topic: (index: number) => string;
  /** A new sibling of many others, in view. */
  readonly fresh: (index: number) => string;
  readonly words: Readonly<Record<string, string>>;
}

const leaves = ['temperature', 'speed', 'pressure', 'state', 'energy'];
const twoDigits = (value: number): string => String(value).padStart(2, '0');

function regular(index: number): string {
  const device = Math.floor(index / 5);
  const place = `plant-${twoDigits(device % 10)}/area-${twoDigits(Math.floor(device / 10) % 10)}`;
  const line = `line-${twoDigits(Math.floor(device / 100) % 20)}`;
  return `${place}/${line}/device-${String(device).padStart(4, '0')}/${leaves[index % 5]}`;
}

function wide(index: number): string {
  const vehicle = (Math.imul(Math.floor(index / 5), 2_654_435_761) >>> 0).toString(16).padStart(8, '0');
  return `fleet/eu/vehicle-${vehicle}/telemetry/${leaves[index % 5]}`;
}

const freshRegular = (index: number): string => regular((index * 7_919) % topicCount).replace(/[^/]+$/, `new-${index}`);
const freshWide = (index: number): string => `fleet/eu/${index}-new/telemetry/speed`;

const usualWords = { all: 'e', none: 'nothing like it', MQTT: '+/+/+/+/speed' };
const shapes: readonly Shape[] = [
  { name: 'regular', topic: regular, fresh: freshRegular, words: { ...usualWords, few: 'plant-03/area-04' } },
  { name: 'wide', topic: wide, fresh: freshWide, words: { ...usualWords, few: 'e1/tele' } }
];

/** A tree in which the topics arrived in random order, and one more watcher: the rows of a window. */
class Planted {
  readonly tree = new TopicTree({ maxNodes: 4_000_000, random: randomFrom(1) });
  readonly topics: readonly string[];
  #reserved = 0;

  constructor(shape: Shape) {
    const random = randomFrom(5);
    const topics = Array.from({ length: topicCount }, (_, index) => shape.topic(index));
    for (let at = topics.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1));
      [topics[at], topics[other]] = [topics[other] ?? '', topics[at] ?? ''];
    }
    this.topics = topics;
    for (const topic of topics) this.place(topic);
  }

  place(topic: string): number {
    const bytes = Buffer.from(topic);
    return this.tree.place(bytes, 0, bytes.length);
  }

  rows(letInNew: boolean): { rows: VisibleRows; end: () => void } {
    const rows = new VisibleRows(this.tree);
    const end = this.tree.watch({
      reserve: (capacity) => {
        this.#reserved = capacity;
        rows.reserve(capacity);
      },
      rotated: (lower, upper) => rows.rotated(lower, upper),
      placed: (first, leaf) => {
        for (let node = leaf; letInNew && node >= first; node -= 1) rows.letIn(node);
      },
      becameTopic: () => undefined
    });
    return { rows, end };
  }

  get reserved(): number {
    return this.#reserved;
  }
}

function timed(work: () => void): number {
  const startedMs = performance.now();
  work();
  return performance.now() - startedMs;
}

type Figures = Readonly<Record<string, number>>;

function timesOf(name: string, count: number, work: () => void): Figures {
  const ms = Array.from({ length: count }, () => timed(work));
  return { [`${name}Ms`]: rounded(spread(ms).median, 4), [`${name}P99Ms`]: rounded(percentile(ms, 0.99), 4) };
}

function measureRows(planted: Planted, shape: Shape): Figures {
  const random = randomFrom(7);
  const below = (count: number): number => Math.floor(random() * count);
  const { tree } = planted;
  const { rows, end } = planted.rows(true);
  const letInAllMs = timed(() => rows.letInAll());
  const openAllMs = timed(() => rows.openBranch(0));
  const length = rows.length;
  const page = (): void => {
    const rank = below(rows.length);
    const drawn = rows.slice(rank, rank + pageRows);
    if (drawn.length < Math.min(pageRows, rows.length - rank)) throw new Error(`rank ${rank}`);
  };
  const known = tree.nodeCount - 1;
  const node = (): number => 1 + below(known);
  const window = timesOf('window', samples, page);
  let fresh = 0;
  const insert = timesOf('insertAndWindow', samples, () => {
    fresh += 1;
    planted.place(shape.fresh(fresh));
    page();
  });
  const rank = timesOf('rankOf', samples, () => {
    if (rows.rankOf(node()) < 0) throw new Error('all that were there are in view');
  });
  const toggle = timesOf('openOrClose', samples, () => {
    const at = node();
    rows.setOpen(at, !rows.isOpen(at));
  });
  for (let check = 0; check < samples; check += 1) {
    const at = below(rows.length);
    expect(rows.rankOf(rows.nodeAt(at) ?? 0)).toBe(at);
  }
  const closeAllMs = timed(() => rows.closeAll());
  const bytesPerTopic = rows.memoryBytes / (planted.reserved / tree.nodeCount) / tree.topicCount;
  end();
  // Leaves, and branches that are not folded into the row of their only child.
  expect(length).toBeGreaterThan(topicCount);
  expect(rows.length).toBeLessThanOrEqual(10);
  return {
    rows: length,
    ...window,
    ...insert,
    ...rank,
    ...toggle,
    letInAllMs: rounded(letInAllMs),
    openAllMs: rounded(openAllMs),
    closeAllMs: rounded(closeAllMs),
    viewBytesPerTopic: rounded(bytesPerTopic)
  };
}

interface Filtered {
  readonly firstRowsMs: number;
  readonly completeMs: number;
  readonly longestSliceMs: number;
  /** Of the slices alone, without what other processes took. */
  readonly cpuMs: number;
  readonly matches: number;
  readonly memoryMB: number;
}

/** As a session runs it: slices, and between them the engine's other work. */
function filter(planted: Planted, text: string): Filtered {
  const startedMs = performance.now();
  const query = TopicQuery.read(text);
  if (query === null) throw new Error(text);
  const { rows, end } = planted.rows(false);
  const scan = new FilterScan(planted.tree, query, rows);
  let firstRowsMs = 0;
  let longestSliceMs = 0;
  let cpuMs = 0;
  for (let done = false; !done;) {
    const sliceStartedMs = performance.now();
    const cpuBefore = process.cpuUsage();
    done = scan.step(sliceStartedMs + sliceMs);
    const cpu = process.cpuUsage(cpuBefore);
    cpuMs += (cpu.user + cpu.system) / 1_000;
    const nowMs = performance.now();
    longestSliceMs = Math.max(longestSliceMs, nowMs - sliceStartedMs);
    if (firstRowsMs === 0 && (rows.length >= pageRows || done)) firstRowsMs = nowMs - startedMs;
    const busyUntilMs = nowMs + ((nowMs - sliceStartedMs) * otherWork) / (1 - otherWork);
    while (!done && performance.now() < busyUntilMs);
  }
  const completeMs = performance.now() - startedMs;
  end();
  const memoryMB = (scan.memoryBytes + rows.memoryBytes) / 1_000_000;
  return { firstRowsMs, completeMs, longestSliceMs, cpuMs, matches: scan.matches, memoryMB };
}

function plainMatches(topics: readonly string[], text: string): number {
  // Each of these topics has five levels, so this filter of five matches by its last.
  const wanted = text === usualWords.MQTT ? /\/speed$/ : new RegExp(text);
  return topics.filter((topic) => wanted.test(topic)).length;
}

describe('view', () => {
  it('finds, changes and filters the rows of very many topics', () => {
    const figures: Record<string, Figures> = {};
    const filters: Record<string, string | number>[] = [];
    for (const shape of shapes) {
      const planted = new Planted(shape);
      for (const [name, text] of Object.entries(shape.words)) {
        const runs = Array.from({ length: filterRuns }, () => filter(planted, text));
        for (const run of runs) expect(run.matches).toBe(plainMatches(planted.topics, text));
        const complete = spread(runs.map((run) => run.completeMs));
        filters.push({
          shape: shape.name,
          filter: name,
          matches: runs[0]?.matches ?? 0,
          firstRowsMs: rounded(spread(runs.map((run) => run.firstRowsMs)).median),
          firstRowsMaxMs: rounded(spread(runs.map((run) => run.firstRowsMs)).max),
          completeMinMs: rounded(complete.min),
          completeMs: rounded(complete.median),
          completeMaxMs: rounded(complete.max),
          longestSliceMs: rounded(spread(runs.map((run) => run.longestSliceMs)).max),
          cpuMs: rounded(spread(runs.map((run) => run.cpuMs)).median),
          memoryMB: rounded(runs[0]?.memoryMB ?? 0)
        });
      }
      figures[shape.name] = measureRows(planted, shape);
    }
    const names = Object.keys(Object.values(figures)[0] ?? {});
    const table = names.map((figure) => {
      const row: Record<string, string | number> = { figure };
      for (const shape of shapes) row[shape.name] = figures[shape.name]?.[figure] ?? 0;
      return row;
    });
    report('view: rows', table, { topics: topicCount, pageRows, samples, ...figures });
    report('view: filter', filters, { topics: topicCount, runs: filterRuns, otherWork, sliceMs, filters });
  });
});
