import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DemoBroker } from '../../../../electron/main/demo-broker';
import { FakeProcess } from './fake-process';

function setUp() {
  const world = { processes: [] as FakeProcess[], again: [] as number[], bugs: [] as string[] };
  const demo = new DemoBroker({
    fork: () => {
      const started = new FakeProcess();
      world.processes.push(started);
      return started;
    },
    listensAgain: (port) => world.again.push(port),
    bug: (text) => world.bugs.push(text),
    nowMs: () => 0
  });
  const latest = (): FakeProcess => {
    const found = world.processes.at(-1);
    if (!found) throw new Error('no process');
    return found;
  };
  return { world, demo, latest };
}

describe('DemoBroker', () => {
  it('starts once, whoever asks', async () => {
    const { world, demo, latest } = setUp();
    const both = [demo.start(), demo.start()];
    latest().say({ kind: 'listening', port: 18_830 });
    expect(await Promise.all(both)).toEqual([
      { ok: true, value: 18_830 },
      { ok: true, value: 18_830 }
    ]);
    expect(world.processes).toHaveLength(1);
    expect(world.again).toEqual([]);
  });

  it('says why it could not start, and tries anew when asked again', async () => {
    const { world, demo, latest } = setUp();
    const first = demo.start();
    latest().say({ kind: 'failed', message: 'EADDRINUSE' });
    expect(await first).toMatchObject({ ok: false, failure: { code: 'demo-failed', raw: 'EADDRINUSE' } });
    expect(latest().killed).toBe(true);
    const second = demo.start();
    latest().end(3);
    expect(await second).toMatchObject({ ok: false, failure: { code: 'demo-failed', raw: 'exit code 3' } });
    expect(world.processes).toHaveLength(2);
  });

  it('does not wait for ever', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { demo, latest } = setUp();
    const starting = demo.start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await starting).toMatchObject({ ok: false, failure: { code: 'demo-failed' } });
    expect(latest().killed).toBe(true);
  });

  it('starts again when it dies, and tells the new port; five times', async () => {
    const { world, demo, latest } = setUp();
    const starting = demo.start();
    latest().say({ kind: 'listening', port: 1 });
    await starting;
    for (let death = 1; death <= 6; death += 1) {
      latest().end(1);
      if (death === 6) break;
      await vi.waitUntil(() => world.processes.length === death + 1);
      latest().say({ kind: 'listening', port: 1 + death });
      await vi.waitUntil(() => world.again.length === death);
    }
    expect(world.again).toEqual([2, 3, 4, 5, 6]);
    expect(world.processes).toHaveLength(6);
  });

  it('stays down once stopped', async () => {
    const { world, demo, latest } = setUp();
    const starting = demo.start();
    latest().say({ kind: 'listening', port: 1 });
    await starting;
    demo.stop();
    expect(latest().kinds()).toEqual(['stop']);
    await Promise.resolve();
    expect(world.processes).toHaveLength(1);
  });
});
