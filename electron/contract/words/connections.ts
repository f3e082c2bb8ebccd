import type { ConnectStep } from '../connection';
import type { TopicProblem } from '../topic';

/** The rail and its menus. */
export const railWords = {
  title: 'Connections',
  empty: 'Saved brokers appear here.',
  add: 'Add connection',
  subscriptions: 'Subscriptions',
  editSubscriptions: 'Edit subscriptions',
  noSubscriptions: 'None. Nothing will arrive.',
  granted: 'Granted by the broker',
  notYet: 'Asked for once connected',
  refusedShort: 'refused',
  unansweredShort: 'no answer',
  asked: 'Asked for, not answered yet',
  qos: (qos: number) => `QoS ${qos}`,
  messagesPerSecond: (count: string) => `${count} msg/s`,
  menu: (name: string) => `Actions for ${name}`,
  connect: 'Connect',
  disconnect: 'Disconnect',
  tryNow: 'Try now',
  edit: 'Edit…',
  delete: 'Delete…',
  stateChanged: (name: string, state: string) => `${name}: ${state}`
} as const;

/** A connection's state in words; its shape is StatusGlyph's. */
export const stateWords = {
  idle: 'Not connected',
  connecting: 'Connecting',
  online: 'Connected',
  live: 'Live',
  paused: 'Paused',
  reconnecting: 'Reconnecting',
  reconnectingTry: (attempt: number) => `Reconnecting, try ${attempt}`,
  failed: 'Failed'
} as const;

/** Where the way up stands. */
export const stepWords: Readonly<Record<ConnectStep, string>> = {
  name: 'Looking up the address',
  tcp: 'Opening the connection',
  tls: 'Agreeing on TLS',
  websocket: 'Upgrading to WebSocket',
  mqtt: 'Signing in'
};

/** The connection form. */
export const formWords = {
  titleNew: 'New connection',
  sections: 'Sections',
  unsaved: 'Unsaved changes',
  problems: (count: number) => (count === 1 ? '1 problem' : `${count} problems`),
  general: 'General',
  generalLede: 'Where the broker is and who you are.',
  broker: 'Broker',
  name: 'Name',
  address: 'Address',
  protocol: 'Transport',
  host: 'Host',
  port: 'Port',
  addressHint: 'Paste a full URL here and the other fields fill themselves.',
  demoAddressHint: 'The demo broker runs on this computer and finds its own port when it starts.',
  path: 'WebSocket path',
  version: 'Protocol',
  version5: 'MQTT 5',
  version311: 'MQTT 3.1.1',
  signIn: 'Sign-in',
  username: 'Username',
  password: 'Password',
  optional: 'Optional',
  passwordKept: 'Kept in the system keychain, never in the profile file.',
  passwordForThisRun: 'This computer has no key store, so the password is kept for this run only.',
  passwordStored: 'A password is stored. Type to replace it.',
  passwordStoredForThisRun:
    'A password is set for this run only, as this computer has no key store. Type to replace it.',
  passwordRemoved: 'The stored password goes when you save.',
  removePassword: 'Remove the stored password',
  keepPassword: 'Keep the stored password',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  clientId: 'Client ID',
  clientIdRandom: 'Random at each connect',
  clientIdHint: 'Left empty, each connect gets a fresh one, so that two windows never push each other out.',
  clientIdFixedHint: 'A second client with the same ID pushes this one out. Leave it empty for a fresh one each time.',
  newClientId: 'New',
  tls: 'TLS',
  tlsOff: 'off',
  tlsOn: 'on',
  tlsLede: 'How Treeline checks the broker, and how the broker checks you.',
  tlsUnused: (protocol: string) => `Not used with ${protocol}://`,
  tlsUnusedMeaning: 'This address is not encrypted. Choose mqtts or wss under General to use TLS.',
  brokerCertificate: 'Broker certificate',
  verify: 'Verify',
  verifyOn: 'Check the chain, the name and the dates',
  verifyOff: 'Anyone on the network can read and change this traffic',
  caFile: 'CA file',
  caNone: 'System store',
  caHint: 'For a broker with its own authority. Trusted for this connection only.',
  yourCertificate: 'Your certificate',
  certificate: 'Certificate',
  key: 'Private key',
  none: 'None',
  choose: 'Choose…',
  chooseFor: (field: string) => `Choose ${field}`,
  keyMatches: 'matches the certificate',
  /** A file that was chosen is refused, and this one was there before. */
  fileStays: (name: string) => `“${name}” stays chosen.`,
  removeFile: (field: string) => `Remove ${field}`,
  subjectAndDays: (subject: string, days: string) => `${subject}, ${days}`,
  daysLeft: (days: number) => (days === 1 ? '1 day left' : `${days} days left`),
  expired: 'expired',
  keyForThisRun: 'This computer has no key store, so the private key is kept for this run only.',
  subscriptions: 'Subscriptions',
  subscriptionsLede: 'Subscribed right after connecting. The tree shows only what these match.',
  filter: 'Topic filter',
  filterOf: (position: number) => `Topic filter ${position}`,
  qos: 'QoS',
  qosOf: (position: number) => `QoS of filter ${position}`,
  removeFilter: (filter: string) => `Remove ${filter}`,
  addFilter: 'Add filter',
  noFilters: 'No filter: the broker will send nothing.',
  everythingTitle: 'asks the broker for every message',
  everythingMeaning:
    'On a busy broker that is a lot of traffic, and some brokers refuse it. Narrow it to the branch you need, for example',
  everythingExample: 'factory/leipzig/line-2/#',
  delete: 'Delete…',
  cancel: 'Cancel',
  save: 'Save',
  saveAndConnect: 'Save and connect',
  appliesAtOnce: 'Saving applies it to the open connection.',
  deleteTitle: (name: string) => `Delete “${name}”?`,
  deleteMeaning: 'Its address, sign-in and certificates are removed from this computer. The broker keeps what it has.',
  deleteOnline: 'It is connected now and will be disconnected; the messages kept in memory go with it.',
  deleteConfirm: (name: string) => `Delete ${name}`
} as const;

/** Why a field of the form cannot be saved, under the field. */
export const formProblemWords = {
  hostMissing: 'A host name or an IP address is needed.',
  hostInvalid: 'A host has no spaces, slashes or @.',
  hostWithPort: 'The port has a field of its own.',
  hostTooLong: 'A host name has at most 255 characters.',
  portInvalid: 'Ports go from 1 to 65535.',
  pathInvalid: 'The path starts with /.',
  passwordWithoutUsername: 'MQTT 3.1.1 sends a password only together with a username.',
  keyMissing: 'A certificate needs its private key.',
  certificateMissing: 'A private key needs its certificate.',
  filterTwice: 'This filter is already in the list.'
} as const;

/** Why a topic filter cannot be subscribed. */
export const filterProblemWords: Readonly<Record<TopicProblem, string>> = {
  empty: 'A filter is needed, such as factory/#.',
  wildcard: 'Wildcards are allowed here.',
  'wildcard-misplaced': '# stands alone at the end, + stands alone between slashes.',
  'null-character': 'A filter cannot contain a null character.',
  'too-long': 'A filter has at most 65,535 bytes.'
};
