import { describe, expect, it } from 'vitest';
import { readMqttxExport } from '../../../../electron/exchange/mqttx-export';
import { mqttxConnection } from './example-files';

function readAll(root: unknown) {
  const found = readMqttxExport(root);
  if (!found) throw new Error('not recognised');
  return found;
}

function read(changes: Record<string, unknown> = {}) {
  const [profile] = readAll([mqttxConnection(changes)]).profiles;
  if (!profile) throw new Error('skipped');
  return { ...profile, reasons: profile.problems.map(({ facts }) => facts.reason) };
}

describe('readMqttxExport', () => {
  it('takes over a connection of version 5', () => {
    const { fields, origin, secrets, reasons } = read();
    expect(origin).toEqual({ tool: 'mqttx', id: '5c3a-uuid' });
    expect(fields).toMatchObject({
      name: 'Line 7',
      folder: '',
      address: { protocol: 'mqtts', host: 'broker.example', port: 8883, path: '/' },
      signIn: 'enhanced',
      username: 'operator',
      clientId: 'line-7_{random}',
      mqttVersion: '5',
      keepAliveSeconds: 30,
      connectTimeoutSeconds: 20,
      cleanStart: false,
      reconnect: true,
      verifyCertificate: true,
      tls: { trust: 'file', identity: 'pem', alpn: ['mqtt', 'x-amzn-mqtt-ca'] },
      mqtt5: {
        sessionExpirySeconds: 4_294_967_295,
        receiveMaximum: 20,
        maximumPacketSizeBytes: null,
        topicAliasMaximum: 1_000,
        requestResponseInformation: true,
        requestProblemInformation: false,
        userProperties: [
          ['region', 'eu'],
          ['region', 'us'],
          ['team', 'x']
        ],
        authenticationMethod: 'SCRAM-SHA-1'
      },
      will: {
        on: true,
        topic: 'line/7/state',
        payload: 'gone',
        qos: 1,
        retain: true,
        delaySeconds: 5,
        messageExpirySeconds: 60,
        payloadIsUtf8: true,
        contentType: 'text/plain',
        responseTopic: 'answers',
        correlationData: 'c-1',
        userProperties: [['why', 'test']]
      }
    });
    expect(fields.subscriptions).toEqual([
      {
        filter: 'line/+/state',
        qos: 1,
        on: false,
        noLocal: true,
        retainAsPublished: true,
        retainHandling: 2,
        subscriptionId: 7
      },
      {
        filter: '$share/g/x',
        qos: 2,
        on: true,
        noLocal: false,
        retainAsPublished: false,
        retainHandling: 0,
        subscriptionId: null
      }
    ]);
    expect(secrets).toEqual([
      ['password', 'canary-password'],
      ['authentication-data', 'canary-authentication']
    ]);
    expect(reasons).toEqual(['number', 'subscription-properties', 'filter']);
  });

  it('names its files by path and reads none', () => {
    expect(read().files).toEqual([
      { kind: 'ca', fileName: 'ca.crt', content: { path: '/home/me/ca.crt' } },
      { kind: 'certificate', fileName: 'me.crt', content: { path: '/home/me/me.crt' } },
      { kind: 'key', fileName: 'me.key', content: { path: 'C:\\keys\\me.key' } }
    ]);
    expect(read({ certType: 'server' })).toMatchObject({ files: [], fields: { tls: { trust: 'system' } } });
    expect(read({ ssl: false, protocol: 'mqtt' }).files).toEqual([]);
    expect(read({ ca: '/a\u0000b', cert: '', key: null })).toMatchObject({ files: [] });
  });

  it('reads the oldest shapes: no protocol, the properties beside the host', () => {
    const old = read({
      id: undefined,
      protocol: undefined,
      ssl: true,
      properties: undefined,
      sessionExpiryInterval: 300,
      receiveMaximum: 5,
      userProperties: '{"a": "b"}',
      authenticationMethod: '',
      authenticationData: null,
      username: '',
      will: { lastWillTopic: 't', lastWillPayload: '', willDelayInterval: 9, lastWillQos: 2 }
    });
    expect(old.origin.id).toBe('client:line-7');
    expect(old.fields).toMatchObject({
      address: { protocol: 'mqtts' },
      signIn: 'certificate',
      mqtt5: { sessionExpirySeconds: 300, receiveMaximum: 5, userProperties: [['a', 'b']] },
      will: { on: true, qos: 2, delaySeconds: 9 }
    });
  });

  it('prefers the nested property', () => {
    expect(read({ properties: { receiveMaximum: 7 }, receiveMaximum: 9 }).fields.mqtt5.receiveMaximum).toBe(7);
  });

  it.each([
    ['3.1', '3.1.1', ['version-3.1']],
    ['3.1.1', '3.1.1', []],
    ['5.0', '5', []],
    [undefined, 'auto', []]
  ])('takes version %s as %s', (mqttVersion, wanted, notes) => {
    const { fields, reasons } = read({ mqttVersion, subscriptions: [], properties: {} });
    expect([fields.mqttVersion, reasons]).toEqual([wanted, notes]);
  });

  it('knows its units and switches', () => {
    expect(read({ reconnectPeriod: 0 }).fields.reconnect).toBe(false);
    expect(read({ reconnect: false }).fields.reconnect).toBe(false);
    expect(read({ rejectUnauthorized: false }).fields.verifyCertificate).toBe(false);
    expect(read({ connectTimeout: 9_999, keepalive: -1 }).fields).toMatchObject({
      connectTimeoutSeconds: 300,
      keepAliveSeconds: 0
    });
    expect(read({ clean: true, mqttVersion: '3.1.1' }).fields.mqtt5.sessionExpirySeconds).toBeNull();
  });

  it('keeps a client ID that was chosen, and lets one that was drawn be drawn again', () => {
    expect(read({ clientIdWithTime: false }).fields.clientId).toBe('line-7');
    expect(read({ clientId: 'mqttx_0a1b2c3d', clean: true }).fields.clientId).toBe('');
    // a session that is kept needs its name
    expect(read({ clientId: 'mqttx_0a1b2c3d', clientIdWithTime: false, clean: false }).fields.clientId).toBe(
      'mqttx_0a1b2c3d'
    );
  });

  it('has no last will without a topic, and none that cannot be published', () => {
    expect(read({ will: { lastWillTopic: '', lastWillPayload: 'x' } }).fields.will.on).toBe(false);
    const bad = read({ will: { lastWillTopic: 'a/#', lastWillPayload: 'x' } });
    expect([bad.fields.will.on, bad.reasons.includes('will')]).toEqual([false, true]);
  });

  it('takes a list, one connection alone, and the db.json of the first versions', () => {
    expect(readAll(mqttxConnection()).profiles).toHaveLength(1);
    expect(readAll({ windowSize: {}, connections: [mqttxConnection()] }).profiles).toHaveLength(1);
    expect(readAll([mqttxConnection(), { other: 1 }, 5, mqttxConnection({ id: 'b', host: 'a b' })])).toMatchObject({
      skipped: 2
    });
  });

  it('knows the folders that the newest exports have', () => {
    const folders = [
      { id: 'folder-1', name: 'Hall 2', isCollection: true, parentId: 'folder-0', orderId: 0 },
      { id: 'folder-0', name: 'Plant', isCollection: true, parentId: null, orderId: 0 },
      { id: 'loop-a', name: 'A', isCollection: true, parentId: 'loop-b' },
      { id: 'loop-b', name: 'B', isCollection: true, parentId: 'loop-a' }
    ];
    const { profiles, skipped } = readAll([
      ...folders,
      mqttxConnection(),
      mqttxConnection({ id: 'b', parentId: 'loop-a' }),
      mqttxConnection({ id: 'c', parentId: 'nowhere' })
    ]);
    expect(profiles.map(({ fields }) => fields.folder)).toEqual(['Plant / Hall 2', 'B / A', '']);
    expect(skipped).toBe(0);
  });

  it.each([null, [], {}, 'x', [{ clientId: 'a', host: 'b' }], { connections: 'x' }, [[mqttxConnection()]]])(
    'knows that %j is something else',
    (root) => expect(readMqttxExport(root)).toBeNull()
  );
});
