import { afterEach, describe, expect, it } from 'vitest';
import type { Result } from '../../../electron/contract/failure';
import type { OutgoingMessage } from '../../../electron/engine/link/server-limits';
import { connectionConfig } from '../../support/connection-config';
import { LinkRun } from '../../support/link-run';
import { startMosquitto } from '../../support/mosquitto';
import { politeAnswer, startScriptedBroker, type BrokerScript } from '../../support/scripted-broker';
import { waitUntil } from '../../support/wait-until';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const message: OutgoingMessage = {
  topic: 'a/b',
  payload: new Uint8Array([1, 2, 3]),
  qos: 1,
  retain: false,
  correlationData: null
};

async function online(port: number): Promise<LinkRun> {
  const run = new LinkRun();
  cleanups.push(() => run.close());
  await run
    .connect(connectionConfig({ address: { port }, fields: { mqttVersion: '5', subscriptions: [] } }))
    .reaches('online');
  return run;
}

async function scripted(script: BrokerScript): Promise<LinkRun> {
  const broker = await startScriptedBroker(script);
  cleanups.push(() => broker.dispose());
  return online(broker.port);
}

async function send(run: LinkRun, outgoing: OutgoingMessage): Promise<Result<{ readonly reasonCode: number }>> {
  const answers: Result<{ readonly reasonCode: number }>[] = [];
  run.link.send(outgoing, (answer) => answers.push(answer));
  const answer = await waitUntil('an answer', () => answers[0]);
  expect(answers).toHaveLength(1);
  return answer;
}

describe('a sent message', () => {
  it('with no subscribers says so', async () => {
    const broker = await startMosquitto({ protocols: ['mqtt'] });
    cleanups.push(() => broker.dispose());
    const run = await online(broker.port('mqtt'));
    expect(await send(run, message)).toEqual({ ok: true, value: { reasonCode: 0x10 } });
    // mosquitto 2.0.11 has no such code for QoS 2.
    expect(await send(run, { ...message, qos: 2 })).toEqual({ ok: true, value: { reasonCode: 0 } });
  });

  it.each([0x80, 0x87, 0x97, 0x99])('refused by PUBACK %i', async (reasonCode) => {
    const run = await scripted({
      packet: (packet, connection) => {
        politeAnswer(packet, connection);
        if (packet.cmd !== 'publish') return;
        const properties = { reasonString: 'no' };
        connection.send({ cmd: 'puback', messageId: packet.messageId ?? 0, reasonCode, properties });
      }
    });
    expect(await send(run, message)).toMatchObject({
      ok: false,
      failure: { code: 'publish-refused', facts: { topic: 'a/b', reasonCode, brokerSays: 'no' } }
    });
    expect(run.states.at(-1)?.kind).toBe('online');
  });

  it('refused by PUBREC', async () => {
    const run = await scripted({
      packet: (packet, connection) => {
        politeAnswer(packet, connection);
        if (packet.cmd === 'publish')
          connection.send({ cmd: 'pubrec', messageId: packet.messageId ?? 0, reasonCode: 0x87 });
      }
    });
    expect(await send(run, { ...message, qos: 2 })).toMatchObject({ failure: { code: 'publish-refused' } });
  });

  it('is not sent where the broker has said it is too large', async () => {
    let published = 0;
    const run = await scripted({
      packet: (packet, connection) => {
        if (packet.cmd === 'publish') published += 1;
        if (packet.cmd === 'connect') {
          connection.send({
            cmd: 'connack',
            reasonCode: 0,
            sessionPresent: false,
            properties: { maximumPacketSize: 100 }
          });
        } else politeAnswer(packet, connection);
        if (packet.cmd === 'publish')
          connection.send({ cmd: 'puback', messageId: packet.messageId ?? 0, reasonCode: 0 });
      }
    });
    expect(await send(run, { ...message, payload: new Uint8Array(1_000) })).toMatchObject({
      ok: false,
      failure: { code: 'payload-too-large', facts: { outgoing: 1, bytes: 1_000, limitBytes: 100 } }
    });
    expect(await send(run, message)).toEqual({ ok: true, value: { reasonCode: 0 } });
    expect(published).toBe(1);
  });

  it('that nobody waits for any more still goes its way: a late PUBREC gets its PUBREL', async () => {
    const seen: string[] = [];
    let late = (): void => {};
    const run = await scripted({
      packet: (packet, connection) => {
        politeAnswer(packet, connection);
        seen.push(packet.cmd ?? '');
        const messageId = packet.messageId ?? 0;
        if (packet.cmd === 'publish') late = () => connection.send({ cmd: 'pubrec', messageId, reasonCode: 0 });
      }
    });
    const answers: unknown[] = [];
    const forget = run.link.send({ ...message, qos: 2 }, (answer) => answers.push(answer));
    await waitUntil('the PUBLISH to arrive', () => seen.includes('publish'));
    forget();
    late();
    await waitUntil('the PUBREL', () => seen.at(-1) === 'pubrel');
    expect(answers).toEqual([]);
  });

  it('is not sent while the broker has as many unacknowledged as it takes', async () => {
    let published = 0;
    let acknowledge = (): void => {};
    const run = await scripted({
      packet: (packet, connection) => {
        const properties = { receiveMaximum: 1 };
        if (packet.cmd === 'connect') {
          connection.send({ cmd: 'connack', reasonCode: 0, sessionPresent: false, properties });
        }
        if (packet.cmd !== 'publish') return;
        published += 1;
        const messageId = packet.messageId ?? 0;
        acknowledge = () => connection.send({ cmd: 'puback', messageId, reasonCode: 0 });
      }
    });
    const first = send(run, message);
    await waitUntil('the PUBLISH to arrive', () => published === 1);
    expect(await send(run, message)).toMatchObject({
      failure: { code: 'publish-refused', facts: { unacknowledged: 1 } }
    });
    acknowledge();
    expect(await first).toMatchObject({ ok: true });
    const third = send(run, message);
    await waitUntil('the next PUBLISH to arrive', () => published === 2);
    acknowledge();
    expect(await third).toMatchObject({ ok: true });
  });

  it('is lost with the link, and says so', async () => {
    const run = await scripted({
      packet: (packet, connection) => {
        politeAnswer(packet, connection);
        if (packet.cmd === 'publish') connection.socket.destroy();
      }
    });
    expect(await send(run, message)).toMatchObject({ failure: { code: 'publish-unanswered', facts: { closed: 1 } } });
  });

  it('is not queued while offline', async () => {
    const run = new LinkRun();
    expect(await send(run, message)).toMatchObject({ ok: false, failure: { code: 'offline' } });
  });
});
