import mqtt from 'mqtt';
import { describe, expect, it } from 'vitest';
import type { ConnectionConfig } from '../../../electron/contract/engine-control';
import type { ProfileFields } from '../../../electron/contract/profile';
import { startCable } from '../../support/cable';
import { connectionConfig } from '../../support/connection-config';
import { readConnect, type ConnectBytes } from '../../support/connect-bytes';
import { linkScene } from '../../support/link-scene';
import { startMosquitto } from '../../support/mosquitto';
import { politeAnswer } from '../../support/scripted-broker';
import { usualSession } from '../../support/usual-session';
import { waitUntil } from '../../support/wait-until';

const { cleanups, certificates, linkRun, scripted } = linkScene();
const usual = connectionConfig({ address: { port: 1 } }).fields;

/** The CONNECT that a broker gets of this configuration. */
async function connectBytes(
  fields: Partial<ProfileFields>,
  rest: Partial<ConnectionConfig> = {}
): Promise<ConnectBytes> {
  let connect: ConnectBytes | null = null;
  const broker = await scripted({
    bytes: (bytes) => {
      connect ??= readConnect(bytes);
    },
    packet: politeAnswer
  });
  const run = linkRun().connect(connectionConfig({ address: { port: broker.port }, fields, ...rest }));
  await run.reaches('online');
  await run.close();
  if (connect === null) throw new Error('no CONNECT came');
  return connect;
}

describe('CONNECT', () => {
  it('says all that a profile for MQTT 5 says, user properties in their order', async () => {
    const connect = await connectBytes(
      {
        mqttVersion: '5',
        clientId: 'line-1',
        cleanStart: false,
        keepAliveSeconds: 17,
        signIn: 'enhanced',
        username: 'ada',
        mqtt5: {
          sessionExpirySeconds: 4_294_967_295,
          receiveMaximum: 7,
          maximumPacketSizeBytes: 70_000,
          topicAliasMaximum: 10,
          requestResponseInformation: true,
          requestProblemInformation: false,
          userProperties: [
            ['a', '1'],
            ['b', '2'],
            ['a', '3'],
            ['__proto__', ''],
            ['a', '1']
          ],
          authenticationMethod: 'TOKEN'
        }
      },
      { password: 'pw', authenticationData: 'data' }
    );
    const { properties, ...rest } = connect;
    expect(rest).toEqual({
      version: 5,
      flags: 0xc0,
      keepAliveSeconds: 17,
      clientId: 'line-1',
      will: null,
      username: 'ada',
      password: 'pw'
    });
    const userProperties = properties.filter(([id]) => id === 0x26).map(([, value]) => value);
    expect(userProperties).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['a', '3'],
      ['__proto__', ''],
      ['a', '1']
    ]);
    expect(new Map(properties.filter(([id]) => id !== 0x26))).toEqual(
      new Map<number, unknown>([
        [0x27, 70_000],
        [0x11, 4_294_967_295],
        [0x21, 7],
        [0x22, 10],
        [0x19, 1],
        [0x17, 0],
        [0x15, 'TOKEN'],
        [0x16, 'data']
      ])
    );
  });

  it('carries a last will with all its properties', async () => {
    const connect = await connectBytes({
      mqttVersion: '5',
      will: {
        on: true,
        topic: 'status/line-1',
        payload: 'gone – ü',
        qos: 2,
        retain: true,
        delaySeconds: 5,
        messageExpirySeconds: 3_600,
        payloadIsUtf8: true,
        contentType: 'text/plain',
        responseTopic: 'answers',
        correlationData: 'corr',
        userProperties: [
          ['z', '1'],
          ['a', '2'],
          ['z', '3']
        ]
      }
    });
    expect(connect.flags).toBe(0x02 | 0x04 | (2 << 3) | 0x20);
    expect(connect.will).toEqual({
      topic: 'status/line-1',
      payload: 'gone – ü',
      properties: [
        [0x18, 5],
        [0x02, 3_600],
        [0x01, 1],
        [0x03, 'text/plain'],
        [0x08, 'answers'],
        [0x09, 'corr'],
        [0x26, ['z', '1']],
        [0x26, ['a', '2']],
        [0x26, ['z', '3']]
      ]
    });
  });

  it('says in 3.1.1 what 3.1.1 has words for', async () => {
    const will = { ...usual.will, on: true, topic: 'w', payload: '', retain: true, delaySeconds: 3 };
    const fields = { clientId: 'x', will, keepAliveSeconds: 0, signIn: 'none', username: 'ada' } as const;
    expect(await connectBytes(fields, { password: 'pw' })).toEqual({
      version: 4,
      flags: 0x02 | 0x04 | 0x20,
      keepAliveSeconds: 0,
      properties: [],
      clientId: 'x',
      will: { topic: 'w', payload: '', properties: [] },
      username: null,
      password: null
    });
  });

  it('that cannot be sent is a failure, not a crash', async () => {
    const broker = await scripted({ packet: politeAnswer });
    const config = connectionConfig({ address: { port: broker.port }, fields: { username: 'x'.repeat(65_536) } });
    const failed = await linkRun().connect(config).reaches('failed');
    expect(failed.failure).toMatchObject({ code: 'connect-refused', facts: { unsendable: 'username' } });
  });
});

