import { beforeEach, describe, expect, it } from 'vitest';
import { randomFrom } from '../../../../support/arrival';
import { ViewRun } from '../../../../support/view-run';

let run: ViewRun;

beforeEach(async () => {
  run = new ViewRun();
  await run.open();
  await run.look(0, 20);
});

/** Topics in, the first view opened, and a person's hand on the tree: the gate is closed. */
async function attended(topics: readonly string[]): Promise<void> {
  for (const topic of topics) run.append(topic);
  await run.pass(2_000);
  await run.command({ kind: 'presence', attended: true, hidden: false });
}

describe('first view', () => {
  it('opens the first levels once the first burst is over, folds single-child chains and leaves $SYS closed', async () => {
    for (const topic of ['factory/leipzig/line-2/a', 'factory/leipzig/line-10/a', '$SYS/broker/x', 'energy/pv']) {
      run.append(topic);
    }
    await run.pass(100);
    expect(run.tree).toEqual(['+ $SYS / broker', '+ energy', '+ factory / leipzig']);
    await run.pass(400);
    expect(run.tree).toEqual([
      '+ $SYS / broker',
      '- energy',
      '  pv',
      '- factory / leipzig',
      '  - line-2',
      '    a',
      '  - line-10',
      '    a'
    ]);
    expect(run.frame.rows[3]).toMatchObject({ topic: 'factory/leipzig', topicsBelow: 2, setSize: 3, posInSet: 3 });
  });

  it('leaves branches closed that would not fit on about one screen', async () => {
    for (let child = 0; child < 60; child += 1) run.append(`wide/${child}`);
    for (let child = 0; child < 5; child += 1) run.append(`small/${child}`);
    await run.pass(2_000);
    expect(run.tree[0]).toBe('- small');
    expect(run.tree.at(-1)).toBe('+ wide');
  });

  it('opens small branches before large ones of the same level, so that values are on the first screen', async () => {
    for (let child = 0; child < 34; child += 1) run.append(`plant/a-large/${child}`);
    for (let child = 0; child < 5; child += 1) run.append(`plant/b-small/${child}`);
    await run.pass(2_000);
    expect(run.tree.slice(0, 4)).toEqual(['- plant', '  + a-large', '  - b-small', '    0']);
  });

  it('opens nothing by itself after a person has closed or opened something', async () => {
    run.append('a/b/c');
    run.append('a/x/y');
    await run.pass(2_000);
    expect(run.tree).toEqual(['- a', '  - b', '    c', '  - x', '    y']);
    await run.command({ kind: 'expand', node: run.node('a'), open: false });
    await run.pass(1_000);
    expect(run.tree).toEqual(['+ a']);
    run.append('a/z/z');
    await run.pass(1_000);
    await run.command({ kind: 'expand', node: run.node('a'), open: true });
    expect(run.tree).toEqual(['- a', '  - b', '    c', '  - x', '    y', '  + z']);
  });

  it('opens nothing that arrives after the first burst, whoever lets it in', async () => {
    run.append('m/1');
    await run.pass(2_000);
    expect(run.tree).toEqual(['- m', '  1']);
    run.append('x/1');
    await run.pass(1_000);
    await run.command({ kind: 'presence', attended: true, hidden: false });
    run.append('b/1');
    run.append('m/2/3');
    await run.pass(1_000);
    await run.command({ kind: 'showNew' });
    await run.look(2, 20);
    await run.look(0, 20);
    expect(run.tree).toEqual(['+ b', '- m', '  1', '  + 2', '+ x']);
  });
});

describe('folding', () => {
  it('comes apart when a second child appears, with everything that was in view still in view', async () => {
    run.append('factory/leipzig/a');
    await run.pass(2_000);
    expect(run.tree).toEqual(['- factory / leipzig', '  a']);
    const leipzig = run.node('factory/leipzig');
    await run.command({ kind: 'select', node: leipzig });
    run.append('factory/berlin/b');
    await run.pass(1_000);
    expect(run.tree).toEqual(['- factory', '  + berlin', '  - leipzig', '    a']);
    expect(run.frame.selected).toMatchObject({ node: leipzig, topic: 'factory/leipzig' });
  });

  it('never folds a branch that has a value of its own', async () => {
    run.append('a/b/c/d');
    await run.pass(2_000);
    expect(run.tree).toEqual(['- a / b / c', '  d']);
    run.append('a/b', '7');
    await run.pass(1_000);
    expect(run.tree).toEqual(['- a', '  - b', '    - c', '      d']);
    expect(run.frame.rows[1]?.preview).toEqual({ kind: 'text', text: '7' });
  });
});

