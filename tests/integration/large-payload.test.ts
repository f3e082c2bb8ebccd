import { createHash, randomFillSync } from 'node:crypto';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionConfig } from '../support/connection-config';
import { EngineRun } from '../support/engine-run';
import { startMosquitto, type Mosquitto } from '../support/mosquitto';

const bytes = 256_000_000;

let folder: string;
let broker: Mosquitto;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'treeline-large-'));
  broker = await startMosquitto({ protocols: ['mqtt'] });
});
afterAll(async () => {
  await broker.dispose();
  rmSync(folder, { recursive: true, force: true });
});

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** The one slow test: the largest message there is by default. */
describe('a payload of 256,000,000 bytes', { timeout: 120_000 }, () => {
  it('arrives whole over TCP and is saved byte for byte', async () => {
    const payload = randomFillSync(Buffer.allocUnsafeSlow(bytes));
    const run = new EngineRun();
    const peer = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port('mqtt')}`, { reconnectPeriod: 0 });
    try {
      await run.connect(connectionConfig({ address: { port: broker.port('mqtt') } })).reaches('online');
      await peer.publishAsync('large/one', payload, { qos: 1 });
      const { node } = await run.row('large/one');
      const [entry] = await run.history('large/one');
      expect(entry?.sizeBytes).toBe(bytes);

      const path = join(folder, 'large.bin');
      expect(await run.saveBody(node, path)).toEqual({ ok: true, value: { bytes } });
      expect(await sha256(path)).toBe(createHash('sha256').update(payload).digest('hex'));
      expect(run.states.at(-1)?.kind).toBe('online');
    } finally {
      await peer.endAsync(true);
      await run.stop();
    }
  });
});
