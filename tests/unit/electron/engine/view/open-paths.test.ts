import { describe, expect, it } from 'vitest';
import { maxKeptExpansionCharacters, maxKeptExpansions } from '../../../../../electron/contract/limits';
import { ViewRun } from '../../../../support/view-run';

async function opened(expanded: readonly string[] | null, topics: readonly string[] = []): Promise<ViewRun> {
  const run = new ViewRun({ expanded });
  for (const topic of topics) run.append(topic);
  await run.open();
  await run.look(0, 40);
  return run;
}

describe('kept expansion', () => {
  it('opens branches as they appear, and nothing else by itself', async () => {
    const run = await opened(['a', 'a/b', 'x/y'], ['a/k']);
    expect(run.tree).toEqual(['- a', '  k']);
    for (const topic of ['a/b/c/1', 'a/b/d', 'x/y/1', 'x/z/1', 'm/1']) run.append(topic);
    await run.pass(3_000);
    expect(run.tree).toEqual(['- a', '  - b', '    + c', '    d', '  k', '+ m', '+ x']);
    await run.command({ kind: 'expand', node: run.node('x'), open: true });
    expect(run.tree.slice(-4)).toEqual(['- x', '  - y', '    1', '  + z']);
  });

  it('opens a branch with its first topics when it is new, in a folded row too', async () => {
    const run = await opened(['factory/leipzig']);
    run.append('factory/leipzig/a');
    await run.pass(200);
    expect(run.tree).toEqual(['- factory / leipzig', '  a']);
  });

  it('is empty and not unknown for a person who closed everything: the first view opens nothing', async () => {
    const run = await opened([]);
    run.append('a/1');
    await run.pass(3_000);
    expect(run.tree).toEqual(['+ a']);
    const fresh = await opened(null);
    fresh.append('a/1');
    await fresh.pass(3_000);
    expect(fresh.tree).toEqual(['- a', '  1']);
  });

  it('takes empty levels, what is no own name elsewhere, and replacement characters for what they are', async () => {
    const run = await opened(['', '/', '__proto__', '\ufffd']);
    for (const topic of ['/', '//x', '__proto__/1', '\ufffd/1']) run.append(topic);
    run.append(new Uint8Array([0xff, 0x2f, 0x31]));
    await run.pass(200);
    expect(run.tree).toEqual(['- ', '  - ', '    x', '- __proto__', '  1', '- \ufffd', '  1', '+ \\xff']);
  });
});

describe('what is told to be kept', () => {
  it('is what a person changed, a second later and once', async () => {
    const run = await opened(null, ['a/1', 'a/2', 'b/c/1', 'b/c/2']);
    await run.pass(3_000);
    expect(run.tree).toEqual(['- a', '  1', '  2', '- b / c', '  1', '  2']);
    expect(run.expandedTold).toEqual([]);
    await run.command({ kind: 'expand', node: run.node('a'), open: false });
    await run.pass(500);
    await run.command({ kind: 'expand', node: run.node('a'), open: true });
    await run.command({ kind: 'expand', node: run.node('a'), open: false });
    await run.pass(900);
    expect(run.expandedTold).toEqual([]);
    await run.pass(10_000);
    expect(run.expandedTold).toEqual([['b/c', 'b']]);
  });

  it('holds what is open in closed branches and what has not come yet; closing all forgets both', async () => {
    const run = await opened(['a', 'a/b', 'late/one', 'late'], ['a/b/1', 'a/c', 'k/1']);
    await run.command({ kind: 'expand', node: run.node('a'), open: false });
    await run.pass(1_100);
    expect(run.expandedTold.at(-1)).toEqual(['a/b', 'late', 'late/one']);
    await run.command({ kind: 'collapseAll' });
    await run.pass(1_100);
    expect(run.expandedTold.at(-1)).toEqual([]);
    run.append('late/one/1');
    await run.pass(200);
    expect(run.tree).toEqual(['+ a', '+ k', '+ late / one']);
  });

  it('leaves topics out that are no UTF-8', async () => {
    const run = await opened([], ['a/1']);
    run.append(new Uint8Array([0xff, 0x2f, 0x31]));
    await run.pass(200);
    await run.command({ kind: 'expandBranch', node: 0 });
    await run.pass(1_100);
    expect(run.expandedTold).toEqual([['a']]);
  });

  it('is told at the latest when the window goes', async () => {
    const run = await opened([], ['a/1']);
    await run.command({ kind: 'expand', node: run.node('a'), open: true });
    run.session.dispose();
    expect(run.expandedTold).toEqual([['a']]);
  });

  it('is bounded, the uppermost first, also when a whole tree was opened', async () => {
    const run = await opened([]);
    for (let branch = 0; branch < 3_000; branch += 1) run.append(`top-${branch % 1_500}/${branch}/x`);
    await run.pass(200);
    await run.command({ kind: 'expandBranch', node: 0 });
    await run.pass(1_100);
    const paths = run.expandedTold[0] ?? [];
    expect(paths.length).toBe(maxKeptExpansions);
    expect(paths.filter((path) => !path.includes('/')).length).toBe(1_500);

    const hostile = await opened([]);
    for (let branch = 0; branch < 40; branch += 1) hostile.append(`${branch}${'x'.repeat(30_000)}/1`);
    await hostile.pass(200);
    await hostile.command({ kind: 'expandBranch', node: 0 });
    await hostile.pass(1_100);
    const characters = (hostile.expandedTold[0] ?? []).reduce((sum, path) => sum + path.length, 0);
    expect(characters).toBeGreaterThan(150_000);
    expect(characters).toBeLessThanOrEqual(maxKeptExpansionCharacters);
  });

  it('brings the same rows back in another engine', async () => {
    const topics = ['a/b/1', 'a/b/2', 'a/c/1', 'k/l/m/1', 'z'];
    const before = await opened(null, topics);
    await before.pass(3_000);
    await before.command({ kind: 'expand', node: before.node('a/b'), open: false });
    await before.pass(1_100);
    const after = await opened(before.expandedTold[0] ?? null, [...topics].reverse());
    expect(after.tree).toEqual(before.tree);
  });
});
