import { describe, expect, it } from 'vitest';
import { TopicTree } from '../../../../../electron/engine/store/topic-tree';
import { FilterScan } from '../../../../../electron/engine/view/filter-scan';
import { TopicQuery } from '../../../../../electron/engine/view/topic-query';
import { VisibleRows } from '../../../../../electron/engine/view/visible-rows';
import { randomFrom } from '../../../../support/arrival';
import { CountedOrder } from '../../../../support/counted-order';
import { PlainRows } from '../../../../support/plain-rows';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

class Run {
  readonly tree: TopicTree;
  readonly rows: VisibleRows;
  fresh: (node: number) => void = () => undefined;

  constructor(tree = new TopicTree({ maxNodes: 100_000, random: randomFrom(1) })) {
    this.tree = tree;
    this.rows = new VisibleRows(tree);
    tree.watch({
      reserve: (capacity) => this.rows.reserve(capacity),
      rotated: (lower, upper) => this.rows.rotated(lower, upper),
      placed: (_first, leaf) => this.fresh(leaf),
      becameTopic: (node) => this.fresh(node)
    });
  }

  place(topic: string | Uint8Array): number {
    const bytes = typeof topic === 'string' ? encoder.encode(topic) : topic;
    return this.tree.place(bytes, 0, bytes.length);
  }

  scan(text: string, oneByOne?: number): FilterScan {
    const query = TopicQuery.read(text);
    if (query === null) throw new Error('nothing to look for');
    return new FilterScan(this.tree, query, this.rows, oneByOne);
  }

  topic(node: number): string {
    return decoder.decode(this.tree.topicBytes(node));
  }

  /** Rows with a value and closed branches, in order. */
  get shown(): readonly string[] {
    const rows = this.rows.slice(0, this.rows.length);
    return rows
      .filter((row) => !row.branch || !row.open || this.rows.showsValue(row.node))
      .map((row) => this.topic(row.node));
  }
}

function found(topics: readonly string[], text: string): readonly string[] {
  const run = new Run();
  for (const topic of topics) run.place(topic);
  const scan = run.scan(text);
  expect(scan.step(Number.POSITIVE_INFINITY)).toBe(true);
  const matching = topics.filter((topic) => scan.test(run.place(topic)));
  expect(scan.matches).toBe(matching.length);
  for (const topic of matching) expect(run.shown).toContain(topic);
  return [...matching].sort();
}

describe('words', () => {
  it.each([
    ['pump', ['a/Pump-1/x', 'pumps']],
    ['PUMP x', ['a/Pump-1/x']],
    ['1/x', ['a/Pump-1/x']],
    ['a/pump-1/', ['a/Pump-1/x']],
    ['/', ['a/Pump-1/x', 'öl/é']],
    ['//', []],
    ['ÖL/É', ['öl/é']],
    ['s', ['pumps']]
  ])('%j stands in the topic, in any case and across levels', (text, expected) => {
    expect(found(['a/Pump-1/x', 'pumps', 'öl/é'], text)).toEqual(expected);
  });

  it('finds bytes that are no UTF-8 as U+FFFD', () => {
    const run = new Run();
    run.place(new Uint8Array([0x61, 0xff, 0x2f, 0x62]));
    run.place('a/b');
    const scan = run.scan('a\ufffd/b');
    scan.step(Number.POSITIVE_INFINITY);
    expect(scan.matches).toBe(1);
  });
});

describe('MQTT filters', () => {
  const topics = ['sport', 'sport/', 'sport/tennis', 'sport/tennis/a', 'Sport', '/sport', '$SYS', '$SYS/up', 'x/$SYS'];

  it.each([
    ['#', ['/sport', 'Sport', 'sport', 'sport/', 'sport/tennis', 'sport/tennis/a', 'x/$SYS']],
    ['sport/#', ['sport', 'sport/', 'sport/tennis', 'sport/tennis/a']],
    ['sport/+', ['sport/', 'sport/tennis']],
    ['+', ['Sport', 'sport']],
    ['+/#', ['/sport', 'Sport', 'sport', 'sport/', 'sport/tennis', 'sport/tennis/a', 'x/$SYS']],
    ['/+', ['/sport']],
    ['+/+/#', ['/sport', 'sport/', 'sport/tennis', 'sport/tennis/a', 'x/$SYS']],
    ['$SYS/#', ['$SYS', '$SYS/up']],
    ['$SYS/+', ['$SYS/up']],
    ['+/up', []],
    ['sport/# tenn', ['sport/tennis', 'sport/tennis/a']],
    ['sport/# +/+', ['sport/', 'sport/tennis']]
  ])('%j matches as brokers do [MQTT-4.7]', (text, expected) => {
    expect(found(topics, text)).toEqual(expected);
  });
});