describe('CONNACK', () => {
  it('tells the session: its limits, the id it gave, the keepalive in force', async () => {
    const broker = await scripted({
      packet: (packet, connection) => {
        if (packet.cmd !== 'connect') return politeAnswer(packet, connection);
        const properties = {
          assignedClientIdentifier: 'given-7',
          serverKeepAlive: 9,
          sessionExpiryInterval: 60,
          receiveMaximum: 5,
          maximumQoS: 1,
          retainAvailable: false,
          maximumPacketSize: 1_000,
          topicAliasMaximum: 3,
          wildcardSubscriptionAvailable: true,
          subscriptionIdentifiersAvailable: true,
          sharedSubscriptionAvailable: false,
          responseInformation: 'answers/',
          serverReference: 'other:1883',
          reasonString: 'welcome',
          userProperties: { a: ['1', '2'] }
        };
        connection.send({ cmd: 'connack', reasonCode: 0, sessionPresent: true, properties });
      }
    });
    const fields = { mqttVersion: '5', keepAliveSeconds: 0 } as const;
    const online = await linkRun()
      .connect(connectionConfig({ address: { port: broker.port }, fields }))
      .reaches('online');
    expect(online.clientId).toBe('given-7');
    expect(online.session).toEqual(
      usualSession('5', {
        sessionPresent: true,
        assignedClientId: 'given-7',
        keepAliveSeconds: 9,
        sessionExpirySeconds: 60,
        receiveMaximum: 5,
        maximumQos: 1,
        retainAvailable: false,
        maximumPacketSizeBytes: 1_000,
        topicAliasMaximum: 3,
        wildcardsAvailable: true,
        subscriptionIdsAvailable: true,
        sharedAvailable: false,
        responseInformation: 'answers/',
        serverReference: 'other:1883',
        reasonString: 'welcome',
        userProperties: [
          ['a', '1'],
          ['a', '2']
        ]
      })
    );
  });

  it('of Mosquitto, over TLS with what was agreed on', async () => {
    const { certificateFile, keyFile } = certificates().server;
    const broker = await startMosquitto({
      protocols: ['mqtts'],
      tls: { certificateFile, keyFile, caFile: certificates().caFile }
    });
    cleanups.push(() => broker.dispose());
    const address = { protocol: 'mqtts', port: broker.port('mqtts') } as const;
    const config = connectionConfig({ address, caPem: certificates().caPem, fields: { mqttVersion: '5' } });
    const { session } = await linkRun().connect(config).reaches('online');
    expect(session).toMatchObject({ mqttVersion: '5', topicAliasMaximum: 10, receiveMaximum: 20 });
    expect(session.tls?.version).toBe('TLSv1.3');
  });

  it('with a keepalive of the server where we wanted none: we ping', async () => {
    let pings = 0;
    const broker = await scripted({
      packet: (packet, connection) => {
        if (packet.cmd === 'pingreq') pings += 1;
        if (packet.cmd !== 'connect') return politeAnswer(packet, connection);
        const properties = { serverKeepAlive: 1 };
        connection.send({ cmd: 'connack', reasonCode: 0, sessionPresent: false, properties });
      }
    });
    const fields = { mqttVersion: '5', keepAliveSeconds: 0 } as const;
    linkRun().connect(connectionConfig({ address: { port: broker.port }, fields }));
    await waitUntil('a ping', () => pings > 0);
  });

  it('with repeated properties is malformed, and crashes nothing', async () => {
    const broker = await scripted({
      packet: (packet, connection) => {
        // Server Keep Alive twice.
        const bytes = [0x20, 0x09, 0, 0, 6, 0x13, 0, 5, 0x13, 0, 6];
        if (packet.cmd === 'connect') connection.send(Uint8Array.from(bytes));
      }
    });
    const fields = { mqttVersion: '5' } as const;
    const waiting = await linkRun()
      .connect(connectionConfig({ address: { port: broker.port }, fields }))
      .reaches('waiting');
    expect(waiting.failure).toMatchObject({ code: 'malformed-packet', raw: 'CONNACK with a repeated property' });
  });
});

describe('a last will', () => {
  it.each(['3.1.1', '5'] as const)(
    'of MQTT %s is published when the link is killed, and not at a goodbye',
    async (version) => {
      const broker = await startMosquitto({ protocols: ['mqtt'] });
      cleanups.push(() => broker.dispose());
      const port = broker.port('mqtt');
      const heard: string[] = [];
      const peer = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0 });
      cleanups.push(() => peer.endAsync(true));
      peer.on('message', (topic, payload) => heard.push(`${topic} ${payload.toString()}`));
      await peer.subscribeAsync('status/#');

      const will = (topic: string) => ({ ...usual.will, on: true, topic, payload: 'gone' });
      const config = (topic: string, brokerPort = port): ConnectionConfig =>
        connectionConfig({
          address: { port: brokerPort },
          fields: { mqttVersion: version, subscriptions: [], will: will(topic) }
        });
      const polite = linkRun().connect(config('status/polite'));
      await polite.reaches('online');
      await polite.close();

      const cable = await startCable(port);
      cleanups.push(() => cable.dispose());
      const killed = linkRun().connect(config('status/killed', cable.port));
      await killed.reaches('online');
      cable.cut();
      await waitUntil(`the will among ${heard.join()}`, () => heard.includes('status/killed gone'));
      expect(heard).toEqual(['status/killed gone']);
    }
  );
});
