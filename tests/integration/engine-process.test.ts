import { EventEmitter } from 'node:events';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { ControlMessage, ControlReport } from '#contract/engine-control';
import { contractVersion } from '#contract/port';
import { connectionConfig } from '../support/connection-config';
import { politeAnswer, startScriptedBroker } from '../support/scripted-broker';

/** Electron's MessagePortMain: what comes before `start` waits, and without a listener it would be lost. */
class FakeMessagePort extends EventEmitter {
  readonly sent: unknown[] = [];
  #waiting: unknown[] | null = [];

  postMessage(message: unknown): void {
    this.sent.push(message);
  }

  start(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const data of waiting) this.emit('message', { data });
  }

  fromWindow(data: unknown): void {
    if (this.#waiting) this.#waiting.push(data);
    else this.emit('message', { data });
  }

  close(): void {
    this.emit('close');
  }
}

/** Electron's parentPort, as far as the engine process looks at it. */
class FakeParentPort extends EventEmitter {
  readonly reports: ControlReport[] = [];

  postMessage(report: ControlReport): void {
    this.reports.push(report);
  }

  order(data: ControlMessage, ports: readonly FakeMessagePort[] = []): void {
    this.emit('message', { data, ports });
  }
}

it('is ready, takes ports, reports bugs with its last words, and ends on stop', async () => {
  const parentPort = new FakeParentPort();
  Object.assign(process, { parentPort });
  process.env.MQTTJS_SOCKS_PROXY = 'socks5://127.0.0.1:1';
  const before = process.listeners('uncaughtException');
  const rejectionsBefore = process.listeners('unhandledRejection');
  const exit = vi.spyOn(process, 'exit').mockReturnValue(undefined as never);
  onTestFinished(() => {
    Reflect.deleteProperty(process, 'parentPort');
    exit.mockRestore();
    for (const listener of process.listeners('unhandledRejection')) {
      if (!rejectionsBefore.includes(listener)) process.off('unhandledRejection', listener);
    }
  });
  const broker = await startScriptedBroker({ packet: politeAnswer });
  onTestFinished(() => broker.dispose());

  await import('../../electron/engine/process');
  expect(process.env.MQTTJS_SOCKS_PROXY).toBeUndefined();
  expect(parentPort.reports).toEqual([{ kind: 'ready' }]);

  const port = new FakeMessagePort();
  port.fromWindow({ type: 'hello', version: contractVersion });
  parentPort.order({ kind: 'attach', windowId: 1, expanded: null }, [port]);
  await vi.waitFor(() => expect(port.sent).toContainEqual(expect.objectContaining({ kind: 'snapshot' })));

  parentPort.order({ kind: 'connect', config: connectionConfig({ address: { port: broker.port } }) });
  await vi.waitFor(() =>
    expect(parentPort.reports).toContainEqual({
      kind: 'state',
      state: expect.objectContaining({ kind: 'online' }) as unknown
    })
  );

  const [onBug] = process.listeners('uncaughtException').filter((listener) => !before.includes(listener));
  if (!onBug) throw new Error('nobody listens for bugs');
  process.off('uncaughtException', onBug);
  onBug(new Error('made up'), 'uncaughtException');
  expect(parentPort.reports).toContainEqual({ kind: 'bug', text: expect.stringContaining('made up') as unknown });
  await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(1));

  parentPort.order({ kind: 'stop' });
  await vi.waitFor(() => expect(exit).toHaveBeenCalledWith(0), { timeout: 5_000 });
  expect(parentPort.reports.at(-1)).toEqual({ kind: 'state', state: { kind: 'idle' } });
});
