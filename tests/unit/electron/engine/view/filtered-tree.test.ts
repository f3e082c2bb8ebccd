import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { randomFrom } from '../../../../support/arrival';
import { ViewRun } from '../../../../support/view-run';

let run: ViewRun;
/** What each look at the clock takes: a slice is as many looks on any machine. 0: a slice never ends before its work. */
let lookMs = 0;

beforeEach(async () => {
  let clockMs = 0;
  lookMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (clockMs += lookMs));
  run = new ViewRun({ expanded: ['plant', 'plant/line-1'] });
  for (const line of [1, 2]) {
    for (const what of ['temperature', 'pressure', 'state']) run.append(`plant/line-${line}/${what}`);
  }
  for (let house = 0; house < 50; house += 1) run.append(`home/${house}/temperature`);
  await run.open();
  await run.look(0, 10);
});

afterEach(() => void vi.restoreAllMocks());

async function filter(text: string, window = run): Promise<void> {
  await window.command({ kind: 'filter', text });
}

describe('filter', () => {
  it('shows matches with their ancestors, opened and folded, and counts them', async () => {
    await filter('temp plant');
    expect(run.tree).toEqual(['- plant', '  - line-1', '    temperature', '  - line-2', '    temperature']);
    expect(run.frame.filter).toEqual({ text: 'temp plant', matches: 2, topics: 56, complete: true, ignoredWords: 0 });
    expect(run.frame.rows.map((row) => row.topicsBelow)).toEqual([2, 1, 0, 1, 0]);
    expect(run.frame).toMatchObject({ first: 0, scrollTo: 0, anchor: null });
    await filter('+/line-1/#');
    expect(run.tree).toEqual(['- plant / line-1', '  pressure', '  state', '  temperature']);
    await filter('nothing at all');
    expect(run.frame).toMatchObject({ totalRows: 0, filter: { matches: 0, complete: true } });
  });

  it('says how many words it left out', async () => {
    await filter(`${'temp '.repeat(16)}nowhere nothing`);
    expect(run.frame.filter).toMatchObject({ matches: 52, ignoredWords: 2 });
  });

  it('gives the whole tree back as it was: expansion, place and selection', async () => {
    for (let topic = 0; topic < 100; topic += 1) run.append(`z/${topic}`);
    await run.command({ kind: 'expand', node: run.node('z'), open: true });
    await run.look(60, 10);
    await run.command({ kind: 'select', node: run.node('z/56') });
    const before = run.frame;
    await filter('temperature');
    expect(run.frame).toMatchObject({ first: 0, scrollTo: 0, selected: { topic: 'z/56' } });
    await run.command({ kind: 'collapseAll' });
    expect(run.tree).toEqual(['+ home', '+ plant']);
    await run.look(0, 10);
    await filter('');
    expect(run.frame).toMatchObject({ first: 60, scrollTo: 60, totalRows: before.totalRows, filter: null });
    expect(run.frame.rows.map((row) => row.node)).toEqual(before.rows.map((row) => row.node));
    expect(run.expandedTold).toEqual([]);
    await run.pass(1_100);
    expect(run.expandedTold.length).toBe(1);
    await run.pass(500);
    expect(run.frame.scrollTo).toBeNull();
  });

  it('scrolls to what was selected meanwhile, or to the closed branch that holds it', async () => {
    for (let topic = 0; topic < 100; topic += 1) run.append(`z/${topic}`);
    await run.command({ kind: 'expand', node: run.node('z'), open: true });
    await filter('z/90');
    await run.command({ kind: 'select', node: run.node('z/90') });
    await filter(' ');
    expect(run.frame.rows.map((row) => row.topic)).toContain('z/90');
    expect(run.frame.scrollTo).toBe(run.frame.first);
    expect(run.frame.first).toBeGreaterThan(60);
    await filter('home');
    await run.command({ kind: 'select', node: run.node('home/7/temperature') });
    await filter('');
    expect(run.frame.rows[0]?.topic).toBe('home');
  });

  it('expands and collapses on its own', async () => {
    await filter('plant state');
    await run.command({ kind: 'expand', node: run.node('plant'), open: false });
    expect(run.tree).toEqual(['+ plant']);
    await run.command({ kind: 'expandBranch', node: run.node('plant') });
    expect(run.tree).toEqual(['- plant', '  - line-1', '    state', '  - line-2', '    state']);
    await filter('');
    expect(run.tree.slice(0, 7)).toEqual([
      '+ home',
      '- plant',
      '  - line-1',
      '    pressure',
      '    state',
      '    temperature',
      '  + line-2'
    ]);
    await run.pass(3_000);
    expect(run.expandedTold).toEqual([]);
  });

  it('lets new matches in through the gate, and what matches not is not there', async () => {
    await filter('pressure');
    await run.command({ kind: 'presence', attended: true, hidden: false });
    run.append('home/1/other');
    run.append('plant/line-0/pressure');
    run.append('plant/line-0/pressure/raw');
    run.append('zoo/pressure');
    await run.pass(200);
    expect(run.tree).toEqual([
      '- plant',
      '  - line-1',
      '    pressure',
      '  - line-2',
      '    pressure',
      '- zoo',
      '  pressure'
    ]);
    expect(run.frame).toMatchObject({ waitingTopics: 2, filter: { matches: 3, topics: 60 } });
    await run.command({ kind: 'showNew' });
    expect(run.tree.slice(0, 4)).toEqual(['- plant', '  - line-0', '    - pressure', '      raw']);
    expect(run.frame).toMatchObject({ waitingTopics: 0, filter: { matches: 5 } });
    // A match that would be opened by its first one below.
    run.append('plant/line-1/pressure/raw');
    await run.pass(200);
    expect(run.frame).toMatchObject({ waitingTopics: 1, filter: { matches: 5 } });
    await run.command({ kind: 'presence', attended: false, hidden: false });
    await run.pass(2_500);
    expect(run.frame).toMatchObject({ waitingTopics: 0, filter: { matches: 6 } });
    expect(run.tree).toContain('    - pressure');
  });

  it('holds back what comes just after what was there has been found', async () => {
    await run.pass(10_000);
    await run.command({ kind: 'presence', attended: true, hidden: false });
    await filter('line-2');
    run.append('plant/line-2/speed');
    expect(run.tree).toEqual(['- plant / line-2', '  pressure', '  state', '  temperature']);
    await run.pass(500);
    expect(run.frame).toMatchObject({ waitingTopics: 1, totalRows: 4 });
  });

  it('holds the whole tree behind its gate meanwhile, also while nothing matches', async () => {
    await run.command({ kind: 'presence', attended: true, hidden: false });
    await filter('no such topic');
    run.append('aaa');
    await run.pass(500);
    run.append('aab');
    await run.pass(500);
    await filter('');
    expect(run.frame).toMatchObject({ waitingTopics: 2 });
    expect(run.tree[0]).toBe('+ home');
  });

  it('moves by key within what is shown', async () => {
    await filter('state');
    const question = { ask: 'move', from: null, to: 'last', step: 1, prefix: '' } as const;
    expect(await run.ask(question)).toMatchObject({ value: { node: run.node('plant/line-2/state'), rank: 4 } });
  });

  it('makes a branch that becomes a match one', async () => {
    await filter('line-1');
    expect(run.frame.filter?.matches).toBe(3);
    run.append('plant/line-1', 'on');
    run.append('plant/line-2', 'off');
    await run.pass(300);
    expect(run.frame.filter?.matches).toBe(4);
    expect(run.tree).toEqual(['- plant', '  - line-1', '    pressure', '    state', '    temperature']);
    expect(run.frame.rows[1]?.preview).toEqual({ kind: 'text', text: 'on' });
  });

  it('takes no look for its own that was of the rows before', async () => {
    for (let topic = 0; topic < 100; topic += 1) run.append(`z/${topic}`);
    await run.command({ kind: 'expand', node: run.node('z'), open: true });
    await run.look(60, 10);
    const { revision } = run.frame;
    await filter('temperature');
    const look = { kind: 'look', first: 80, count: 12, visibleFirst: 80, visibleCount: 12, anchor: null } as const;
    await run.command({ ...look, revision });
    expect(run.frame).toMatchObject({ first: 0 });
    expect(run.frame.rows.length).toBe(12);
    await run.command({ ...look, revision: run.frame.revision });
    expect(run.frame.first).toBe(80);
  });

  it('takes the first look of its own, also when frames before it showed nothing new', async () => {
    await run.pass(70_000);
    await filter('temperature');
    const { revision } = run.frame;
    await run.command({
      kind: 'look',
      first: 30,
      count: 12,
      visibleFirst: 30,
      visibleCount: 12,
      anchor: null,
      revision
    });
    expect(run.frame.first).toBe(30);
  });

  it('outlives the port', async () => {
    await filter('state');
    run.others.length = 0;
    await run.open();
    expect(run.snapshot).toMatchObject({ filter: 'state' });
    expect(run.frame.filter).toMatchObject({ text: 'state', matches: 2 });
  });

  it('differs in two windows on one store', async () => {
    const other = new ViewRun({ store: run.store, expanded: [] });
    await other.open();
    await other.look(0, 10);
    await filter('state');
    await filter('line-2', other);
    run.append('plant/line-2/speed');
    run.append('plant/line-3/state');
    await run.pass(200);
    await other.pass(200);
    expect(run.frame.filter?.matches).toBe(3);
    expect(other.frame.filter?.matches).toBe(4);
    expect(other.tree).toEqual(['- plant / line-2', '  pressure', '  speed', '  state', '  temperature']);
    await filter('', other);
    expect(other.tree).toEqual(['+ home', '+ plant']);
  });
});

