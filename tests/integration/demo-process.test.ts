import { EventEmitter } from 'node:events';
import mqtt from 'mqtt';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { DemoOrder, DemoReport } from '#contract/demo';

/** Electron's parentPort, as far as the demo process looks at it. */
class FakeParentPort extends EventEmitter {
  readonly reports: DemoReport[] = [];

  postMessage(report: DemoReport): void {
    this.reports.push(report);
  }

  order(data: DemoOrder | null): void {
    this.emit('message', { data });
  }
}

it('reports its port, serves, ignores what is no order, and ends on stop', async () => {
  const parentPort = new FakeParentPort();
  Object.assign(process, { parentPort });
  const before = process.listeners('disconnect');
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
  onTestFinished(() => {
    Reflect.deleteProperty(process, 'parentPort');
    exit.mockRestore();
    // Vitest's own stay
    for (const listener of process.listeners('disconnect')) {
      if (!before.includes(listener)) process.off('disconnect', listener);
    }
  });

  await import('../../electron/demo/process');
  await vi.waitFor(() => expect(parentPort.reports).toHaveLength(1), { timeout: 10_000 });
  const [report] = parentPort.reports;
  if (report?.kind !== 'listening') throw new Error(`not listening: ${JSON.stringify(report)}`);

  parentPort.order(null);
  const address = `mqtt://127.0.0.1:${report.port}`;
  const client = await mqtt.connectAsync(address, { protocolVersion: 4, reconnectPeriod: 0 });
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
  expect(exit).not.toHaveBeenCalled();

  parentPort.order({ kind: 'stop' });
  await closed;
  await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(0), { timeout: 10_000 });
});
