import type { FailureCode } from '../failure';
import type { FactReader, FailureEntry, FailureTable } from './failure-entry';
import { importProblemWords } from './import-problems';
import { importRefusalWords } from './import-refusals';

type FileCode = Extract<
  FailureCode,
  | `file-${string}`
  | 'ca-file-invalid'
  | 'certificate-file-invalid'
  | 'key-file-invalid'
  | 'pkcs12-file-invalid'
  | 'crl-file-invalid'
  | 'passphrase-wrong'
  | `import-${string}`
>;

/** Words for files a person chose: payloads, certificates, keys, imports. */
export const fileFailures: FailureTable<FileCode> = {
  'file-unreadable': (facts) => ({
    brief: 'File not readable',
    title: `${fileName(facts)} cannot be read`,
    meaning: facts.is('reason', 'too-large')
      ? `It is larger than ${facts.size('limitBytes', 'such a file may be')}.`
      : facts.is('reason', 'no-file')
        ? 'It is not a file.'
        : facts.is('reason', 'too-many')
          ? `A connection has at most ${facts.text('limit', 'so many')} schema files.`
          : facts.is('reason', 'forgotten')
            ? 'It was chosen long ago, and Treeline has put it away since.'
            : 'It is missing, or this account may not open it.',
    action: facts.is('reason', 'forgotten') ? 'Choose it again.' : 'Choose another file.'
  }),
  'file-unwritable': (facts) => ({
    brief: 'File not saved',
    title: 'The file could not be saved',
    meaning: facts.is('reason', 'ENOSPC')
      ? 'The disk is full.'
      : facts.is('reason', 'EACCES') || facts.is('reason', 'EPERM') || facts.is('reason', 'EROFS')
        ? 'This account may not write there.'
        : facts.is('reason', 'stopped')
          ? 'The process behind this connection ended first. A file that stood there before is unchanged.'
          : 'Writing to the disk failed. A file that stood there before is unchanged.',
    action: facts.is('reason', 'stopped') ? 'Save it again.' : 'Choose another place.'
  }),
  'ca-file-invalid': (facts) => ({
    brief: 'CA file not readable',
    title: `${fileName(facts, 'The CA file')} is no certificate`,
    meaning: `${whatItHolds(facts) ?? 'It is damaged, or of another format.'} A CA file holds one or more certificates, as PEM or DER.`,
    action: 'Choose another CA file.'
  }),
  'certificate-file-invalid': (facts) => ({
    brief: 'Certificate not readable',
    title: `${fileName(facts, 'The certificate file')} is no certificate`,
    meaning: facts.is('holds', 'pkcs12')
      ? 'It is a PKCS#12 file, which holds a certificate together with its key.'
      : (whatItHolds(facts) ??
        (facts.is('reason', 'no-certificate') ? 'It holds something else.' : 'It is damaged, or of another format.')),
    action: facts.is('holds', 'pkcs12') ? 'Choose it under PKCS#12.' : 'Choose another certificate.'
  }),
  'key-file-invalid': (facts) => ({ brief: 'Key not usable', ...keyTrouble(facts) }),
  'pkcs12-file-invalid': (facts) => ({ brief: 'PKCS#12 not usable', ...pkcs12Trouble(facts) }),
  'crl-file-invalid': (facts) => ({
    brief: 'Revocation list not readable',
    title: `${fileName(facts, 'The file')} is no revocation list`,
    meaning: `${whatItHolds(facts) ?? 'It is damaged, or of another format.'} A revocation list (CRL) comes as PEM or DER.`,
    action: 'Choose another file.'
  }),
  'passphrase-wrong': (facts) => ({
    brief: 'Wrong passphrase',
    title: `This passphrase does not open ${fileName(facts, 'the file')}`,
    meaning: 'Passphrases count capitals and spaces.',
    action: 'Type it again, or choose another file.'
  }),
  'import-unreadable': (facts) => importRefusalWords(facts, fileName(facts, 'The file')),
  'import-incomplete': (facts) => {
    const { title, meaning, action } = importProblemWords(facts.text('reason', ''), facts.text('name', '')) ?? {
      title: 'Something is not taken over',
      meaning: 'The rest of the connection is.',
      action: ''
    };
    return { brief: 'Not all taken over', title, meaning, action };
  }
};

type Trouble = Omit<FailureEntry, 'brief'>;