describe('a filtered tree', () => {
  it.each([undefined, 0])(
    'shows matches with their ancestors, open and folded, and counts them on branches',
    (oneByOne) => {
      const run = new Run();
      for (const topic of ['a/b/c/1', 'a/b/c/2', 'a/b/d/1', 'z/1', 'z', 'y']) run.place(topic);
      const scan = run.scan('1', oneByOne);
      expect(scan.step(Number.POSITIVE_INFINITY)).toBe(true);
      expect(run.rows.slice(0, 9).map((row) => [row.depth, run.topic(row.node), row.open])).toEqual([
        [0, 'a/b', true],
        [1, 'a/b/c', true],
        [2, 'a/b/c/1', false],
        [1, 'a/b/d', true],
        [2, 'a/b/d/1', false],
        [0, 'z', true],
        [1, 'z/1', false]
      ]);
      expect(scan.matches).toBe(3);
      expect([run.place('a/b/c/1'), run.place('z')].map((node) => scan.matchesBelow(node))).toEqual([0, 1]);
      expect(scan.matchesBelow(run.tree.parent(run.tree.parent(run.place('a/b/c/1'))))).toBe(2);
    }
  );

  it('looks at the clock between a few long segments, as between many short ones', () => {
    const run = new Run();
    for (let topic = 0; topic < 40; topic += 1) run.place(`${topic}${'x'.repeat(60_000)}`);
    const scan = run.scan('nowhere');
    let slices = 1;
    while (!scan.step(0)) slices += 1;
    expect(slices).toBeGreaterThan(20);
  });

  it('lets a topic that came while it scans in once', () => {
    const run = new Run();
    run.place('a/1');
    const scan = run.scan('1');
    const fresh = run.place('b/c/1');
    expect(scan.test(fresh)).toBe(true);
    expect(scan.test(run.place('b/c/2'))).toBe(false);
    scan.letIn(fresh);
    scan.letIn(fresh);
    expect(scan.step(Number.POSITIVE_INFINITY)).toBe(true);
    scan.letIn(run.place('a/1'));
    expect(run.shown).toEqual(['a/1', 'b/c/1']);
    expect(scan.matches).toBe(2);
  });

  it('leaves closed what a person closed while it scans', () => {
    const run = new Run();
    for (const topic of ['a/1', 'a/2', 'a/3']) run.place(topic);
    const scan = run.scan('a');
    scan.letIn(run.place('a/2'));
    run.rows.setOpen(run.tree.parent(run.place('a/2')), false);
    scan.step(Number.POSITIVE_INFINITY);
    expect(run.shown).toEqual(['a']);
    expect(scan.matches).toBe(3);
  });

  it.each([undefined, 0])('costs the same for each level of a topic of 32,768 levels', (oneByOne) => {
    const run = new Run();
    const levels = 32_768;
    const leaf = run.place(`x${'/'.repeat(levels - 1)}`);
    const counted = new CountedOrder(run.tree);
    const rows = new VisibleRows(counted);
    rows.reserve(levels + 65_536);
    const query = TopicQuery.read('//// +/#');
    if (query === null) throw new Error('nothing to look for');
    const scan = new FilterScan(counted, query, rows, oneByOne);
    scan.step(Number.POSITIVE_INFINITY);
    expect(scan.matches).toBe(1);
    expect(rows.length).toBe(2);
    expect(scan.test(leaf)).toBe(true);
    expect(counted.asked / levels).toBeLessThan(150);
  });
});

const segments = [
  '',
  'a',
  'b',
  'AB',
  'ab',
  'aBa',
  '$SYS',
  '$',
  '__proto__',
  'toString',
  '\u0000',
  'É',
  '😀',
  '+',
  '#',
  'ΑΣ'
];
const pieces = [
  ...segments,
  'A',
  'é',
  'proto',
  '/',
  '//',
  'a/b',
  'b/',
  '/a',
  'x/y/z',
  'ba/a',
  '/ab/a',
  '"a b"',
  'σ',
  '+/+',
  'a/#',
  '#/a',
  '+/b/#',
  '$SYS/#'
];

