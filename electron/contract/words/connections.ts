import type { ProfileColour, SignInMethod, SpokenVersion } from '../profile';

/** The connection form: its frame and what its sections share. */
export const formWords = {
  titleNew: 'New connection',
  sections: 'Sections',
  unsaved: 'Unsaved changes',
  copySaved: 'Copy saved',
  copyStays: 'Cancel keeps the saved copy, Delete… removes it.',
  problems: (count: number) => (count === 1 ? '1 problem' : `${count} problems`),
  on: 'on',
  off: 'off',
  optional: 'Optional',
  seconds: 'seconds',
  bytes: 'bytes',
  tls: 'TLS',
  tlsLede: 'How Treeline checks the broker, and how the broker checks you.',
  delete: 'Delete…',
  duplicate: 'Duplicate',
  cancel: 'Cancel',
  save: 'Save',
  saveAndConnect: 'Save and connect',
  appliesAtOnce: 'Saving applies it to the open connection.'
} as const;

/** Its section General. */
export const generalFormWords = {
  title: 'General',
  lede: 'Where the broker is and who you are.',
  broker: 'Broker',
  name: 'Name',
  address: 'Address',
  protocol: 'Transport',
  port: 'Port',
  addressHint: 'Paste a full URL here and the other fields fill themselves.',
  demoAddressHint: 'The demo broker runs on this computer and finds its own port when it starts.',
  socketPath: 'Socket path',
  socketPathHint: 'A socket in the file system of this computer, such as /run/mosquitto/mosquitto.sock.',
  path: 'WebSocket path',
  version: 'Protocol',
  versionAuto: 'Auto',
  version5: 'MQTT 5',
  version311: 'MQTT 3.1.1',
  versionAutoHint: 'Tries MQTT 5 first, and 3.1.1 once if the broker does not speak it.',
  versionRemembered: (version: SpokenVersion) => `This broker was found to speak MQTT ${version}.`,
  signIn: 'Sign-in',
  method: 'Method',
  methods: {
    username: 'Username',
    certificate: 'Client certificate',
    enhanced: 'Enhanced',
    none: 'None'
  } satisfies Record<SignInMethod, string>,
  username: 'Username',
  password: 'Password',
  certificate: 'Certificate',
  certificateNone: 'None yet.',
  certificateChoose: 'Choose it under TLS',
  certificateChange: 'Change it under TLS',
  certificateNeedsTls: 'Only mqtts and wss can show a client certificate.',
  authenticationMethod: 'Authentication method',
  authenticationMethodHint: 'The method’s name as the broker knows it. Its data is sent with CONNECT.',
  authenticationData: 'Authentication data',
  enhancedNeeds5: 'MQTT 3.1.1 has no enhanced sign-in: nothing of it is sent.',
  clientId: 'Client ID',
  clientIdRandom: 'Random at each connect',
  clientIdHint: 'Left empty, each connect gets a fresh one, so that two windows never push each other out.',
  clientIdFixedHint: 'A second client with the same ID pushes this one out.',
  clientIdFixedAction: 'avoids that.',
  clientIdSeen: 'The broker sees',
  clientIdSeenMeaning: 'avoids two windows pushing each other out.',
  newClientId: 'New',
  behaviour: 'Behaviour',
  reconnect: 'Reconnect',
  reconnectMeaning: 'Keep trying, 1 s up to 60 s apart',
  autoConnect: 'At start',
  autoConnectMeaning: 'Connect when Treeline opens',
  readOnly: 'Read only',
  readOnlyMeaning: 'Hide publish and clear for this broker',
  connectTimeout: 'Connect timeout',
  list: 'In the list',
  folder: 'Folder',
  folderNone: 'None',
  colour: 'Colour',
  colours: {
    none: 'No colour',
    blue: 'Blue',
    amber: 'Amber',
    green: 'Green',
    purple: 'Purple',
    red: 'Red',
    indigo: 'Indigo'
  } satisfies Record<ProfileColour, string>
} as const;

/** What landed in the address as one text. */
export const pastedWords = {
  taken: (program: string) => `Filled in from the ${program} line.`,
  title: 'Not all of the pasted line is filled in',
  notTaken: (options: string) => `Not taken over: ${options}.`,
  files: (names: string) => `Choose under TLS: ${names}. Treeline opens no file it was only told of.`,
  insecure: 'It asks not to check the broker’s certificate. The check stays on; you can turn it off under TLS.'
} as const;

/** A field whose value never comes back to the page. `what` is its label: `Password`. */
export const secretFormWords = {
  kept: 'Kept in the system keychain, never in the profile file.',
  stored: 'Kept in the system keychain, never in the profile file. Type to replace it.',
  removed: (what: string) => `${what} goes when you save.`,
  forThisRun: 'This computer has no key store, so it is kept for this run only.',
  storedForThisRun: 'Kept for this run only, as this computer has no key store. Type to replace it.',
  storedUnprotected: 'This computer has no key store: it is written to the profile file unprotected.',
  unprotected: 'Store secrets unprotected',
  unprotectedMeaning: 'Keep it after this run, readable to anyone who can read your files',
  /** It was there, and cannot be read now. */
  typeAgain: 'Type it again',
  lost: {
    'last-run': (what: string) => `The ${what.toLowerCase()} was kept for the last run only. Type it again.`,
    'out-of-reach': (what: string) =>
      `The key store that holds the ${what.toLowerCase()} cannot be opened now. Unlock it, or type it again.`
  },
  doWithout: (what: string) => `Connect without the ${what.toLowerCase()}`,
  doneWithout: (what: string) => `Without the ${what.toLowerCase()} once you save.`,
  notWithout: (what: string) => `Ask for the ${what.toLowerCase()} again`,
  remove: (what: string) => `Remove the stored ${what.toLowerCase()}`,
  keep: (what: string) => `Keep the stored ${what.toLowerCase()}`,
  show: (what: string) => `Show ${what.toLowerCase()}`,
  hide: (what: string) => `Hide ${what.toLowerCase()}`
} as const;

/** Headers of the WebSocket upgrade. */
export const headerFormWords = {
  headers: 'WebSocket headers',
  hint: 'Tokens or cookies for the upgrade. A secret value is kept like a password.',
  name: (position: number) => `Header name ${position}`,
  value: (position: number) => `Header value ${position}`,
  lostValue: 'Header value',
  nameHint: 'Name',
  valueHint: 'Value',
  secret: (position: number) => `Header ${position} is secret`,
  secretMark: 'Secret',
  remove: (position: number) => `Remove header ${position}`,
  add: 'Add header'
} as const;
