import mqtt from 'mqtt';
import { generate, type IPublishPacket } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { isSecure } from '../../../electron/contract/address';
import { startAedes } from '../../support/aedes-broker';
import { connectionConfig } from '../../support/connection-config';
import { LinkRun } from '../../support/link-run';
import { networkProtocols } from '../../support/network-protocols';
import { politeAnswer, type ScriptedConnection } from '../../support/scripted-broker';
import { waitUntil } from '../../support/wait-until';
import { linkScene } from '../../support/link-scene';

const { cleanups, certificates, linkRun, scripted } = linkScene();

function publish(topic: string, more: Partial<IPublishPacket> = {}): IPublishPacket {
  return { cmd: 'publish', topic, payload: 'x', qos: 0, retain: false, dup: false, ...more };
}

describe('a consumer that is slower than the broker', () => {
  const keepaliveMs = 1_000;

  function spend(ms: number): void {
    const untilMs = performance.now() + ms;
    while (performance.now() < untilMs);
  }

  /** Keepalive of 1 s by the broker's wish [MQTT5 3.2.2.3.14]; counts the PINGREQs. */
  async function impatient(
    feed: (connection: ScriptedConnection) => void
  ): Promise<{ port: number; pings: () => number }> {
    let pings = 0;
    const broker = await scripted({
      packet: (packet, connection) => {
        if (packet.cmd === 'pingreq') pings += 1;
        if (packet.cmd === 'connect') {
          const properties = { serverKeepAlive: keepaliveMs / 1_000 };
          connection.send({ cmd: 'connack', reasonCode: 0, sessionPresent: false, properties });
        } else politeAnswer(packet, connection);
        if (packet.cmd === 'subscribe') feed(connection);
      }
    });
    return { port: broker.port, pings: () => pings };
  }

  it('stays connected for three keepalives, with PINGRESP behind all that waits', async () => {
    const flood = Buffer.concat(
      Array.from({ length: 600 }, () => generate(publish('a', { payload: Buffer.alloc(100) }), { protocolVersion: 5 }))
    );
    const { port, pings } = await impatient(({ socket }) => {
      const feed = (): void => {
        while (socket.write(flood));
      };
      socket.on('drain', feed);
      feed();
    });
    const run = linkRun(new LinkRun(undefined, () => spend(0.1)));
    run.connect(connectionConfig({ address: { port }, fields: { mqttVersion: '5' } }));
    const { sinceMs } = await run.reaches('online');
    await waitUntil('three keepalives', () => Date.now() - sinceMs > 3 * keepaliveMs);
    expect(run.states.filter(({ kind }) => kind === 'online' || kind === 'waiting').at(-1)?.kind).toBe('online');
    expect(pings()).toBeGreaterThanOrEqual(3);
    // 10,000 messages a second are handed on: what waits is more than two keepalives of that.
    expect(run.link.intake.waitingBytes).toBeGreaterThan(2_000_000);
    run.link.disconnect();
    expect(run.link.intake).toMatchObject({ step: 0, waitingBytes: 0 });
  });

  it('stays connected with a full receive buffer, and gets every message in order', async () => {
    const count = 12_000;
    const flood = Buffer.concat(
      Array.from({ length: count }, (_, index) =>
        generate(publish('a', { payload: String(index).padStart(100) }), { protocolVersion: 5 })
      )
    );
    const { port, pings } = await impatient((connection) => connection.send(flood));
    const got: number[] = [];
    let heldMs = 0;
    const run = linkRun(
      new LinkRun(undefined, ({ bytes, payloadStart, payloadEnd }) => {
        got.push(Number(Buffer.from(bytes.subarray(payloadStart, payloadEnd)).toString()));
        spend(0.2);
        if (run.link.intake.step === 4) heldMs += 0.2;
      })
    );
    const config = {
      address: { port },
      fields: { mqttVersion: '5' as const },
      budgets: { receiveBufferBytes: 100_000 }
    };
    run.connect(connectionConfig(config));
    await waitUntil('all messages', () => got.length === count);
    expect(got).toEqual(Array.from({ length: count }, (_, index) => index));
    expect(run.states.map(({ kind }) => kind)).not.toContain('waiting');
    expect(heldMs).toBeGreaterThan(keepaliveMs / 2);
    expect(pings()).toBeGreaterThanOrEqual(3);
    await waitUntil('the end of the overload', () => run.steps.at(-1) === 0);
    expect(run.steps).toContain(4);
  });
});

describe('a receive buffer that is full', () => {
  it.each(networkProtocols)('over %s: holds the socket, and loses nothing', async (protocol) => {
    const broker = await startAedes({ protocols: ['mqtt', protocol], tls: certificates().server });
    cleanups.push(() => broker.dispose());
    const count = 3_000;
    let got = 0;
    const run = linkRun(new LinkRun(undefined, () => void (got += 1)));
    const caPem = isSecure(protocol) ? certificates().caPem : null;
    const address = { protocol, port: broker.port(protocol) };
    run.connect(connectionConfig({ address, caPem, budgets: { receiveBufferBytes: 5_000 } }));
    await waitUntil('the SUBACK', () => run.granted.length === 1);
    const peer = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port('mqtt')}`, { reconnectPeriod: 0 });
    cleanups.push(() => peer.endAsync(true));
    for (let index = 0; index < count; index += 1) peer.publish(`a/${index}`, 'x'.repeat(200));
    await waitUntil('all', () => got === count);
    expect(run.steps).toContain(4);
    await waitUntil('the end of the overload', () => run.steps.at(-1) === 0);
  });
});

describe('large messages out while QoS 1 floods in', () => {
  it('every packet arrives whole, every message is acknowledged once', async () => {
    const incoming = 20_000;
    const acknowledged: number[] = [];
    const sizes: number[] = [];
    const broker = await scripted({
      packet: (packet, connection) => {
        politeAnswer(packet, connection);
        if (packet.cmd === 'puback') acknowledged.push(packet.messageId ?? 0);
        if (packet.cmd === 'publish') {
          sizes.push(packet.payload.length);
          connection.send({ cmd: 'puback', messageId: packet.messageId ?? 0 });
        }
        if (packet.cmd === 'subscribe') {
          const flood = Array.from({ length: incoming }, (_, index) =>
            generate(publish('in', { qos: 1, messageId: index + 1 }))
          );
          connection.send(Buffer.concat(flood));
        }
      }
    });
    let got = 0;
    const answers: boolean[] = [];
    const run = linkRun(
      new LinkRun(undefined, () => {
        got += 1;
        if (got % 1_000 !== 0) return;
        const outgoing = {
          topic: 'out',
          payload: new Uint8Array(got * 50).fill(0x40),
          qos: 1,
          retain: false,
          correlationData: null
        } as const;
        run.link.send(outgoing, ({ ok }) => answers.push(ok));
      })
    );
    run.connect(connectionConfig({ address: { port: broker.port } }));
    await waitUntil('all answers', () => answers.length === 20);
    await waitUntil('all PUBACKs', () => acknowledged.length === incoming);
    expect(answers).not.toContain(false);
    expect(acknowledged).toEqual(Array.from({ length: incoming }, (_, index) => index + 1));
    expect(sizes).toEqual(Array.from({ length: 20 }, (_, index) => (index + 1) * 50_000));
  });
});