/** Written for this test alone: tokens by hand, words over the whole text, filters as MQTT tells them. */
function plainMatch(topic: string, text: string): boolean {
  const tokens: string[] = [];
  let token = '';
  let quoted = false;
  for (const character of `${text} `) {
    if (character === '"') quoted = !quoted;
    else if (/\s/.test(character) && !quoted) {
      if (token !== '') tokens.push(token);
      token = '';
    } else token += character;
  }
  return tokens.every((each) => {
    const levels = each.split('/');
    const isFilter = (levels.includes('+') || levels.includes('#')) && !levels.slice(0, -1).includes('#');
    return isFilter ? plainFilter(topic.split('/'), levels) : topic.toLowerCase().includes(each.toLowerCase());
  });
}

function plainFilter(topic: readonly string[], filter: readonly string[]): boolean {
  if (topic[0]?.startsWith('$') === true && (filter[0] === '+' || filter[0] === '#')) return false;
  for (const [index, level] of filter.entries()) {
    if (level === '#') return topic.length >= index;
    if (index >= topic.length || (level !== '+' && level !== topic[index])) return false;
  }
  return topic.length === filter.length;
}

describe('at random', () => {
  it('lets in what a plain filter over all topics finds, whatever comes meanwhile', () => {
    const random = randomFrom(37);
    const below = (count: number): number => Math.floor(random() * count);
    const pick = (from: readonly string[]): string => from[below(from.length)] ?? '';
    let matches = 0;
    let steps = 0;
    for (let round = 0; round < 250; round += 1) {
      const planted = new Run();
      const { tree } = planted;
      const topics = new Map<string, number>();
      const add = (): void => {
        const topic = Array.from({ length: 1 + below(5) }, () => pick(segments)).join('/');
        topics.set(topic, planted.place(topic));
      };
      topics.set('first', planted.place('first'));
      // Some are more than one step of a scan gets through.
      for (let count = round % 30 === 0 ? 700 : below(60); count >= 0; count -= 1) add();
      for (let queries = 0; queries < 4; queries += 1) {
        const text = Array.from({ length: 1 + below(3) }, () =>
          random() < 0.2 ? pick(pieces) + pick(pieces) : pick(pieces)
        ).join(' ');
        const query = TopicQuery.read(text);
        if (query === null) continue;
        const run = new Run(tree);
        const scan = new FilterScan(tree, query, run.rows, below(12));
        run.fresh = (node) => {
          if (scan.test(node)) scan.letIn(node);
          else if (run.rows.isIn(node)) run.rows.showValue(node);
        };
        for (let rest = 0; !scan.complete; rest += 1) {
          // A clock that has run out: each step does its least.
          scan.step(rest < 8 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
          steps += 1;
          for (let count = below(3); count > 0; count -= 1) add();
          expectLetIn(run, scan, topics, text);
        }
        for (let count = below(5); count > 0; count -= 1) add();
        expectLetIn(run, scan, topics, text);
        const expected = [...topics].filter(([topic]) => plainMatch(topic, text));
        const got = [...topics].filter(([, node]) => scan.test(node) && run.rows.showsValue(node));
        if (scan.matches !== expected.length || got.length !== expected.length) {
          expect({ text, got: got.map(([topic]) => topic) }).toEqual({ text, got: expected.map(([topic]) => topic) });
        }
        matches += expected.length;
      }
    }
    expect(matches).toBeGreaterThan(3_000);
    expect(steps).toBeGreaterThan(900);
    expect(Object.keys(Object.prototype)).toEqual([]);
  }, 60_000);
});

/** What is in are matches and their ancestors, counted right, and the rows are those of a walk over the whole tree. */
function expectLetIn(run: Run, scan: FilterScan, topics: ReadonlyMap<string, number>, text: string): void {
  const plain = new PlainRows(run.tree);
  const counts = new Map<number, number>();
  let matches = 0;
  for (const [topic, node] of topics) {
    if (!run.rows.isIn(node) || !plainMatch(topic, text)) continue;
    // A branch may be in for what is below it, before it is looked at itself.
    matches += 1;
    plain.letIn(node);
    for (let at = run.tree.parent(node); at > 0; at = run.tree.parent(at)) {
      plain.letIn(at);
      plain.open.add(at);
      counts.set(at, (counts.get(at) ?? 0) + 1);
    }
  }
  if (scan.complete) {
    expect(scan.matches, text).toBe(matches);
    for (let node = 1; node < run.tree.nodeCount; node += 1) {
      if (scan.matchesBelow(node) !== (counts.get(node) ?? 0)) expect.unreachable(`${text}: matches below ${node}`);
    }
  }
  const { rows } = plain.list();
  const got = run.rows.slice(0, run.rows.length);
  if (
    got.length !== rows.length ||
    got.some((row, rank) => row.node !== rows[rank]?.node || row.depth !== rows[rank].depth)
  ) {
    expect(got, text).toEqual(rows);
  }
}
