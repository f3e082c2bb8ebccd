import mqtt, { type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isSecure, type Protocol } from '../../electron/contract/address';
import type { ConnectionConfig } from '../../electron/contract/engine-control';
import type { SpokenVersion } from '../../electron/contract/profile';
import { startAedes } from '../support/aedes-broker';
import { makeCertificates, type Certificates } from '../support/certificates';
import { usualSubscription } from '../../electron/contract/usual-fields';
import { connectionConfig } from '../support/connection-config';
import { EngineRun } from '../support/engine-run';
import { startMosquitto } from '../support/mosquitto';
import { grantedIn } from '../support/link-run';
import { networkProtocols } from '../support/network-protocols';
import { waitUntil } from '../support/wait-until';

interface Broker {
  port(protocol: Protocol): number;
  dispose(): Promise<void>;
}

interface Brand {
  readonly name: string;
  readonly versions: readonly SpokenVersion[];
  readonly start: (certificates: Certificates) => Promise<Broker>;
}

const brands: readonly Brand[] = [
  {
    name: 'Mosquitto',
    versions: ['3.1.1', '5'],
    start: ({ server, caFile }) => startMosquitto({ protocols: networkProtocols, tls: { ...server, caFile } })
  },
  // Aedes 1.2 has no MQTT 5.
  {
    name: 'Aedes',
    versions: ['3.1.1'],
    start: ({ server }) => startAedes({ protocols: networkProtocols, tls: server })
  }
];

const levels = [0, 1, 2] as const;

let certificates: Certificates;
beforeAll(() => {
  certificates = makeCertificates();
});
afterAll(() => certificates.dispose());