describe('gate', () => {
  it('holds back what would push visible rows down, and lets above and below in', async () => {
    await attended(['c', 'e', 'g', 'i', 'k']);
    await run.look(1, 3, run.node('e'));
    run.append('f');
    run.append('b');
    run.append('z');
    await run.pass(1_000);
    expect(run.frame.waitingTopics).toBe(1);
    expect(run.frame.totalRows).toBe(7);
    // The row above moved every rank by one: the frame and its anchor moved along.
    expect(run.frame).toMatchObject({ first: 2, anchor: { node: run.node('e'), rank: 2 } });
    expect(run.tree).toEqual(['e', 'g', 'i']);
    await run.command({ kind: 'showNew' });
    expect(run.frame.waitingTopics).toBe(0);
    expect(run.tree).toEqual(['e', 'f', 'g']);
  });

  it('counts the topics of a whole new branch, and of one that would make a folded row come apart', async () => {
    await attended(['a/b/c', 'x/y', 'z']);
    expect(run.tree).toEqual(['- a / b', '  c', '- x', '  y', 'z']);
    run.append('m/1');
    run.append('m/2');
    run.append('a/k/1');
    await run.pass(500);
    expect(run.frame.waitingTopics).toBe(3);
    run.append('m/3');
    run.append('a', 'a value of its own');
    await run.pass(500);
    expect(run.frame.waitingTopics).toBe(5);
    expect(run.tree).toEqual(['- a / b', '  c', '- x', '  y', 'z']);
    await run.command({ kind: 'showNew' });
    await run.look(0, 20);
    expect(run.tree).toEqual(['- a', '  - b', '    c', '  + k', '+ m', '- x', '  y', 'z']);
  });

  it('lets in what waited where it no longer moves a visible row', async () => {
    await attended(['c', 'e', 'g', 'i', 'k']);
    await run.look(0, 4);
    run.append('h');
    await run.pass(200);
    expect(run.frame).toMatchObject({ waitingTopics: 1, totalRows: 5 });
    await run.look(0, 2);
    run.append('z');
    await run.pass(200);
    expect(run.frame).toMatchObject({ waitingTopics: 0, totalRows: 7 });
  });

  it('lets topics below closed branches in at once', async () => {
    await attended(['a/1', 'b/1']);
    await run.command({ kind: 'expand', node: run.node('a'), open: false });
    run.append('a/2');
    await run.pass(500);
    expect(run.frame).toMatchObject({ waitingTopics: 0 });
    expect(run.frame.rows[0]?.topicsBelow).toBe(2);
  });

  it('opens two seconds after focus and pointer have left', async () => {
    await attended(['a', 'c']);
    run.append('b');
    await run.pass(500);
    await run.command({ kind: 'presence', attended: false, hidden: false });
    await run.pass(1_900);
    expect(run.tree).toEqual(['a', 'c']);
    await run.pass(200);
    expect(run.tree).toEqual(['a', 'b', 'c']);
  });

  it('opens on a scroll, not on a look that only follows rows that came in above', async () => {
    await attended(['c', 'e', 'g', 'i', 'k', 'm']);
    await run.look(2, 3);
    const { revision } = run.frame;
    run.append('h');
    run.append('a');
    await run.pass(500);
    expect(run.frame).toMatchObject({ first: 3, waitingTopics: 1 });
    // Measured on the frame before the row came in above.
    await run.command({ kind: 'look', first: 2, count: 3, visibleFirst: 2, visibleCount: 3, anchor: null, revision });
    expect(run.frame).toMatchObject({ first: 3, waitingTopics: 1 });
    await run.look(4, 3);
    expect(run.frame.waitingTopics).toBe(0);
  });

  it('opens two seconds after the page has gone, however it was looked at', async () => {
    for (const topic of ['b', 'c', 'd']) run.append(topic);
    await run.pass(10_000);
    await run.command({ kind: 'presence', attended: true, hidden: false });
    run.append('bb');
    await run.pass(500);
    expect(run.frame.waitingTopics).toBe(1);
    run.closeWindow();
    await run.pass(2_100);
    run.append('cc');
    await run.pass(100);
    await run.open();
    expect(run.frame).toMatchObject({ waitingTopics: 0, totalRows: 5 });
  });

  it('is closed also when the clock was set back since it connected', async () => {
    run.append('b');
    await run.pass(10_000);
    await run.command({ kind: 'presence', attended: true, hidden: false });
    run.session.connectionChanged(true, run.nowMs);
    run.nowMs -= 3_600_000;
    await run.pass(6_000);
    run.append('a');
    await run.pass(500);
    expect(run.frame.waitingTopics).toBe(1);
  });

  it('is open for five seconds after connecting', async () => {
    await attended(['a', 'c']);
    run.session.connectionChanged(true, run.nowMs);
    run.append('b');
    await run.pass(200);
    expect(run.tree).toEqual(['a', 'b', 'c']);
    await run.pass(5_000);
    // A SUBACK is told as online again; it is no new connection.
    run.session.connectionChanged(true, run.nowMs);
    run.append('aa');
    await run.pass(200);
    expect(run.tree).toEqual(['a', 'b', 'c']);
  });

  it('holds back what would enter above the first of all rows, then lets it in where it is seen', async () => {
    await attended(['c', 'e', 'g']);
    await run.command({ kind: 'select', node: run.node('e') });
    await run.look(0, 20, run.node('e'));
    run.append('000/first');
    run.append('001');
    run.append('z');
    await run.pass(1_000);
    expect(run.tree).toEqual(['c', 'e', 'g', 'z']);
    expect(run.frame).toMatchObject({ first: 0, waitingTopics: 2, anchor: { node: run.node('e'), rank: 1 } });
    await run.command({ kind: 'showNew' });
    expect(run.tree).toEqual(['+ 000', '001', 'c', 'e', 'g', 'z']);
    expect(run.frame).toMatchObject({ first: 0, waitingTopics: 0, anchor: null });
  });

  it('shows what came while paused at the top of a tree that stands there', async () => {
    await attended(['c', 'e', 'g']);
    await run.look(0, 20, run.node('e'));
    await run.command({ kind: 'pause', on: true });
    run.append('a');
    await run.pass(500);
    await run.command({ kind: 'pause', on: false });
    expect(run.frame.first).toBe(0);
    expect(run.tree).toEqual(['a', 'c', 'e', 'g']);
  });

  it('leaves a tree at its top there while nobody attends to it', async () => {
    run.append('m');
    await run.pass(2_000);
    run.append('a');
    await run.pass(200);
    expect(run.frame).toMatchObject({ first: 0, anchor: null });
    expect(run.tree).toEqual(['a', 'm']);
  });
});

