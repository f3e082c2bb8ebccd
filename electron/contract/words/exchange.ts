import type { ExchangeTool } from '../exchange';

/** The programs connections come from. */
export const toolWords: Readonly<Record<ExchangeTool, string>> = {
  treeline: 'Treeline',
  'mqtt-explorer': 'MQTT Explorer',
  mqttx: 'MQTTX'
};

/** The import, step by step. */
export const importWords = {
  title: 'Import connections',
  searching: 'Looking for connections of other tools…',
  found: 'Found on this computer',
  foundNone: 'No connections of MQTT Explorer or MQTTX were found on this computer.',
  formats: 'Treeline reads its own exports, settings.json of MQTT Explorer, and exports or the database of MQTTX.',
  chooseFile: 'Choose file…',
  review: 'Review',
  reviewOf: (tool: string, where: string) => `Review ${tool}, ${where}`,
  opening: 'Reading…',
  back: 'Back',
  from: (tool: string) => `From ${tool}`,
  choose: (name: string) => `Import ${name}`,
  chooseAll: 'All',
  updates: (name: string) => `updates “${name}”`,
  updatesMeaning: 'It was imported before. What you changed in Treeline since is replaced.',
  nothing: 'There is no connection in it.',
  /** `doubled` and `beyond` are among `count`. */
  skipped: (count: number, { doubled, beyond }: { readonly doubled: number; readonly beyond: number }) => {
    const unreadable = count - doubled - beyond;
    const reasons = [
      unreadable > 0 ? `${unreadable} no MQTT connection, or damaged` : '',
      doubled > 0 ? `${doubled} there a second time` : '',
      beyond > 0 ? `${beyond} more than one import takes` : ''
    ];
    return `${count === 1 ? '1 entry is' : `${count} entries are`} left out: ${reasons.filter((reason) => reason !== '').join('; ')}.`;
  },
  readFiles: 'Read these certificate files',
  readFilesMeaning: 'Their contents are copied into Treeline. Left off, the connections come without them.',
  morePaths: (count: number) => `and ${count} more`,
  locked: 'The passwords and keys in this file are under a passphrase. Without it they stay behind.',
  passphrase: 'Passphrase',
  unlock: 'Unlock',
  intoKeyStore: 'Passwords and keys go to the system keychain.',
  forThisRun: 'This computer has no key store: passwords and keys are kept for this run only.',
  unprotected: 'This computer has no key store: passwords and keys are stored without protection, as you chose.',
  import: (count: number) => (count === 1 ? 'Import 1 connection' : `Import ${count} connections`),
  importNone: 'Import',
  importing: 'Importing…',
  cancel: 'Cancel',
  close: 'Close',
  more: 'Import more…',
  outcome: (added: number, updated: number) => {
    const parts = [
      added > 0 || updated === 0 ? `${connections(added)} added` : '',
      updated > 0 ? `${updated} updated` : ''
    ];
    return `${parts.filter((part) => part !== '').join(', ')}.`;
  },
  problems: 'Not everything came along'
} as const;

/** What comes along with a connection. */
export const cargoWords = {
  password: 'password',
  secrets: (count: number) => (count === 1 ? '1 secret' : `${count} secrets`),
  ca: 'CA certificate',
  certificate: 'client certificate',
  key: 'private key',
  pkcs12: 'PKCS#12 file',
  crl: 'revocation list',
  schemas: (count: number, size: string) => `${count === 1 ? '1 schema file' : `${count} schema files`} (${size})`,
  charts: (count: number) => (count === 1 ? '1 chart kept for later' : `${count} charts kept for later`),
  subscriptions: (count: number) => (count === 1 ? '1 subscription' : `${count} subscriptions`),
  username: (name: string) => `as ${name}`
} as const;

/** The export. */
export const exportWords = {
  title: 'Export connections',
  meaning: 'A readable file to share in a team, or to keep. Schema files of decoder rules are in it.',
  choose: (name: string) => `Export ${name}`,
  chooseAll: 'All',
  withSecrets: 'Include passwords and keys, encrypted',
  withoutSecrets: 'No password, passphrase or private key is in the file.',
  passphrase: 'Passphrase',
  repeat: 'Passphrase again',
  passphraseMeaning: 'Whoever imports the file needs it. It is not kept anywhere.',
  differs: 'The two are not the same.',
  export: (count: number) => (count === 1 ? 'Export 1 connection…' : `Export ${count} connections…`),
  exportNone: 'Export…',
  saving: 'Saving…',
  cancel: 'Cancel',
  close: 'Close',
  done: (count: number) => `${connections(count)} exported to`,
  schemasLeftOut: (count: number) =>
    `${count === 1 ? '1 schema file is' : `${count} schema files are`} not in it: the copy is gone, or there was no room.`
} as const;

function connections(count: number): string {
  return count === 1 ? '1 connection' : `${count} connections`;
}
