import type { FailureCode } from '../failure';
import type { FactReader, FailureTable } from './failure-entry';

type ProgramCode = Extract<
  FailureCode,
  | 'not-kept'
  | 'decode-ended'
  | 'copy-too-large'
  | `engine-${string}`
  | 'demo-failed'
  | `profile-${string}`
  | `profiles-${string}`
  | `settings-${string}`
  | 'undo-expired'
  | `secret-${string}`
  | 'request-invalid'
  | 'bug'
>;

/** Words for files, for what is kept, and for Treeline itself. */
export const programFailures: FailureTable<ProgramCode> = {
  'not-kept': () => ({
    brief: 'No longer kept',
    title: 'This message is no longer kept',
    meaning: 'Older messages make room for new ones within the memory set for them.',
    action: 'Raise the memory for history in the settings to keep more.'
  }),
  'decode-ended': (facts) => ({
    brief: 'Reading it was stopped',
    title: 'Reading this payload was stopped',
    meaning:
      facts.text('code', '') === 'out-of-memory'
        ? 'It needed more memory than Treeline allows for one payload.'
        : 'It took longer than Treeline allows for one payload.',
    action: 'Look at it as Raw or Hex, or save it to a file.'
  }),
  'copy-too-large': () => ({
    brief: 'Too large to copy',
    title: 'This is too large to copy',
    meaning: 'The clipboard is given 16 million characters at most.',
    action: 'Save the payload to a file instead.'
  }),
  'engine-stopped': () => ({
    brief: 'Connection process stopped',
    title: 'The process behind this connection stopped',
    meaning: 'What it had in memory is gone. The broker and other connections are not touched.',
    action: 'Connect again.'
  }),
  'engine-keeps-stopping': (facts) => ({
    brief: 'Keeps stopping',
    title: 'The process behind this connection keeps stopping',
    meaning: `It was started again ${facts.text('times', 'several')} times within ${facts.seconds}. Treeline leaves it stopped.`,
    action: 'Connect again, or narrow the subscriptions first.'
  }),
  'demo-failed': () => ({
    brief: 'Demo did not start',
    title: 'The demo broker did not start',
    meaning: 'It runs on this computer only and needs a free port.',
    action: 'Start the demo again.'
  }),
  'undo-expired': () => ({
    brief: 'Gone for good',
    title: 'This connection can no longer be brought back',
    meaning: 'A deleted connection is kept for ten minutes, until Treeline closes.',
    action: ''
  }),
  'profile-not-found': () => ({
    brief: 'Connection deleted',
    title: 'This connection no longer exists',
    meaning: 'It was deleted meanwhile.',
    action: ''
  }),
  'profiles-unreadable': (facts) => ({
    brief: ofSecrets(facts) ? 'Passwords not readable' : 'Connections not readable',
    title: unreadTitle(facts),
    meaning: recovery(facts),
    action: ''
  }),
  'profiles-newer': (facts) => ({
    brief: 'Saved by newer Treeline',
    title: `${whatIsSaved(facts)} are from a newer Treeline`,
    meaning: 'This version leaves the file as it is, and saves no changes.',
    action: 'Use the newer version.'
  }),
  'profiles-unwritable': () => ({
    brief: 'Connections not saved',
    title: 'The connection could not be saved',
    meaning: 'The disk is full or not writable. What was saved before is unchanged.',
    action: 'Free some space, then save again.'
  }),
  'settings-unwritable': (facts) => ({
    brief: 'Settings not saved',
    title: 'The settings could not be saved',
    meaning: facts.has('version')
      ? 'They hold until Treeline is closed. The settings file is from a newer Treeline, and this version leaves it as it is.'
      : 'They hold until Treeline is closed. The disk is full or not writable.',
    action: ''
  }),
  'secret-unreadable': (facts) => {
    const kind = facts.text('what', '');
    const what = secretWord(kind);
    if (facts.is('why', 'last-run')) {
      return {
        brief: `${what.charAt(0).toUpperCase()}${what.slice(1)} not kept`,
        title: `The ${what} was kept for the last run only`,
        meaning: 'There was no key store to keep it in, so it went when Treeline was closed.',
        action: kind === 'key' || kind === 'pkcs12-key' ? 'Choose its file again.' : 'Type it again.'
      };
    }
    return {
      brief: `${what.charAt(0).toUpperCase()}${what.slice(1)} not readable`,
      title: `The stored ${what} cannot be opened`,
      meaning: 'This computer’s key store is locked or has changed. Nothing was deleted.',
      action: `Unlock the key store, or enter the ${what} again.`
    };
  },
  'secret-kept-back': (facts) => ({
    brief: 'Nothing was changed',
    title: 'The saved password was kept back',
    meaning: `It was saved for ${facts.text('from', 'another broker')} and is not sent to ${facts.text('to', 'this one')}. Nothing was changed.`,
    action: 'Enter the password for the new address, or remove it.'
  }),
  'request-invalid': () => ({
    brief: 'Request not understood',
    title: 'Treeline did not understand its own window',
    meaning: 'The request was not carried out.',
    action: 'Reload the window.'
  }),
  bug: () => ({
    brief: 'Error in Treeline',
    title: 'Something in Treeline went wrong',
    meaning: 'This is a mistake in the program, not in your connection.',
    action: 'Try again; the log has the details.'
  })
};

function secretWord(kind: string): string {
  switch (kind) {
    case 'key':
    case 'pkcs12-key':
      return 'private key';
    case 'proxy-password':
      return 'proxy password';
    case 'authentication-data':
      return 'authentication data';
    default:
      return kind.startsWith('header-') ? 'header value' : 'password';
  }
}

/** Passwords and keys lie in a file of their own, which is told with the profiles' codes. */
function ofSecrets(facts: FactReader): boolean {
  return facts.is('file', 'secrets.json');
}

function whatIsSaved(facts: FactReader): string {
  return ofSecrets(facts) ? 'The saved passwords and private keys' : 'The saved connections';
}

function unreadTitle(facts: FactReader): string {
  if (facts.has('entries')) {
    return facts.is('entries', 1)
      ? '1 saved connection could not be read'
      : `${facts.text('entries', 'Some')} saved connections could not be read`;
  }
  if (facts.has('defaulted')) {
    return facts.is('defaulted', 1)
      ? 'Some settings of 1 connection could not be read'
      : `Some settings of ${facts.text('defaulted', 'several')} connections could not be read`;
  }
  return `${whatIsSaved(facts)} could not be read`;
}

function recovery(facts: FactReader): string {
  const kept = facts.text('keptAs', '');
  const damaged = kept === '' ? '' : ` The damaged file is kept as ${kept}.`;
  if (facts.is('recovered', 'copy')) return `The last good copy was loaded instead.${damaged}`;
  if (facts.has('defaulted'))
    return 'They stand at their defaults. The file keeps what could not be read until it is changed.';
  if (facts.has('entries')) return 'The others were loaded. The file keeps what could not be read.';
  return `Treeline starts without them.${damaged}`;
}
