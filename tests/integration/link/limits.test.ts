import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { usualSubscription } from '../../../electron/contract/usual-fields';
import { systemClock } from '../../../electron/engine/link/clock';
import { connectionConfig } from '../../support/connection-config';
import { FakeClock } from '../../support/fake-clock';
import { LinkRun } from '../../support/link-run';
import {
  politeAnswer,
  startScriptedBroker,
  type BrokerScript,
  type ScriptedBroker
} from '../../support/scripted-broker';
import { waitUntil } from '../../support/wait-until';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Sockets are real, time is not: every limit is the shipped one and passes at once. */
function linkRun(clock: FakeClock): LinkRun {
  const run = new LinkRun(clock);
  cleanups.push(() => {
    const closed = run.close();
    clock.pass(1_000);
    return closed;
  });
  return run;
}

async function scripted(script: BrokerScript): Promise<ScriptedBroker> {
  const broker = await startScriptedBroker(script);
  cleanups.push(() => broker.dispose());
  return broker;
}

/** Takes connections and never says a word. */
async function silentPort(): Promise<number> {
  const server = createServer((socket) => {
    cleanups.push(() => socket.destroy());
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => server.close());
  return (server.address() as { port: number }).port;
}

function step(run: LinkRun, name: string): Promise<unknown> {
  return waitUntil(`step ${name}`, () =>
    run.states.some((state) => state.kind === 'connecting' && state.step === name)
  );
}

describe('a broker that lets us wait', () => {
  it('no TCP within 10 s', async () => {
    const clock = new FakeClock();
    const run = linkRun(clock).connect(connectionConfig({ address: { port: await silentPort() } }));
    // Before the loop had a turn to connect.
    clock.pass(9_999);
    expect(run.states.at(-1)?.kind).toBe('connecting');
    clock.pass(1);
    expect(run.states.at(-1)).toMatchObject({
      kind: 'waiting',
      failure: { code: 'no-answer', facts: { step: 'tcp', seconds: 10 } }
    });
  });

  it.each([
    ['mqtts', 'tls'],
    ['ws', 'websocket']
  ] as const)('%s: no %s within 15 s in all', async (protocol, name) => {
    const clock = new FakeClock();
    const run = linkRun(clock).connect(connectionConfig({ address: { protocol, port: await silentPort() } }));
    await step(run, name);
    clock.pass(15_000);
    expect((await run.reaches('waiting')).failure).toMatchObject({
      code: 'no-answer',
      facts: { step: name, seconds: 15 }
    });
  });

  it('no CONNACK within 10 s', async () => {
    const clock = new FakeClock();
    const run = linkRun(clock).connect(connectionConfig({ address: { port: await silentPort() } }));
    await step(run, 'mqtt');
    clock.pass(10_000);
    expect((await run.reaches('waiting')).failure).toMatchObject({ code: 'no-mqtt-answer', facts: { seconds: 10 } });
  });

  it('no SUBACK within 10 s: a problem, until it comes', async () => {
    const clock = new FakeClock();
    let late = (): void => {};
    const broker = await scripted({
      packet: (packet, connection) => {
        if (packet.cmd === 'subscribe') late = () => politeAnswer(packet, connection);
        else politeAnswer(packet, connection);
      }
    });
    const subscriptions = [usualSubscription('a/#', 0)];
    const run = linkRun(clock).connect(connectionConfig({ address: { port: broker.port }, fields: { subscriptions } }));
    await run.reaches('online');
    clock.pass(10_000);
    expect(run.states.at(-1)).toMatchObject({
      kind: 'online',
      subscriptions: [
        { standing: 'asked', failure: { code: 'subscribe-unanswered', facts: { filter: 'a/#', seconds: 10 } } }
      ]
    });
    await waitUntil('the broker to have the SUBSCRIBE', () => {
      late();
      return run.granted.join() === 'a/#';
    });
  });

  it('cancel is at once, at every step', async () => {
    const port = await silentPort();
    for (const [protocol, name] of [
      ['mqtt', 'tcp'],
      ['mqtts', 'tls'],
      ['ws', 'websocket'],
      ['mqtt', 'mqtt']
    ] as const) {
      const run = linkRun(new FakeClock()).connect(connectionConfig({ address: { protocol, port } }));
      await step(run, name);
      run.link.disconnect();
      expect(run.states.at(-1)).toEqual({ kind: 'idle' });
      await run.close();
    }
  });
});

describe('keepalive', () => {
  it('pings early while messages arrive, and leaves a silent link to MQTT.js', async () => {
    const clock = new FakeClock();
    let pings = 0;
    let speak = (): void => {};
    const broker = await scripted({
      packet: (packet, connection) => {
        politeAnswer(packet, connection);
        if (packet.cmd === 'pingreq') pings += 1;
        const message = { cmd: 'publish', topic: 'a', payload: 'x', qos: 0, retain: false, dup: false } as const;
        speak = () => connection.send(message);
      }
    });
    const run = linkRun(clock).connect(connectionConfig({ address: { port: broker.port } }));
    await run.reaches('online');
    for (let round = 1; round <= 3; round += 1) {
      speak();
      await waitUntil('the message', () => run.messages.length === round);
      clock.pass(27_000);
      await waitUntil('the ping', () => pings === round);
    }
    // The PINGRESP of the last ping is life, too; then nothing comes.
    clock.pass(27_000);
    clock.pass(270_000);
    speak();
    await waitUntil('the message', () => run.messages.length === 4);
    expect(pings).toBeLessThanOrEqual(4);
  });

  it('finds a half-open link after 1.5 keepalives', async () => {
    const broker = await scripted({
      packet: (packet, connection) => {
        const properties = { serverKeepAlive: 1 };
        if (packet.cmd === 'connect') {
          connection.send({ cmd: 'connack', reasonCode: 0, sessionPresent: false, properties });
        } else if (packet.cmd === 'subscribe') politeAnswer(packet, connection);
      }
    });
    const run = new LinkRun(systemClock);
    cleanups.push(() => run.close());
    run.connect(connectionConfig({ address: { port: broker.port }, fields: { mqttVersion: '5' } }));
    expect((await run.reaches('waiting')).failure).toMatchObject({
      code: 'keepalive-timeout',
      facts: { seconds: 1.5 }
    });
  });
});

describe('goodbye', () => {
  it('is a DISCONNECT, also while a QoS 1 message is unacknowledged', async () => {
    const seen: string[] = [];
    const broker = await scripted({
      packet: (packet, connection) => {
        seen.push(packet.cmd ?? '');
        politeAnswer(packet, connection);
      }
    });
    const run = new LinkRun(systemClock);
    run.connect(connectionConfig({ address: { port: broker.port }, fields: { subscriptions: [] } }));
    await run.reaches('online');
    const answers: unknown[] = [];
    const message = { topic: 'a', payload: new Uint8Array(1), qos: 1, retain: false, correlationData: null } as const;
    run.link.send(message, (answer) => answers.push(answer));
    await waitUntil('the PUBLISH to arrive', () => seen.includes('publish'));
    await run.close();
    await waitUntil('the DISCONNECT to arrive', () => seen.at(-1) === 'disconnect');
    expect(seen).toEqual(['connect', 'publish', 'disconnect']);
    expect(answers).toMatchObject([{ ok: false, failure: { code: 'publish-unanswered', facts: { closed: 1 } } }]);
    expect(run.states.at(-1)).toEqual({ kind: 'idle' });
    await broker.dispose();
  });
});
