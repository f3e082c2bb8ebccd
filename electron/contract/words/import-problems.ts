import { decodingBounds } from '../limits';

/** What of an imported connection is not taken over, or not as it was: `reason` in the facts of `import-incomplete`. */
export type ImportProblem =
  | 'version-3.1'
  | 'port'
  | 'name-cleaned'
  | 'folder-cleaned'
  | 'path'
  | 'filter'
  | 'subscriptions-many'
  | 'subscription-properties'
  | 'will'
  | 'user-properties'
  | 'number'
  | 'alpn'
  | 'client-id'
  | 'username'
  | 'secret'
  | 'secrets-edited'
  | 'secrets-removed'
  | 'charts'
  | 'file-path'
  | 'file-contents'
  | 'file-locked'
  | 'file-not-regular'
  | 'key-not-exported'
  | 'other-key'
  | 'schema-missing'
  | 'schema-contents'
  | 'schemas-many'
  | 'schemas-none';

interface ProblemWords {
  /** No full stop. */
  readonly title: string;
  readonly meaning: string;
  readonly action: string;
}

const addSchema = 'Add schema files under Decoder rules.';

/** `name`: the file, filter or field it is about, in quotes; empty where nothing is named. */
type ProblemWriter = (name: string) => ProblemWords;

const words: Readonly<Record<ImportProblem, ProblemWriter>> = {
  'version-3.1': () => ({
    title: 'MQTT 3.1 becomes 3.1.1',
    meaning: 'Treeline does not speak the older version; nearly every broker speaks both.',
    action: ''
  }),
  port: () => ({
    title: 'The port is set to the usual one',
    meaning: 'What the file has is no port.',
    action: 'Check it before you connect.'
  }),
  'name-cleaned': () => ({
    title: 'The name was changed',
    meaning: 'It was empty or too long, or had characters that cannot be shown.',
    action: ''
  }),
  'folder-cleaned': () => ({
    title: 'The folder’s name was changed',
    meaning: 'It was too long, or had characters that cannot be shown.',
    action: ''
  }),
  path: () => ({
    title: 'The WebSocket path is set to /mqtt',
    meaning: 'What the file has cannot be asked for.',
    action: 'Check it before you connect.'
  }),
  filter: (name) => ({
    title: `The subscription${spaced(name)} is not taken over`,
    meaning: 'It is no valid topic filter.',
    action: ''
  }),
  'subscriptions-many': () => ({
    title: 'Not all subscriptions are taken over',
    meaning: 'A connection holds up to 200.',
    action: ''
  }),
  'subscription-properties': () => ({
    title: 'User properties of subscriptions are not taken over',
    meaning: 'Treeline sends user properties with CONNECT and the last will only.',
    action: ''
  }),
  will: () => ({
    title: 'The last will is not taken over',
    meaning: 'Its topic is invalid, or it is longer than a last will can be.',
    action: 'Set it in the connection.'
  }),
  'user-properties': () => ({
    title: 'Not all user properties are taken over',
    meaning: 'Some are no text, or there are more than 100.',
    action: ''
  }),
  number: (name) => ({
    title: `A number${name === '' ? '' : `, ${name},`} was changed`,
    meaning: 'It was out of the range that Treeline or MQTT allows.',
    action: ''
  }),
  alpn: () => ({
    title: 'The ALPN protocols are not all taken over',
    meaning: 'A name has 1 to 255 characters, and there are up to 20.',
    action: ''
  }),
  'client-id': () => ({
    title: 'The client ID is not taken over',
    meaning: 'It is too long, or has characters that brokers refuse.',
    action: 'A random one is used until you set one.'
  }),
  username: () => ({
    title: 'The user name is not taken over',
    meaning: 'It is longer than MQTT allows.',
    action: ''
  }),
  secret: () => ({
    title: 'A password is not taken over',
    meaning: 'It is longer than MQTT allows, or no text.',
    action: 'Set it in the connection.'
  }),
  'secrets-edited': () => ({
    title: 'Its password and keys stay behind',
    meaning: 'The address, the proxy or the certificates were changed in the file after it was exported.',
    action: 'Check where it leads, then type the password yourself.'
  }),
  'secrets-removed': () => ({
    title: 'Its saved password was removed',
    meaning:
      'The import changed the address, the proxy or what makes sure of the broker; it was given for what was there before.',
    action: 'Check where it leads, then type the password yourself.'
  }),
  charts: () => ({
    title: 'Not all charts are taken over',
    meaning: 'Some name no topic, or there are more than 200.',
    action: ''
  }),
  'file-path': (name) => ({
    title: `The file${spaced(name)} is not read`,
    meaning: 'Only whole paths on this computer are read, not parts of one and not other computers.',
    action: 'Choose the file in the connection.'
  }),
  'file-contents': (name) => ({
    title: `The file${spaced(name)} is not taken over`,
    meaning: 'What the import holds of it is damaged.',
    action: 'Choose the file in the connection.'
  }),
  'file-locked': (name) => ({
    title: `The file${spaced(name)} is locked with a passphrase`,
    meaning: 'The import does not hold the passphrase.',
    action: 'Choose the file in the connection and unlock it there.'
  }),
  'file-not-regular': (name) => ({
    title: `The file${spaced(name)} is not there`,
    meaning: 'It was moved or deleted, is no file, or this account may not open it.',
    action: 'Choose the file in the connection.'
  }),
  'key-not-exported': (name) => ({
    title: `The private key${spaced(name)} is not in the file`,
    meaning: 'It was exported without secrets.',
    action: 'Choose the key in the connection.'
  }),
  'other-key': (name) => ({
    title: `The private key${spaced(name)} belongs to another certificate`,
    meaning: 'A certificate and its key go together.',
    action: 'Choose the two that do in the connection.'
  }),
  'schema-missing': (name) => ({
    title: `The schema file${spaced(name)} is not in the file`,
    meaning: 'Its copy was gone when the connection was exported, or there was no room for it.',
    action: addSchema
  }),
  'schema-contents': (name) => ({
    title: `The schema file${spaced(name)} is not taken over`,
    meaning: 'What the import holds of it is damaged, too large, or there a second time.',
    action: addSchema
  }),
  'schemas-many': () => ({
    title: 'Not all schema files are taken over',
    meaning: `A connection holds up to ${decodingBounds.schemas}, and one import brings a bounded number.`,
    action: addSchema
  }),
  'schemas-none': () => ({
    title: 'Its Protobuf rules come without schema files',
    meaning: 'The file holds none, so their message types are not known here.',
    action: addSchema
  })
};

/** Null: a reason this Treeline does not know. */
export function importProblemWords(reason: string, name: string): ProblemWords | null {
  return isImportProblem(reason) ? words[reason](name) : null;
}

function isImportProblem(reason: string): reason is ImportProblem {
  return Object.hasOwn(words, reason);
}

function spaced(name: string): string {
  return name === '' ? '' : ` “${name}”`;
}
