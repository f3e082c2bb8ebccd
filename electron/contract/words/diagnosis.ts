import type { DiagnosisStep } from '../diagnosis';

/** The test panel of the connection form. Numbers, times and names arrive formatted. */
export const diagnosisWords = {
  title: 'Connection test',
  test: 'Test',
  testAgain: 'Test again',
  cancel: 'Cancel test',
  notYet: 'Tries the connection as it stands here, saved or not, and says where it stops.',
  footer:
    'The test opens its own connection with a temporary client ID, asks for the filters that are on, and closes again. It sets no last will.',
  starting: 'Starting the test',
  running: (position: number, count: number, step: string) => `Step ${position} of ${count}: ${step}`,
  passed: (count: number, duration: string) => `All ${count} steps passed in ${duration}`,
  stopped: (position: number, count: number, step: string) => `Stopped at step ${position} of ${count}: ${step}`,
  cancelled: 'Test cancelled',
  notStarted: 'The test could not start',
  notTested: (fields: number) =>
    fields === 1 ? 'Not tested: 1 field needs a look' : `Not tested: ${fields} fields need a look`,
  showProblem: (fields: number) => (fields === 1 ? 'Go to the field' : 'Go to the first field'),
  changedSince: 'The form has changed since. Test again to see what holds now.',
  steps: 'Steps',
  stepDone: 'passed',
  stepFailed: 'failed',
  stepRunning: 'running',
  notReached: 'Not reached',
  /** Stands where the step’s own words have not come yet. */
  inProgress: 'In progress',
  milliseconds: (amount: string) => `${amount} ms`,
  seconds: (amount: string) => `${amount} s`,
  copyReport: 'Copy report',
  reportCopied: 'Report copied'
} as const;

/** A step in the list, and in the summary line. */
export const diagnosisStepWords: Readonly<
  Record<DiagnosisStep | 'socket', { readonly title: string; readonly brief: string }>
> = {
  name: { title: 'Find the address', brief: 'address' },
  tcp: { title: 'Open TCP connection', brief: 'TCP' },
  socket: { title: 'Open the socket', brief: 'socket' },
  proxy: { title: 'Reach the proxy', brief: 'proxy' },
  tls: { title: 'Agree on TLS', brief: 'TLS' },
  websocket: { title: 'Upgrade to WebSocket', brief: 'WebSocket' },
  mqtt: { title: 'Sign in (CONNACK)', brief: 'sign-in' },
  subscribe: { title: 'Ask for the filters', brief: 'filters' }
};

/** What a step found, in one line. */
export const diagnosisFactWords = {
  name: (host: string, address: string) => `${host} → ${address}`,
  place: (host: string, port: string) => `${host}, port ${port}`,
  proxy: (kind: string, place: string) => `${kind} ${place}`,
  proxyKinds: { socks5: 'SOCKS5', http: 'HTTP CONNECT' },
  tlsVersion: (number: string) => `TLS ${number}`,
  chainOf: (count: number) => (count === 1 ? 'chain of 1 certificate' : `chain of ${count} certificates`),
  byFingerprint: 'by fingerprint',
  alpn: (protocol: string) => `ALPN ${protocol}`,
  websocket: (path: string) => `Path ${path}`,
  httpStatus: (status: string) => `HTTP ${status}`,
  mqttVersion: (version: string) => `MQTT ${version}`,
  fellBack: 'the broker does not take 5',
  sessionPresent: 'the broker had a session',
  subscribe: (granted: string, asked: string) => `${granted} of ${asked} granted`,
  noFilters: 'No filter is on'
} as const;

/** A broker that shows another certificate than the one that is trusted: both, to be compared. */
export const comparedWords = {
  /** Stands in for the failure’s own sentence, which names both in the middle of it. */
  meaning: 'It was replaced, or somebody stands between you and the broker.',
  trusted: 'Trusted until now',
  shown: 'Shown now'
} as const;

/** What the buttons of a failure do. */
export const fixWords = {
  useProtocol: (protocol: string) => `Use ${protocol}://`,
  useProtocolAndPort: (protocol: string, port: number) => `Use ${protocol}://, port ${port}`,
  usePort: (port: number) => `Use port ${port}`,
  usePath: (path: string) => `Use path ${path}`,
  useName: (name: string) => `Check for ${name}`,
  trust: 'Trust for this profile',
  trustNew: 'Trust the new one',
  stopTrusting: 'Check the chain instead',
  chooseCa: 'Choose CA file…',
  useVersion: (version: string) => `Use MQTT ${version}`,
  allowTls: (number: string) => `Allow TLS ${number}`,
  newClientId: 'Use a new client ID',
  testAgain: 'Test again',
  places: {
    address: 'Edit address',
    path: 'Edit path',
    version: 'Edit version',
    signIn: 'Edit sign-in',
    clientId: 'Edit client ID',
    headers: 'Edit headers',
    tls: 'Edit TLS',
    authorities: 'Edit TLS',
    clientCertificate: 'Edit your certificate',
    serverName: 'Edit server name',
    subscriptions: 'Edit subscriptions',
    proxy: 'Edit proxy',
    edit: 'Edit connection'
  },
  secrets: {
    password: 'Type the password',
    'authentication-data': 'Type the authentication data',
    'proxy-password': 'Type the proxy password',
    key: 'Choose the key file',
    'pkcs12-key': 'Choose the file',
    header: 'Type the header value'
  }
} as const;

/** The report a person may send to whoever runs the broker: plain text. */
export const reportWords = {
  title: 'Treeline connection report',
  startedAt: (time: string) => `Started: ${time}`,
  runtime: (text: string) => `With: ${text}`,
  address: (text: string) => `Address: ${text}`,
  result: (text: string) => `Result: ${text}`,
  steps: 'Steps:',
  step: (position: number, title: string, outcome: string) => `${position}. ${title}: ${outcome}`,
  done: (duration: string) => `passed in ${duration}`,
  failed: (duration: string) => `failed after ${duration}`,
  unfinished: 'not finished',
  chain: 'Chain the broker sent, leaf first:',
  certificate: (position: number, subject: string, issuer: string) => `${position}. ${subject}, issued by ${issuer}`,
  certificateDates: (from: string, to: string, keyType: string) => `valid ${from} to ${to}, ${keyType}`,
  certificateNames: (names: string) => `names: ${names}`,
  certificateFingerprint: (fingerprint: string) => `SHA-256: ${fingerprint}`,
  failure: 'What stopped it:',
  code: (text: string) => `Code: ${text}`,
  nothingSecret: 'Username, password, headers and query strings are left out.',
  leftOut: '…'
} as const;