describe('rows', () => {
  it('repaint at most four times a second, with the newest value', async () => {
    run.append('a', '0');
    await run.pass(1_000);
    const from = run.frames.length;
    for (let step = 1; step <= 100; step += 1) {
      run.append('a', String(step));
      await run.pass(50);
    }
    const frames = run.frames.slice(from);
    const values = new Set(frames.map((frame) => frame.rows[0]?.valueRevision));
    expect(frames.length).toBeGreaterThan(45);
    expect(frames.length).toBeLessThanOrEqual(51);
    expect(values.size).toBeGreaterThan(15);
    expect(values.size).toBeLessThanOrEqual(21);
    await run.pass(300);
    expect(run.frame.rows[0]).toMatchObject({ preview: { text: '100' }, steady: true, messages: 101 });
    await run.pass(2_500);
    expect(run.frame.rows[0]?.steady).toBe(false);
  });

  it('say what DESIGN asks of them', async () => {
    run.append('a', '{"value": 61.8, "unit": "°C"}', { retain: true });
    run.append('a/b', new Uint8Array([0x9f, 0x1c]));
    run.append('a/c', '');
    await run.pass(2_000);
    expect(run.frame.rows[0]).toMatchObject({
      branch: true,
      open: true,
      retained: true,
      topicsBelow: 2,
      messages: 3,
      preview: {
        kind: 'fields',
        fields: [
          ['value', '61.8'],
          ['unit', '°C']
        ]
      }
    });
    expect(run.frame.rows[1]?.preview).toEqual({ kind: 'binary', hex: '9f 1c' });
    expect(run.frame.rows[2]?.preview).toEqual({ kind: 'empty' });
    expect(run.frame.rows[0]?.bars.reduce((sum, bar) => sum + bar, 0)).toBe(3);
  });

  it('show hostile topics with visible escapes, bounded', async () => {
    run.append('a\u202eb');
    run.append('__proto__/toString');
    run.append(`z${'x'.repeat(65_000)}`);
    run.append('y/'.repeat(32_000));
    await run.pass(2_000);
    expect(run.frame.rows.map((row) => row.segments[0])).toContain('a\\u202eb');
    expect(run.tree).toContain('- __proto__');
    for (const row of run.frame.rows) expect(row.topic.length + row.segments.join('').length).toBeLessThan(20_000);
    const deep = run.frame.rows.find((row) => row.segments[0] === 'y');
    expect(deep?.segments.length).toBeLessThan(20);
    expect(deep?.segments).toContain('…');
  });

  it('tell topics apart that differ in invalid bytes only', async () => {
    run.append(new Uint8Array([0x61, 0xff]), 'one');
    run.append(new Uint8Array([0x61, 0xfe]), 'two');
    await run.pass(500);
    expect(run.frame.rows.map((row) => row.topic)).toEqual(['a\\xfe', 'a\\xff']);
    await run.command({ kind: 'select', node: run.frame.rows[1]?.node ?? 0 });
    expect(run.frame.selected).toMatchObject({ topic: null, displayTopic: 'a\\xff', messages: 1, keptMessages: 1 });
  });

  it('hold a tree of 3,000 open levels, each with a value', async () => {
    const levels = 3_000;
    for (let level = 1; level <= levels; level += 1) run.append('/'.repeat(level));
    await run.pass(500);
    await run.command({ kind: 'expandBranch', node: run.store.order.childRoot(0) });
    expect(run.frame.totalRows).toBe(levels + 1);
    await run.look(levels - 5, 10);
    expect(run.frame.rows.at(-1)?.depth).toBe(levels);
  });
});

