import type { SystemTrust } from '../app';
import type { IdentityFormat, TlsVersion, TrustChoice } from '../tls-options';

/** The TLS section of the connection form. */
export const tlsFormWords = {
  unused: (protocol: string) => `Not used with ${protocol}://`,
  unusedMeaning: 'This address is not encrypted. Choose mqtts or wss under General to use TLS.',

  brokerCertificate: 'Broker certificate',
  verify: 'Verify',
  verifyOn: 'Check the chain, the name and the dates',
  verifyTrusted: 'Check the fingerprint of the certificate trusted below, and nothing else of it',
  verifyOff: 'Anyone on the network can read and change this traffic',
  trust: 'Trusted authorities',
  trustChoices: {
    system: 'System store',
    'system-and-file': 'System store and file',
    file: 'File only'
  } satisfies Record<TrustChoice, string>,
  caFile: 'CA file',
  caNone: 'None',
  caHint: 'One or more authorities, as PEM or DER. Kept with this connection.',
  caUnused: 'Not used: only the system store is trusted.',
  crlFile: 'Revocation list',
  crlNone: 'None',
  crlHint: 'Certificates on this list (CRL) are refused.',

  trusted: 'Trusted by itself',
  trustedTitle: 'Trusts only this certificate',
  trustedMeaning: (subject: string, day: string) =>
    `“${subject}”, since ${day}. It is trusted whatever its chain, name and dates say; another one stops the connection.`,
  trustedUnused: 'Not used while Verify is off.',
  removeTrusted: 'Remove',

  chain: 'Chain the broker sent',
  chainFromTest: (clock: string) => `From the test at ${clock}. Bars show the used part of each lifetime.`,
  chainFromConnect: (clock: string) => `From the try to connect at ${clock}. Bars show the used part of each lifetime.`,

  yourCertificate: 'Your certificate',
  format: 'Format',
  formats: { none: 'None', pem: 'PEM files', pkcs12: 'PKCS#12' } satisfies Record<IdentityFormat, string>,
  formatNoneHint: 'The broker is shown no certificate.',
  certificate: 'Certificate',
  key: 'Private key',
  pkcs12: 'File',
  fileNone: 'None',
  keyMatches: 'matches the certificate',
  keyForThisRun: 'This computer has no key store, so the private key is kept for this run only.',
  keyUnprotected: 'This computer has no key store: the private key is written to the profile file unprotected.',
  keyKept: 'Kept in the system keychain, never in the profile file.',
  /** The key of a file that is named still. */
  keyLost: {
    'last-run': 'The private key was kept for the last run only. Choose the file again.',
    'out-of-reach':
      'The key store that holds the private key cannot be opened now. Unlock it, or choose the file again.'
  },
  chooseAgain: 'choose it again',
  choose: 'Choose…',
  chooseFor: (field: string) => `Choose ${field}`,
  removeFile: (field: string) => `Remove ${field}`,
  /** A file that was chosen is refused, and this one was there before. */
  fileStays: (name: string) => `“${name}” stays chosen.`,
  noneStays: 'No file is chosen.',
  forgetRefusal: (field: string) => `Dismiss what was refused as ${field}`,
  subjectAndDays: (subject: string, days: string) => `${subject}, ${days}`,
  daysLeft: (days: number) => (days === 1 ? '1 day left' : `${days} days left`),
  expired: 'expired',
  locked: 'locked',

  passphraseOf: { key: 'Key passphrase', pkcs12: 'Passphrase' },
  passphraseHint: 'Used once to unlock the file, and not kept.',
  unlock: 'Unlock',
  unlocking: 'Unlocking…',
  showPassphrase: 'Show passphrase',
  hidePassphrase: 'Hide passphrase',

  handshake: 'Handshake',
  serverName: 'Server name (SNI)',
  serverNameSame: 'Same as address',
  serverNameHint: 'Sent to the broker, and the name its certificate is checked for.',
  alpn: 'ALPN',
  alpnAdd: 'Add protocol',
  alpnRemove: (protocol: string) => `Remove ${protocol}`,
  minVersion: 'Oldest TLS version',
  minVersions: {
    TLSv1: 'TLS 1.0 or newer',
    'TLSv1.1': 'TLS 1.1 or newer',
    'TLSv1.2': 'TLS 1.2 or newer',
    'TLSv1.3': 'TLS 1.3 only'
  } satisfies Record<TlsVersion, string>,
  oldVersion: 'TLS 1.0 and 1.1 are broken. Allow them only for devices that speak nothing newer.'
} as const;

/** Where "system store" is not this computer’s own; empty: it is. */
export const systemTrustWords: Readonly<Record<SystemTrust, string>> = {
  system: '',
  'linux-bundle': '',
  bundled:
    'This computer’s own store cannot be read here, so the system store is the list of public authorities that came with Treeline.'
};

/** What a chosen file holds, when it is asked. */
export const fileFactsWords = {
  subject: 'Subject',
  issuer: 'Issuer',
  names: 'Names',
  valid: 'Valid',
  validFromTo: (from: string, to: string) => `${from} to ${to}`,
  keyType: 'Key',
  fingerprint: 'SHA-256',
  count: 'Certificates in the file',
  details: (fileName: string) => `What ${fileName} holds`
} as const;

/** One certificate of the chain. */
export const chainWords = {
  selfSigned: (keyType: string) => `Self-signed, ${keyType}`,
  signedByRoot: (keyType: string) => `Signed by the root above, ${keyType}`,
  signedByAbove: (keyType: string) => `Signed by the one above, ${keyType}`,
  signedBy: (issuer: string, keyType: string) => `Signed by ${issuer}, ${keyType}`,
  alsoValidFor: (names: string) => `Also valid for ${names}`,
  flaws: {
    'not-trusted': 'not trusted',
    expired: 'expired',
    'not-yet-valid': 'not valid yet',
    'wrong-host': 'other name',
    weak: 'too weak',
    revoked: 'revoked'
  },
  byFingerprint: 'trusted by fingerprint',
  details: (subject: string) => `Certificate ${subject}`
} as const;