describe.each(brands)('$name', (brand) => {
  let broker: Broker;
  beforeAll(async () => {
    broker = await brand.start(certificates);
  });
  afterAll(() => broker.dispose());

  const table = brand.versions.flatMap((version) => networkProtocols.map((protocol) => ({ protocol, version })));
  describe.each(table)('over $protocol, MQTT $version', ({ protocol, version }) => {
    const cleanups: (() => unknown)[] = [];
    afterEach(async () => {
      for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    });

    /** Topics of one test: the broker outlives it. */
    const root = `${brand.name}/${protocol}/${version}`;

    function config(filters: readonly string[]): ConnectionConfig {
      return connectionConfig({
        address: { protocol, port: broker.port(protocol) },
        caPem: isSecure(protocol) ? certificates.caPem : null,
        fields: { mqttVersion: version, subscriptions: filters.map((filter) => usualSubscription(filter, 2)) }
      });
    }

    async function online(...filters: string[]): Promise<EngineRun> {
      const run = new EngineRun();
      cleanups.push(() => run.stop());
      await run.connect(config(filters)).reaches('online');
      return run;
    }

    async function granted(run: EngineRun, ...filters: string[]): Promise<void> {
      await waitUntil(
        () => `${filters.join(', ')} to be granted; it said ${JSON.stringify(run.states.at(-1))}`,
        () => grantedIn(run.states.at(-1)).join() === filters.join()
      );
    }

    /** Another client of the same broker, over plain TCP. */
    async function peer(will?: { topic: string; payload: Buffer }): Promise<MqttClient> {
      const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port('mqtt')}`, {
        reconnectPeriod: 0,
        ...(will ? { will: { ...will, qos: 1, retain: false } } : {})
      });
      cleanups.push(() => client.endAsync(true));
      return client;
    }

    it('goes up step by step', async () => {
      const run = await online(`${root}/#`);
      const steps = run.states.flatMap((state) => (state.kind === 'connecting' ? [state.step] : []));
      const tls = isSecure(protocol) ? ['tls'] : [];
      const webSocket = protocol.startsWith('ws') ? ['websocket'] : [];
      expect(steps).toEqual(['name', 'tcp', ...tls, ...webSocket, 'mqtt']);
    });

    it('shows what the broker retained, marked as such', async () => {
      const topic = `${root}/retained`;
      const other = await peer();
      await other.publishAsync(topic, 'kept', { qos: 1, retain: true });
      const run = await online(`${root}/#`);
      expect(await run.history(topic)).toMatchObject([{ retain: true, duplicate: false, sizeBytes: 4, qos: 1 }]);
      expect((await run.row(topic)).retained).toBe(true);
      await other.publishAsync(topic, '', { qos: 1, retain: true });
    });

    it.each(levels)('receives QoS %i', async (qos) => {
      const topic = `${root}/in/${qos}`;
      const run = await online(`${root}/#`);
      const other = await peer();
      for (const payload of ['one', 'three', 'fourteen bytes']) await other.publishAsync(topic, payload, { qos });
      const entries = await run.history(topic, 3);
      expect(entries.map((entry) => entry.sizeBytes)).toEqual([14, 5, 3]);
      for (const entry of entries) expect(entry).toMatchObject({ qos, retain: false, duplicate: false });
    });

    it.each(levels)('publishes QoS %i, and sees its own message by the road of all others', async (qos) => {
      const topic = `${root}/out/${qos}`;
      const run = await online(`${root}/#`);
      const other = await peer();
      const got: { payload: string; qos: number }[] = [];
      other.on('message', (_topic, payload, packet) => got.push({ payload: payload.toString(), qos: packet.qos }));
      await other.subscribeAsync(topic, { qos: 2 });
      const answer = await run.publish(topic, 'grüße', { qos });
      expect(answer).toEqual({
        ok: true,
        value: { acknowledgedMs: qos === 0 ? null : (expect.any(Number) as number), reasonCode: 0 }
      });
      await waitUntil('the peer to have it', () => got.length > 0);
      expect(got).toEqual([{ payload: 'grüße', qos }]);
      expect(await run.history(topic)).toMatchObject([{ qos, sizeBytes: 7 }]);
    });

    it('publishes retained, and clears it', async () => {
      const topic = `${root}/kept`;
      const run = await online();
      await run.publish(topic, 'stay', { qos: 1, retain: true });
      const other = await peer();
      const got: string[] = [];
      other.on('message', (_topic, payload, packet) =>
        got.push(`${payload.toString()}${packet.retain ? ' retained' : ''}`)
      );
      await other.subscribeAsync(topic);
      await waitUntil('the retained message', () => got.length > 0);
      await run.publish(topic, '', { qos: 1, retain: true });
      await waitUntil('the clearing', () => got.length > 1);
      expect(got).toEqual(['stay retained', '']);
    });

    it('answers with correlation data where the version has it', async () => {
      const topic = `${root}/answer`;
      const run = await online(`${root}/#`);
      await granted(run, `${root}/#`);
      const correlationData = new Uint8Array([0x7f, 0x3a, 0, 0xff]);
      expect(await run.publish(topic, 'done', { qos: 1, correlationData })).toMatchObject({ ok: true });
      await run.history(topic);
      const { node } = await run.row(topic);
      const wish = { view: 'decoded', compare: false, all: false } as const;
      const opened = await run.ask({ ask: 'openBody', node, seq: null, ...wish });
      const properties = opened.ok ? opened.value.facts.properties : undefined;
      expect(properties?.correlationData ?? null).toEqual(version === '5' ? correlationData : null);
    });

    it('receives the will of a client that dies', async () => {
      const topic = `${root}/will`;
      const run = await online(`${root}/#`);
      const other = await peer({ topic, payload: Buffer.from('gone') });
      other.stream.destroy();
      expect(await run.history(topic)).toMatchObject([{ sizeBytes: 4, retain: false }]);
    });

    it('changed subscriptions take effect on the link that is up, the values stay', async () => {
      const run = await online(`${root}/old/#`, `${root}/kept/#`);
      await granted(run, `${root}/old/#`, `${root}/kept/#`);
      const other = await peer();
      await other.publishAsync(`${root}/old/a`, '1', { qos: 1 });
      await run.row(`${root}/old/a`);

      const before = run.states.length;
      run.connect(config([`${root}/kept/#`, `${root}/new/#`]));
      // The SUBSCRIBE followed the UNSUBSCRIBE.
      await granted(run, `${root}/kept/#`, `${root}/new/#`);
      await other.publishAsync(`${root}/old/a`, '2', { qos: 1 });
      await other.publishAsync(`${root}/new/a`, '3', { qos: 1 });
      await other.publishAsync(`${root}/kept/marker`, '4', { qos: 1 });
      await run.row(`${root}/new/a`);
      await run.row(`${root}/kept/marker`);
      expect(await run.history(`${root}/old/a`)).toHaveLength(1);
      expect(new Set(run.states.slice(before - 1).map((state) => state.kind === 'online' && state.sinceMs)).size).toBe(
        1
      );
    });

    it('disconnects, and receives nothing more', async () => {
      const run = await online(`${root}/late/#`);
      await granted(run, `${root}/late/#`);
      const other = await peer();
      run.engine.handle({ kind: 'disconnect' }, null);
      expect(run.states.at(-1)).toEqual({ kind: 'idle' });
      await other.publishAsync(`${root}/late/missed`, 'x', { qos: 1 });
      expect(await run.publish(`${root}/late/missed`, 'y')).toMatchObject({ ok: false, failure: { code: 'offline' } });
      // What came through to the link before would be drawn beside the marker.
      run.connect(config([`${root}/late/#`]));
      await granted(run, `${root}/late/#`);
      await other.publishAsync(`${root}/late/marker`, 'x', { qos: 1 });
      await run.row(`${root}/late/marker`);
      expect(run.frame()?.status.messages).toBe(1);
    });
  });
});
