import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../../../support/arrival';
import { ViewRun } from '../../../../support/view-run';

/** Topics in, a person's hand on the tree: the gate is closed. */
async function attended(topics: readonly string[], visibleCount = 20): Promise<ViewRun> {
  const run = new ViewRun({ expanded: [] });
  for (const topic of topics) run.append(topic);
  await run.open();
  await run.look(0, visibleCount);
  await run.command({ kind: 'expandBranch', node: 0 });
  await run.command({ kind: 'presence', attended: true, hidden: false });
  return run;
}

describe('waiting', () => {
  it('holds 200,000 siblings back one by one, counts them, and lets them in at once', async () => {
    const run = await attended(['m/5', 'm/7', 'z']);
    for (let topic = 0; topic < 1_000; topic += 1) run.append(`m/6/${topic}`);
    for (let sibling = 0; sibling < 200_000; sibling += 1) run.append(`m/6-${sibling}`);
    await run.pass(200);
    expect(run.frame).toMatchObject({ waitingTopics: 201_000, totalRows: 4 });
    await run.command({ kind: 'showNew' });
    expect(run.frame).toMatchObject({ waitingTopics: 0, totalRows: 200_005 });
    expect(run.tree.slice(0, 5)).toEqual(['- m', '  5', '  + 6', '  6-0', '  6-1']);
    await run.look(200_000, 20);
    expect(run.tree).toEqual(['  6-199997', '  6-199998', '  6-199999', '  7', 'z']);
  }, 30_000);

  it('lets siblings of a closed branch in without looking for their place', async () => {
    const run = await attended(['m/5', 'z']);
    await run.command({ kind: 'expand', node: run.node('m'), open: false });
    for (let sibling = 0; sibling < 20_000; sibling += 1) run.append(`m/${sibling}`);
    await run.pass(300);
    expect(run.frame).toMatchObject({ waitingTopics: 0, totalRows: 2 });
    expect(run.frame.rows[0]?.topicsBelow).toBe(20_000);
  });

  it('counts what comes below a waiting branch, and shows it with it', async () => {
    const run = await attended(['a', 'c', 'e']);
    run.append('b/1/x');
    run.append('b/1/y');
    run.append('b/2');
    run.append('b/1', 'a value of its own');
    await run.pass(200);
    expect(run.frame).toMatchObject({ waitingTopics: 4, totalRows: 3 });
    await run.command({ kind: 'showNew' });
    expect(run.tree).toEqual(['a', '+ b', 'c', 'e']);
    await run.command({ kind: 'expandBranch', node: run.node('b') });
    expect(run.tree).toEqual(['a', '- b', '  - 1', '    x', '    y', '  2', 'c', 'e']);
    expect(run.frame.rows[2]?.preview).toEqual({ kind: 'text', text: 'a value of its own' });
  });

  it('keeps a folded row on screen together until it may come apart', async () => {
    const run = await attended(['a/b/c/1', 'z']);
    expect(run.tree).toEqual(['- a / b / c', '  1', 'z']);
    run.append('a/b', 'value');
    run.append('a/k/1');
    await run.pass(300);
    expect(run.tree).toEqual(['- a / b / c', '  1', 'z']);
    expect(run.frame.waitingTopics).toBe(2);
    await run.command({ kind: 'showNew' });
    expect(run.tree).toEqual(['- a', '  - b', '    - c', '      1', '  + k', 'z']);
  });

  it('lets a folded row come apart where it is not on screen, with the rows on screen where they are', async () => {
    const run = await attended(['a/b/c/1', 'm', 'n', 'o', 'p'], 3);
    await run.look(3, 2);
    expect(run.tree).toEqual(['n', 'o']);
    run.append('a/k/1');
    run.append('a/b', 'value');
    await run.pass(300);
    expect(run.tree).toEqual(['n', 'o']);
    expect(run.frame).toMatchObject({ first: 6, waitingTopics: 0, totalRows: 9 });
  });
});