describe('filter while paused', () => {
  it('works over what was there, and takes in what came since when the view goes on', async () => {
    await run.command({ kind: 'pause', on: true });
    run.append('plant/line-3/state');
    run.append('plant/line-2', 'a branch that became a topic');
    await filter('line');
    expect(run.frame.filter).toEqual({ text: 'line', matches: 6, topics: 56, complete: true, ignoredWords: 0 });
    run.append('plant/line-4/state');
    await run.pass(500);
    expect(run.frame.filter?.matches).toBe(6);
    await run.command({ kind: 'pause', on: false });
    expect(run.frame.filter).toEqual({ text: 'line', matches: 9, topics: 59, complete: true, ignoredWords: 0 });
    await run.look(0, 20);
    expect(run.tree).toContain('  - line-3');
    expect(run.frame.rows.find((row) => row.topic === 'plant/line-2')?.preview).not.toBeNull();
    run.append('plant/line-5/state');
    await run.pass(200);
    expect(run.frame.filter?.matches).toBe(10);
  });

  it('closes all that is open, whatever has come since', async () => {
    await run.command({ kind: 'pause', on: true });
    await filter('temperature');
    // In the tree's own order these come to stand above those that are shown.
    for (let house = 0; house < 500; house += 1) run.append(`home/${house}/temperature/more`);
    for (let place = 0; place < 200; place += 1) run.append(`h${place}/state`);
    await run.command({ kind: 'collapseAll' });
    expect(run.tree).toEqual(['+ home', '+ plant']);
    await run.command({ kind: 'expand', node: run.node('home'), open: true });
    expect(run.frame.totalRows).toBe(52);
  });

  it('shows a filter from before the pause as it stood', async () => {
    await filter('state');
    await run.command({ kind: 'pause', on: true });
    run.append('plant/line-3/state');
    await run.pass(500);
    expect(run.frame.filter).toMatchObject({ matches: 2, topics: 56 });
    await run.command({ kind: 'pause', on: false });
    expect(run.frame.filter).toMatchObject({ matches: 3, topics: 57, complete: true });
    expect(run.tree.at(-1)).toBe('    state');
  });
});

