import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Headless } from '../../../../electron/main/headless';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(capture: () => Promise<string> = () => Promise.resolve('/tmp/picture.png')) {
  const said: string[] = [];
  const exits: number[] = [];
  const headless = new Headless({
    say: (text) => said.push(text),
    line: () => 'Plant: online',
    capture,
    exit: (code) => exits.push(code)
  });
  return { headless, said, exits };
}

describe('Headless', () => {
  it('tells the state every 5 s and shows one picture once the tree is drawn', async () => {
    const { headless, said, exits } = setUp();
    headless.startStatus();
    headless.treeDrawn(0);
    await vi.advanceTimersByTimeAsync(10_000);
    headless.treeDrawn(12);
    headless.treeDrawn(13);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(said).toEqual(['Plant: online', 'Plant: online', 'screenshot: /tmp/picture.png']);
    headless.stop();
    await vi.advanceTimersByTimeAsync(20_000);
    expect([said.length, exits]).toEqual([3, []]);
  });

  it('says when there is no picture', async () => {
    const { headless, said } = setUp(() => Promise.reject(new Error('no window')));
    headless.startStatus();
    headless.treeDrawn(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(said).toEqual(['the window could not be captured']);
    headless.stop();
  });

  it('ends a smoke run with 0 once the tree is drawn', async () => {
    const { headless, said, exits } = setUp();
    headless.startSmoke();
    headless.treeDrawn(0);
    expect(exits).toEqual([]);
    headless.treeDrawn(3);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(exits).toEqual([0]);
    expect(said).toEqual(['smoke: the tree is drawn. Plant: online']);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(exits).toEqual([0]);
  });

  it('ends a smoke run with 1 and the reason after 30 s, or at once when it cannot begin', async () => {
    const late = setUp();
    late.headless.startSmoke();
    await vi.advanceTimersByTimeAsync(29_999);
    expect(late.exits).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect([late.exits, late.said]).toEqual([[1], ['smoke: no tree was drawn within 30 s. Plant: online']]);

    const failed = setUp();
    failed.headless.startSmoke();
    failed.headless.smokeFailed('demo-failed');
    failed.headless.treeDrawn(3);
    expect([failed.exits, failed.said]).toEqual([[1], ['smoke: demo-failed']]);
  });

  it('takes no word for a failed smoke run when there is none', () => {
    const { headless, exits } = setUp();
    headless.smokeFailed('demo-failed');
    expect(exits).toEqual([]);
  });
});
