import type { FailureCode } from '../failure';
import type { FactReader, FailureTable } from './failure-entry';
import { importProblemWords } from './import-problems';

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
        : 'It is missing, or this account may not open it.',
    action: 'Choose another file.'
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
    meaning: 'A CA file holds one or more certificates, as PEM or DER.',
    action: 'Choose another CA file.'
  }),
  'certificate-file-invalid': (facts) => ({
    brief: 'Certificate not readable',
    title: `${fileName(facts, 'The certificate file')} is no certificate`,
    meaning: facts.is('reason', 'no-certificate') ? 'It holds something else.' : 'It is damaged, or of another format.',
    action: 'Choose another certificate.'
  }),
  'key-file-invalid': (facts) => {
    const name = fileName(facts, 'The key file');
    const action = 'Choose another key.';
    const brief = 'Key not usable';
    if (facts.is('reason', 'encrypted')) {
      return {
        brief,
        title: `${name} is locked with a passphrase`,
        meaning: 'Treeline cannot unlock keys yet.',
        action: 'Choose a copy of it without a passphrase.'
      };
    }
    if (facts.is('reason', 'other-certificate')) {
      return {
        brief,
        title: `${name} belongs to another certificate`,
        meaning: 'A certificate and its key go together.',
        action: 'Choose the two that do.'
      };
    }
    return { brief, title: `${name} is no private key`, meaning: 'It holds something else, or is damaged.', action };
  },
  'pkcs12-file-invalid': (facts) => ({
    brief: 'PKCS#12 not readable',
    title: `${fileName(facts, 'The PKCS#12 file')} cannot be used`,
    meaning: 'It is damaged, or holds no certificate with its key.',
    action: 'Choose another file.'
  }),
  'crl-file-invalid': (facts) => ({
    brief: 'Revocation list not readable',
    title: `${fileName(facts, 'The file')} is no revocation list`,
    meaning: 'A revocation list (CRL) comes as PEM or DER.',
    action: 'Choose another file.'
  }),
  'passphrase-wrong': (facts) => ({
    brief: 'Wrong passphrase',
    title: `This passphrase does not open ${fileName(facts, 'the file')}`,
    meaning: 'Passphrases count capitals and spaces.',
    action: 'Type it again, or choose another file.'
  }),
  'import-unreadable': (facts) => ({
    brief: 'Nothing to import',
    title: `${fileName(facts, 'The file')} holds no connections that Treeline can read`,
    meaning:
      'Treeline reads its own exports, the settings.json of MQTT Explorer, and exports and the database of MQTTX.',
    action: 'Choose another file.'
  }),
  'import-incomplete': (facts) => {
    const { title, meaning, action } = importProblemWords(facts.text('reason', ''), facts.text('name', '')) ?? {
      title: 'Something is not taken over',
      meaning: '',
      action: ''
    };
    return { brief: 'Not all taken over', title, meaning, action };
  }
};

function fileName(facts: FactReader, otherwise = 'The file'): string {
  return facts.has('fileName') ? `“${facts.text('fileName', '')}”` : otherwise;
}
