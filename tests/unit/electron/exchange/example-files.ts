/** Made-up files of other tools, after what their sources write. */

export const explorerCertificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

/** MQTT Explorer 0.4: `settings.json`. */
export function explorerSettings(): Record<string, unknown> {
  return {
    ConnectionManager_connections: {
      '0d5c-uuid': {
        configVersion: 1,
        type: 'mqtt',
        id: '0d5c-uuid',
        name: 'Plant',
        host: ' broker.local ',
        port: '8883',
        protocol: 'mqtt',
        encryption: true,
        certValidation: false,
        username: 'u',
        password: 'canary-password',
        changeSet: { password: 'canary-old-password' },
        clientId: 'mqtt-explorer-1a2b3c4d',
        selfSignedCertificate: { name: 'ca.crt', data: Buffer.from(explorerCertificate).toString('base64') },
        clientCertificate: { name: 'me.crt', data: Buffer.from('me').toString('base64') },
        clientKey: { name: 'me.key', data: Buffer.from('my key').toString('base64') },
        subscriptions: [
          { topic: '#', qos: 0 },
          { topic: '$SYS/#', qos: 2 },
          { topic: '', qos: 0 },
          { topic: '#', qos: 1 }
        ]
      },
      'old-shape': {
        id: 'old-shape',
        type: 'mqtt',
        name: 'Old',
        host: 'old.example',
        port: 80,
        protocol: 'ws',
        encryption: false,
        basePath: 'mqtt/ws',
        clientId: 'mine',
        subscriptions: ['#', 'a/b']
      },
      'no-host': { id: 'no-host', type: 'mqtt', name: 'Half', host: '', port: 1883, protocol: 'mqtt' },
      kafka: { id: 'kafka', type: 'kafka', name: 'Other', host: 'k', port: 9092, protocol: 'mqtt' }
    },
    Settings: { theme: 'dark', topicOrder: 'abc' },
    connection_view_state: {
      '0d5c-uuid': {
        charts: [
          { topic: 'a/b', dotPath: 't.value', color: '#12ab34', interpolation: 'curve' },
          { topic: 'a/c', color: 'javascript:alert(1)' },
          { dotPath: 'nothing' }
        ]
      }
    }
  };
}

/** MQTTX 1.13 and later: one entry of an export. */
export function mqttxConnection(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: '5c3a-uuid',
    clientId: 'line-7',
    clientIdWithTime: true,
    name: 'Line 7',
    protocol: 'mqtts',
    host: 'broker.example',
    port: 8883,
    path: '/mqtt',
    mqttVersion: '5.0',
    clean: false,
    keepalive: 30,
    connectTimeout: 20,
    reconnect: true,
    reconnectPeriod: 4000,
    username: 'operator',
    password: 'canary-password',
    ssl: true,
    certType: 'self',
    rejectUnauthorized: null,
    ca: '/home/me/ca.crt',
    cert: '/home/me/me.crt',
    key: 'C:\\keys\\me.key',
    ALPNProtocols: '[mqtt, x-amzn-mqtt-ca]',
    parentId: 'folder-1',
    orderId: 2,
    isCollection: false,
    unreadMessageCount: 3,
    createAt: '2026-11-01 10:00:00:123',
    subscriptions: [
      {
        id: 'scription_1',
        topic: 'line/+/state',
        qos: 1,
        disabled: true,
        nl: true,
        rap: true,
        rh: 2,
        subscriptionIdentifier: 7,
        color: '#112233'
      },
      { id: 'scription_2', topic: 'bad/#/filter', qos: 0 },
      { id: 'scription_3', topic: '$share/g/x', qos: 2, userProperties: '{"a":"b"}' }
    ],
    will: {
      id: 1,
      lastWillTopic: 'line/7/state',
      lastWillPayload: 'gone',
      lastWillQos: 1,
      lastWillRetain: true,
      properties: {
        willDelayInterval: 5,
        payloadFormatIndicator: true,
        messageExpiryInterval: 60,
        contentType: 'text/plain',
        responseTopic: 'answers',
        correlationData: 'c-1',
        userProperties: { why: 'test' }
      }
    },
    properties: {
      receiveMaximum: 20,
      maximumPacketSize: 0,
      topicAliasMaximum: 5000,
      requestResponseInformation: true,
      requestProblemInformation: false,
      userProperties: { region: ['eu', 'us'], team: 'x' },
      authenticationMethod: 'SCRAM-SHA-1',
      authenticationData: { type: 'Buffer', data: [...Buffer.from('canary-authentication')] }
    },
    messages: [{ id: 'message_1', payload: 'x', topic: 'y', qos: 0 }],
    ...changes
  };
}

export const bytesOf = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