describe('expansion', () => {
  it('opens siblings, a whole branch, and closes all', async () => {
    await attended(['a/b/c/1', 'a/b/d/1', 'a/e/f/g', 'h/1', 'i']);
    await run.command({ kind: 'collapseAll' });
    expect(run.tree).toEqual(['+ a', '+ h', 'i']);
    await run.command({ kind: 'expandSiblings', node: run.node('i') });
    expect(run.tree).toEqual(['- a', '  + b', '  + e / f', '- h', '  1', 'i']);
    await run.command({ kind: 'expandBranch', node: run.node('a') });
    expect(run.tree.slice(0, 8)).toEqual([
      '- a',
      '  - b',
      '    - c',
      '      1',
      '    - d',
      '      1',
      '  - e / f',
      '    g'
    ]);
  });

  it('keeps what is on screen where it is when the row that is changed is not there', async () => {
    for (let place = 0; place < 60; place += 1) run.append(`b${place}/x`);
    for (let more = 0; more < 30; more += 1) run.append(`b1/${more}`);
    await run.pass(2_000);
    await run.command({ kind: 'presence', attended: true, hidden: false });
    await run.look(30, 10);
    const top = run.frame.rows[0]?.node;
    await run.command({ kind: 'expand', node: run.node('b1'), open: true });
    expect(run.frame.anchor).toEqual({ node: top, rank: 61 });
    await run.look(61, 10, top);
    await run.command({ kind: 'expand', node: run.node('b59'), open: true });
    // Above what is on screen, below what was changed.
    run.append('b2a/x');
    await run.pass(500);
    expect(run.frame.anchor).toEqual({ node: top, rank: 62 });
    expect(run.frame.rows[0]?.node).toBe(top);
  });

  it('keeps a row that a person changed no longer once it has left the screen', async () => {
    for (let place = 0; place < 9; place += 1) run.append(`b${place}/x`);
    await run.pass(2_000);
    await run.command({ kind: 'presence', attended: true, hidden: false });
    await run.command({ kind: 'collapseAll' });
    await run.look(0, 6);
    await run.command({ kind: 'expand', node: run.node('b5'), open: true });
    await run.command({ kind: 'pause', on: true });
    for (const topic of ['a1/x', 'a2/x', 'a3/x']) run.append(topic);
    await run.command({ kind: 'pause', on: false });
    const top = run.frame.rows[0]?.node;
    run.append('b4a/x');
    await run.pass(500);
    expect(run.frame).toMatchObject({ first: 0, anchor: { node: top, rank: 0 } });
  });

  it('goes with the rows that a person opens above, without letting in what waits', async () => {
    for (let place = 0; place < 40; place += 1) for (let more = 0; more < 4; more += 1) run.append(`b${place}/${more}`);
    await run.pass(2_000);
    await run.command({ kind: 'presence', attended: true, hidden: false });
    await run.look(20, 8);
    run.append('b22a/x');
    await run.pass(500);
    expect(run.frame.waitingTopics).toBe(1);
    const { revision } = run.frame;
    await run.command({ kind: 'expandSiblings', node: run.node('b23') });
    expect(run.frame.anchor).toEqual({ node: run.node('b23'), rank: 23 * 5 });
    expect(run.frame.first).toBe(20 + 23 * 4);
    // Measured before the page knew of it.
    await run.command({ kind: 'look', first: 20, count: 8, visibleFirst: 20, visibleCount: 8, anchor: null, revision });
    expect(run.frame).toMatchObject({ first: 20 + 23 * 4, waitingTopics: 1 });
  });

  it('keeps the row a person opened where it is', async () => {
    await attended(['a/1', 'a/2', 'b/1', 'b/2', 'c', 'd']);
    await run.command({ kind: 'collapseAll' });
    await run.look(0, 4, run.node('c'));
    await run.command({ kind: 'expand', node: run.node('a'), open: true });
    expect(run.frame).toMatchObject({ first: 0, anchor: { node: run.node('a'), rank: 0 } });
  });
});