function keyTrouble(facts: FactReader): Trouble {
  const name = fileName(facts, 'The key file');
  const another = 'Choose another key.';
  switch (facts.text('reason', '')) {
    case 'encrypted':
      return {
        title: `${name} is locked with a passphrase`,
        meaning: 'It was never unlocked here.',
        action: 'Choose it again and type its passphrase.'
      };
    case 'other-certificate':
      return {
        title: `${name} belongs to another certificate`,
        meaning: 'A certificate and its key go together.',
        action: 'Choose the two that do.'
      };
    case 'unknown-key':
      return { title: `${name} cannot be used`, meaning: unknownKey, action: another };
    case 'unknown-method':
      return { title: `${name} cannot be unlocked`, meaning: unknownMethod, action: unlockElsewhere };
    case 'too-costly':
      return { title: `${name} cannot be unlocked`, meaning: tooCostly(facts), action: unlockElsewhere };
    default:
      return facts.is('holds', 'ssh-key')
        ? {
            title: `${name} is a key for SSH`,
            meaning: 'TLS needs it in another format: PKCS#8.',
            action: 'Convert a copy with “ssh-keygen -p -m PKCS8 -f …” and choose that.'
          }
        : {
            title: `${name} is no private key`,
            meaning:
              whatItHolds(facts) ??
              (facts.is('reason', 'damaged') ? 'It is damaged.' : 'It holds something else, or is damaged.'),
            action: facts.is('holds', 'pkcs12') ? 'Choose it under PKCS#12.' : another
          };
  }
}

function pkcs12Trouble(facts: FactReader): Trouble {
  const name = fileName(facts, 'The PKCS#12 file');
  const title = `${name} cannot be used`;
  const action = 'Choose another file.';
  switch (facts.text('reason', '')) {
    case 'no-pkcs12':
      return {
        title: `${name} is no PKCS#12 file`,
        meaning: whatItHolds(facts) ?? 'Such files end in .p12 or .pfx and hold a certificate with its key.',
        action: facts.is('holds', 'certificate') ? 'Choose it as the client certificate under PEM.' : action
      };
    case 'no-key':
      return { title, meaning: 'It holds no private key.', action: 'Export it once more, together with its key.' };
    case 'no-certificate':
      return { title, meaning: 'It holds a key and no certificate.', action };
    case 'other-certificate':
      return { title, meaning: 'The key in it belongs to none of the certificates in it.', action };
    case 'unknown-key':
      return { title, meaning: unknownKey, action };
    case 'unknown-method':
      return { title, meaning: unknownMethod, action: unlockElsewhere };
    case 'too-costly':
      return { title, meaning: tooCostly(facts), action: unlockElsewhere };
    default:
      return { title, meaning: 'It is damaged, or holds no certificate with its key.', action };
  }
}

const unknownKey =
  'Its key is of a kind that the TLS of this program does not know. RSA, ECDSA with P-256, P-384 or P-521, and Ed25519 work.';
const unknownMethod = 'It is locked in a way that Treeline does not know.';
const unlockElsewhere = 'Make a copy with AES-256 and an ordinary number of rounds, and choose that.';

function tooCostly(facts: FactReader): string {
  const limit = Number(facts.text('limit', '0'));
  const most = limit > 0 ? `, Treeline does ${limit.toLocaleString('en')} at most` : '';
  return `Unlocking it takes so many rounds that the computer would be busy for a long time${most}.`;
}

const contents: ReadonlyMap<string, string> = new Map([
  ['certificate', 'It holds a certificate.'],
  ['key', 'It holds a private key.'],
  ['ssh-key', 'It holds a key for SSH.'],
  ['public-key', 'It holds a public key.'],
  ['request', 'It holds a request for a certificate, not the certificate that came back.'],
  ['crl', 'It holds a revocation list.'],
  ['pkcs7', 'It holds a PKCS#7 bundle.'],
  ['pkcs12', 'It is a PKCS#12 file.']
]);

/** A sentence on what the file is instead; null: nobody can tell. */
function whatItHolds(facts: FactReader): string | null {
  return contents.get(facts.text('holds', '')) ?? null;
}

function fileName(facts: FactReader, otherwise = 'The file'): string {
  return facts.has('fileName') ? `“${facts.text('fileName', '')}”` : otherwise;
}