describe('filtering in slices', () => {
  it('shows its first matches at once, goes on between frames, and stops for another text', async () => {
    for (let topic = 0; topic < 100_000; topic += 1) run.append(`many/${topic % 1_000}/${topic}`);
    await run.pass(200);
    run.holdsSlices = true;
    lookMs = 0.05;
    const from = run.frames.length;
    await filter('many');
    expect(run.frames.length).toBe(from + 1);
    const first = run.frame.filter;
    expect(first).toMatchObject({ text: 'many', complete: false });
    expect(run.openSlices).toBe(1);
    await run.slice();
    await run.pass(100);
    expect(run.frame.filter?.matches).toBeGreaterThan(first?.matches ?? 0);
    expect(run.openSlices).toBe(1);
    await filter('no such topic');
    expect(run.frame.filter?.text).toBe('many');
    await run.pass(100);
    expect(run.frame.filter).toMatchObject({ text: 'no such topic', matches: 0 });
    run.holdsSlices = false;
    await run.settle();
    expect(run.frame.filter).toMatchObject({ text: 'no such topic', matches: 0, complete: true });
    run.holdsSlices = true;
    await filter('many');
    await filter('');
    await run.slice();
    expect(run.openSlices).toBe(0);
    expect(run.frame.filter).toBeNull();
    await filter('many');
    run.session.dispose();
    expect(run.openSlices).toBe(0);
  });

  it('leaves a list at its top there while what matches comes in, and the row that a person changes meanwhile', async () => {
    for (let topic = 500; topic > 0; topic -= 1) run.append(`a${topic}/x`);
    await run.command({ kind: 'presence', attended: true, hidden: false });
    await run.pass(1_000);
    run.holdsSlices = true;
    lookMs = 1;
    await filter('x');
    const changed = run.frame.rows[2]?.node ?? 0;
    await run.command({ kind: 'expand', node: changed, open: false });
    expect(run.frame.anchor).toEqual({ node: changed, rank: 2 });
    const from = run.frames.length;
    const tops = new Set<string>();
    for (let slice = 0; slice < 100; slice += 1) {
      expect(run.frame).toMatchObject({ first: 0 });
      tops.add(run.frame.rows[0]?.topic ?? '');
      if (run.frame.filter?.complete) break;
      await run.slice();
      await run.pass(100);
    }
    const streamed = run.frames.slice(from);
    const last = streamed.findIndex((frame) => frame.filter?.complete);
    expect(streamed.slice(0, last + 1).filter((frame) => frame.anchor !== null)).toEqual([]);
    expect(run.frame).toMatchObject({ first: 0, filter: { matches: 500, complete: true } });
    expect(run.frame.rows[0]?.topic).toBe('a1');
    expect(tops.size).toBeGreaterThan(3);
    // From here on what is there stays where it is.
    run.append('a0/x');
    await run.pass(1_000);
    expect(run.frame).toMatchObject({ waitingTopics: 1 });
    expect(run.frame.rows[0]?.topic).toBe('a1');
  });

  it('finds the same as a plain search at random, whatever comes while it runs', async () => {
    const random = randomFrom(37);
    const topic = (): string =>
      Array.from(
        { length: 1 + Math.floor(random() * 4) },
        () => ['ab', 'bc', 'ca', 'x'][Math.floor(random() * 4)]
      ).join('/');
    for (let round = 0; round < 10; round += 1) {
      const one = new ViewRun({ expanded: [] });
      const topics = new Set<string>();
      const more = (): void => {
        const name = topic();
        topics.add(name);
        one.append(name);
      };
      for (let count = 0; count < 40; count += 1) more();
      await one.open();
      await one.look(0, 400);
      await one.command({ kind: 'presence', attended: true, hidden: false });
      await filter('ab c', one);
      for (let step = 0; step < 10; step += 1) {
        for (let count = 0; count < 4; count += 1) more();
        await one.command({ kind: 'pause', on: random() < 0.3 });
        await one.pass(100);
        if (random() < 0.3) await filter(random() < 0.5 ? 'ab c' : 'ab  c', one);
      }
      await one.command({ kind: 'pause', on: false });
      await one.command({ kind: 'showNew' });
      const wanted = [...topics].filter((name) => name.includes('ab') && name.includes('c'));
      expect(one.frame.filter).toMatchObject({ matches: wanted.length, complete: true });
      await one.command({ kind: 'expandBranch', node: 0 });
      const shown = one.frame.rows.filter((row) => wanted.includes(row.topic));
      expect(shown.length).toBe(wanted.length);
      const ancestors = one.frame.rows.filter((row) => !wanted.some((name) => `${name}/`.startsWith(`${row.topic}/`)));
      expect(ancestors).toEqual([]);
    }
  });

  it('never moves what is on screen while a person attends, whatever comes in', async () => {
    const random = randomFrom(41);
    const topic = (): string =>
      Array.from({ length: 1 + Math.floor(random() * 4) }, () => 'abcdefgh'[Math.floor(random() * 8)]).join('/');
    for (let round = 0; round < 15; round += 1) {
      const one = new ViewRun({ expanded: [] });
      await one.open();
      for (let step = 0; step < 100; step += 1) one.append(topic());
      await filter(random() < 0.5 ? 'a' : '+/b/#', one);
      await one.command({ kind: 'presence', attended: true, hidden: false });
      for (let step = 0; step < 5; step += 1) {
        const branches = one.frame.rows.filter((row) => row.branch);
        const branch = branches[Math.floor(random() * branches.length)];
        if (branch) await one.command({ kind: 'expand', node: branch.node, open: random() < 0.5 });
      }
      await one.look(Math.floor(random() * one.frame.totalRows * 0.7), 8);
      const before = one.frame.rows.map((row) => row.topic);
      for (let step = 0; step < 30; step += 1) {
        for (let more = 0; more < 5; more += 1) one.append(topic());
        await one.pass(100);
        expect(one.frame.rows.map((row) => row.topic).slice(0, before.length)).toEqual(before);
        const { anchor } = one.frame;
        expect(one.frame.rows[(anchor?.rank ?? 0) - one.frame.first]?.node).toBe(anchor?.node);
      }
      const { waitingTopics, filter: status } = one.frame;
      await one.command({ kind: 'showNew' });
      expect(one.frame).toMatchObject({ waitingTopics: 0 });
      // A value that waited is of a branch that may not match itself.
      expect(one.frame.filter?.matches).toBeLessThanOrEqual((status?.matches ?? 0) + waitingTopics);
    }
  });
});