describe('pause', () => {
  it('stands still in every respect, also while scrolling and expanding, and catches up in one frame', async () => {
    await attended(['a/1', 'a/2', 'b/1', 'c']);
    await run.command({ kind: 'collapseAll' });
    await run.command({ kind: 'select', node: run.node('c') });
    await run.pass(500);
    await run.command({ kind: 'pause', on: true });
    const still = run.frame;
    expect(still.status.newerWhilePaused).toBe(0);
    for (let step = 0; step < 40; step += 1) {
      for (const topic of ['a/1', 'a/3', 'b/1', 'bb/new', 'c']) run.append(topic, `new ${step}`);
      await run.pass(500);
    }
    expect(run.frame.rows).toEqual(still.rows);
    expect(run.frame.status).toMatchObject({ newerWhilePaused: 200, nowMs: still.status.nowMs });
    expect(run.frame.status.messages).toBe(still.status.messages + 200);
    expect(run.frame.selected).toEqual(still.selected);
    await run.command({ kind: 'expand', node: run.node('a'), open: true });
    expect(run.tree).toEqual(['- a', '  1', '  2', '+ b', 'c']);
    expect(run.frame.rows[1]).toMatchObject({ preview: { text: '1' }, messages: 1 });

    expect(await run.ask({ ask: 'payloadText', node: run.node('c'), seq: null })).toMatchObject({ value: '1' });
    const body = {
      ask: 'openBody',
      node: run.node('a/1'),
      seq: null,
      view: 'raw',
      compare: false,
      all: false
    } as const;
    expect(await run.ask(body, 2)).toMatchObject({ value: { facts: { seq: 1 } } });

    const frames = run.frames.length;
    await run.command({ kind: 'pause', on: false });
    expect(run.frames.length).toBe(frames + 1);
    expect(run.tree).toEqual(['- a', '  1', '  2', '  3', '+ b', '+ bb', 'c']);
    expect(run.frame.rows[1]?.preview).toEqual({ kind: 'text', text: 'new 39' });
    expect(run.frame.status.newerWhilePaused).toBeNull();
    expect(run.frame.selected?.messages).toBe(41);
  });
});

