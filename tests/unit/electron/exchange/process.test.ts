import { EventEmitter } from 'node:events';
import path from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../storage/temporary-folder';
import { connectionRow, makeMqttxDatabase } from './example-database';

/** Electron's parentPort, as far as the reader of databases looks at it. */
class FakeParentPort extends EventEmitter {
  readonly answers: unknown[] = [];

  postMessage(answer: unknown): void {
    this.answers.push(answer);
  }
}

it('reads the copy it is told of, and ignores what is none', async () => {
  const parentPort = new FakeParentPort();
  Object.assign(process, { parentPort });
  onTestFinished(() => void Reflect.deleteProperty(process, 'parentPort'));
  const copy = path.join(temporaryFolder(), 'copy.db');
  const database = makeMqttxDatabase(copy);
  database.insert('ConnectionEntity', connectionRow());
  database.close();

  await import('../../../../electron/exchange/process');
  parentPort.emit('message', { data: null });
  parentPort.emit('message', { data: copy });
  await vi.waitFor(() => expect(parentPort.answers).toHaveLength(1), { timeout: 10_000 });
  expect(parentPort.answers).toMatchObject([{ ok: true, value: { tool: 'mqttx', profiles: [{}] } }]);
});
