import type { Profile, ProfileFields } from '../../../../../electron/contract/profile';
import { usualFields, usualSubscription } from '../../../../../electron/contract/usual-fields';

const leipzig = { protocol: 'wss', host: 'broker.leipzig.example', port: 8084, path: '/mqtt' } as const;
const noFiles = { ca: null, crl: null, certificate: null, key: null, pkcs12: null } as const;

/** A saved profile with the usual fields, but for what the test cares about. */
export function profileExample(fields: Partial<Profile> = {}): Profile {
  return {
    ...usualFields('Leipzig plant', leipzig),
    id: 'leipzig',
    demo: false,
    files: noFiles,
    secrets: [],
    lostSecrets: [],
    secretsForThisRunOnly: false,
    schemas: [],
    rememberedVersion: null,
    ...fields
  };
}

/** A profile whose every field says something unusual. */
export const richFields: ProfileFields = {
  name: ' Leipzig ',
  folder: 'Plants / Saxony',
  colour: 'purple',
  readOnly: true,
  autoConnect: true,
  address: { protocol: 'wss', host: '2001:db8::7', port: 8084, path: '/mqtt?x=1' },
  signIn: 'enhanced',
  username: 'ops\u00e9',
  clientId: 'treeline-{random}',
  mqttVersion: '5',
  keepAliveSeconds: 0,
  connectTimeoutSeconds: 300,
  cleanStart: false,
  reconnect: false,
  verifyCertificate: false,
  tls: {
    trust: 'file',
    identity: 'pkcs12',
    serverName: 'other.example',
    alpn: ['mqtt', 'x-amzn-mqtt-ca'],
    minVersion: 'TLSv1.3',
    trusted: { fingerprint: Array(32).fill('AB').join(':'), subject: 'CN broker', atMs: 7 }
  },
  mqtt5: {
    sessionExpirySeconds: 4_294_967_295,
    receiveMaximum: 1,
    maximumPacketSizeBytes: 268_435_460,
    topicAliasMaximum: 0,
    requestResponseInformation: true,
    requestProblemInformation: false,
    userProperties: [
      ['site', 'leipzig'],
      ['site', ''],
      ['', ''],
      ['__proto__', 'x']
    ],
    authenticationMethod: 'SCRAM-SHA-256'
  },
  will: {
    on: true,
    topic: 'clients/ops',
    payload: 'gone\n\u{1f332}',
    qos: 2,
    retain: true,
    delaySeconds: 10,
    messageExpirySeconds: 0,
    payloadIsUtf8: true,
    contentType: 'text/plain',
    responseTopic: 'back',
    correlationData: '42',
    userProperties: [['a', 'b']]
  },
  headers: [
    { id: 'h1', name: 'X-Site', value: 'leipzig', secret: false },
    { id: 'h2', name: 'Authorization', value: '', secret: true }
  ],
  proxy: { kind: 'http', host: 'jump.example', port: 3128, username: 'me', namesAtProxy: false },
  subscriptions: [
    usualSubscription('#'),
    {
      filter: 'debug/+',
      qos: 2,
      on: false,
      noLocal: true,
      retainAsPublished: true,
      retainHandling: 2,
      subscriptionId: 268_435_455
    },
    { ...usualSubscription('$share/group/a/#', 1), retainHandling: 1 }
  ],
  charts: [{ topic: 'a', path: 'b.c', colour: '#fff' }],
  decoders: [{ filter: 'robot/+', decoder: 'protobuf', messageType: 'plant.RobotStatus' }]
};