describe('rows below a folded one that scrolled away', () => {
  it('stay where they are when it would come apart, unless what is new lands below the screen', async () => {
    const run = await attended(['a/b/1', 'a/b/2', 'a/b/3', 'm', 'n'], 3);
    await run.look(2, 3);
    expect(run.tree).toEqual(['  2', '  3', 'm']);
    run.append('a/k');
    await run.pass(300);
    expect(run.tree).toEqual(['  2', '  3', 'm']);
    expect(run.frame.waitingTopics).toBe(1);
    await run.look(2, 1);
    await run.pass(300);
    expect(run.frame).toMatchObject({ first: 3, waitingTopics: 0, totalRows: 8 });
    expect(run.tree).toEqual(['    2']);
  });
});

describe('a window that comes late', () => {
  it('shows what is there, opened as in the first view, and its own gate from then on', async () => {
    const first = await attended(['a/1', 'b/1']);
    const late = new ViewRun({ store: first.store });
    await late.open();
    await late.look(0, 20);
    await late.pass(2_000);
    expect(late.tree).toEqual(['- a', '  1', '- b', '  1']);
    first.append('a/0');
    await first.pass(200);
    await late.pass(200);
    expect(first.frame).toMatchObject({ waitingTopics: 1, totalRows: 4 });
    expect(late.frame).toMatchObject({ waitingTopics: 0, totalRows: 5 });
    late.session.dispose();
    first.append('a/00');
    await first.command({ kind: 'showNew' });
    expect(first.tree).toEqual(['- a', '  0', '  00', '  1', '- b', '  1']);
  });
});

describe('pause', () => {
  it('brings all in with one frame that came meanwhile: topics, branches that became topics, and what waited before', async () => {
    const run = await attended(['a/b/c/1', 'm', 'z']);
    run.append('k');
    await run.pass(200);
    expect(run.frame.waitingTopics).toBe(1);
    await run.command({ kind: 'pause', on: true });
    run.append('k/below');
    run.append('a/b', 'value');
    for (let topic = 0; topic < 30_000; topic += 1) run.append(`m/${topic}`);
    run.append('zz');
    await run.pass(500);
    expect(run.frame).toMatchObject({ waitingTopics: 1, totalRows: 4 });
    expect(run.tree).toEqual(['- a / b / c', '  1', 'm', 'z']);
    // Of what waits, only what came before the pause is shown.
    await run.command({ kind: 'showNew' });
    expect(run.tree).toEqual(['- a / b / c', '  1', 'k', 'm', 'z']);
    const frames = run.frames.length;
    await run.command({ kind: 'pause', on: false });
    expect(run.frames.length).toBe(frames + 1);
    expect(run.tree).toEqual(['- a', '  - b', '    - c', '      1', '+ k', '+ m', 'z', 'zz']);
    expect(run.frame).toMatchObject({ waitingTopics: 0, status: { topics: 30_007, newerWhilePaused: null } });
    await run.command({ kind: 'expand', node: run.node('m'), open: true });
    expect(run.frame.totalRows).toBe(30_008);
  });

  it('leaves the gate as it is when the view goes on', async () => {
    const run = await attended(['a', 'c']);
    await run.command({ kind: 'pause', on: true });
    await run.command({ kind: 'pause', on: false });
    run.append('b');
    await run.pass(200);
    expect(run.frame).toMatchObject({ waitingTopics: 1, totalRows: 2 });
  });

  it('ends in the same rows as a view that never paused, at random', async () => {
    const random = randomFrom(31);
    const topic = (): string =>
      Array.from({ length: 1 + Math.floor(random() * 4) }, () => 'abcdef'[Math.floor(random() * 6)]).join('/');
    const one = new ViewRun({ expanded: [] });
    const other = new ViewRun({ store: one.store, expanded: [] });
    for (const run of [one, other]) {
      await run.open();
      await run.look(0, 400);
      await run.command({ kind: 'presence', attended: true, hidden: false });
    }
    for (let round = 0; round < 30; round += 1) {
      await one.command({ kind: 'pause', on: random() < 0.5 });
      for (let more = 0; more < 8; more += 1) one.append(topic());
      await one.pass(300);
      await one.command({ kind: 'pause', on: false });
      for (const run of [one, other]) {
        await run.command({ kind: 'showNew' });
        await run.command({ kind: 'expandBranch', node: 0 });
        await run.look(0, 400);
      }
      expect(one.tree).toEqual(other.tree);
    }
  });
});