describe('a value of a paused view', () => {
  it('says so where it had to make room meanwhile', async () => {
    for (let topic = 0; topic < 100; topic += 1) run.append(String(topic), 'then');
    await run.pass(500);
    await run.command({ kind: 'pause', on: true });
    run.store.setBudgets({ historyBudgetBytes: 100_000, topicLimit: 1_000 });
    const payload = new Uint8Array(10_000).fill(0x31);
    for (let step = 0; step < 300; step += 1) {
      run.append('55', payload);
      run.store.maintain();
    }
    await run.look(50, 10);
    const previews = new Map(run.frame.rows.map((row) => [row.topic, row.preview]));
    expect(previews.get('54')).toEqual({ kind: 'text', text: 'then' });
    expect(previews.get('55')).toEqual({ kind: 'not-kept' });
    const text = { ask: 'payloadText', node: run.node('55'), seq: null } as const;
    expect(await run.ask(text)).toMatchObject({ failure: { code: 'not-kept' } });
  });
});

describe('at random', () => {
  const topicFrom = (random: () => number): string =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, () => 'abcdefgh'[Math.floor(random() * 8)]).join('/');

  it('never moves what is on screen while a person attends, whatever comes in', async () => {
    const random = randomFrom(23);
    for (let round = 0; round < 15; round += 1) {
      const one = new ViewRun();
      await one.open();
      for (let step = 0; step < 60; step += 1) one.append(topicFrom(random));
      await one.pass(2_000);
      await one.command({ kind: 'presence', attended: true, hidden: false });
      for (let step = 0; step < 12; step += 1) {
        const branches = one.frame.rows.filter((row) => row.branch);
        const branch = branches[Math.floor(random() * branches.length)];
        if (branch) await one.command({ kind: 'expand', node: branch.node, open: random() < 0.8 });
      }
      const visibleFirst = Math.floor(random() * one.frame.totalRows * 0.7);
      await one.look(visibleFirst, 8);
      const before = one.frame.rows.map((row) => row.topic);
      for (let step = 0; step < 40; step += 1) {
        for (let more = 0; more < 5; more += 1) one.append(topicFrom(random));
        await one.pass(100);
        expect(one.frame.rows.map((row) => row.topic).slice(0, before.length)).toEqual(before);
        const anchor = one.frame.anchor;
        expect(one.frame.rows[(anchor?.rank ?? 0) - one.frame.first]?.node).toBe(anchor?.node);
      }
      await one.command({ kind: 'showNew' });
      expect(one.frame.waitingTopics).toBe(0);
    }
  });

  it('shows, all open and let in, exactly the topics of a plain sorted tree', async () => {
    const random = randomFrom(29);
    const one = new ViewRun();
    await one.open();
    await one.look(0, 400);
    const topics = new Set<string>();
    for (let step = 0; step < 30; step += 1) {
      await one.command({ kind: 'presence', attended: random() < 0.5, hidden: false });
      for (let more = 0; more < 10; more += 1) {
        const topic = topicFrom(random);
        topics.add(topic);
        one.append(topic);
      }
      await one.pass(300);
      await one.command({ kind: 'showNew' });
      await one.command({ kind: 'expandBranch', node: 0 });
      await one.look(0, 400);
      const shown = one.frame.rows.filter((row) => row.preview !== null).map((row) => row.topic);
      const bySegments = (a: string, b: string): number => (a.replaceAll('/', ' ') < b.replaceAll('/', ' ') ? -1 : 1);
      expect(shown).toEqual([...topics].sort(bySegments).slice(0, shown.length));
      if (one.frame.totalRows <= 400) expect(shown.length).toBe(topics.size);
      for (const [index, row] of one.frame.rows.entries()) {
        const next = one.frame.rows[index + 1];
        if (next) expect(next.depth).toBe(row.open ? row.depth + 1 : Math.min(next.depth, row.depth));
      }
    }
  });
});
