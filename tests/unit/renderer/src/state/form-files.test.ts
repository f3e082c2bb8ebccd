import { describe, expect, it } from 'vitest';
import type { PickedFile, RequestInput } from '../../../../../electron/contract/app';
import { fail, failure, succeed, type Result } from '../../../../../electron/contract/failure';
import type { FileKind, Profile } from '../../../../../electron/contract/profile';
import { usualFields } from '../../../../../electron/contract/usual-fields';
import { FormFiles } from '../../../../../renderer/src/state/form-files.svelte';
import { fileFacts } from './file-facts-example';

const file = (ticket: string, news: Partial<PickedFile> = {}): PickedFile => ({
  ticket,
  facts: fileFacts(`${ticket}.pem`),
  locked: false,
  pair: null,
  ...news
});
const profile: Profile = {
  ...usualFields('Plant', { protocol: 'mqtts', host: 'broker.example', port: 8883, path: '/' }),
  id: 'plant',
  demo: false,
  files: {
    ca: fileFacts('ca.pem'),
    crl: null,
    certificate: fileFacts('ops.pem'),
    key: fileFacts('ops.key'),
    pkcs12: null
  },
  secrets: ['key'],
  lostSecrets: [],
  secretsForThisRunOnly: false,
  schemas: [],
  rememberedVersion: null
};

/** Files of a form, with main's answers in turn. */
function world(picks: Result<PickedFile | null>[], unlocks: Result<PickedFile>[] = [], of: Profile | null = profile) {
  const asked: RequestInput<'pickFile'>[] = [];
  const unlocked: RequestInput<'unlockFile'>[] = [];
  const files = new FormFiles(
    {
      pickFile: (input) => {
        asked.push(input);
        return Promise.resolve(picks.shift() ?? succeed(null));
      },
      unlockFile: (input) => {
        unlocked.push(input);
        return Promise.resolve(unlocks.shift() ?? fail('passphrase-wrong'));
      }
    },
    of
  );
  return { files, asked, unlocked };
}
const kinds: readonly FileKind[] = ['ca', 'crl', 'certificate', 'key', 'pkcs12'];

describe('FormFiles', () => {
  it('starts with what is stored, and changes nothing', () => {
    const { files } = world([]);
    expect(kinds.map((kind) => files.facts(kind)?.fileName ?? null)).toEqual([
      'ca.pem',
      null,
      'ops.pem',
      'ops.key',
      null
    ]);
    expect(files.changes()).toEqual([]);
    expect(files.dirty).toBe(false);
  });

  it('tells main which files stand beside the one that is picked', async () => {
    const { files, asked } = world([succeed(file('t1')), succeed(file('t2', { pair: succeed(null) }))]);
    expect(await files.pick('certificate')).toBe(true);
    expect(await files.pick('key')).toBe(true);
    expect(asked).toEqual([
      { kind: 'certificate', profileId: 'plant', beside: [] },
      { kind: 'key', profileId: 'plant', beside: [{ kind: 'certificate', ticket: 't1' }] }
    ]);
    expect(files.pair?.ok).toBe(true);
    expect(files.changes()).toEqual([
      { kind: 'certificate', ticket: 't1' },
      { kind: 'key', ticket: 't2' }
    ]);
    expect(files.dirty).toBe(true);
  });

  it('keeps what was there when the dialog is closed or main refuses the file', async () => {
    const { files } = world([succeed(null), fail('ca-file-invalid', '', { fileName: 'x.txt' })]);
    expect(await files.pick('ca')).toBe(false);
    expect(files.failure('ca')).toBeNull();
    expect(await files.pick('ca')).toBe(false);
    expect(files.failure('ca')?.code).toBe('ca-file-invalid');
    expect(files.facts('ca')?.fileName).toBe('ca.pem');
    expect(files.changes()).toEqual([]);
  });

  it('forgets a refusal with the next file, or with the removal', async () => {
    const { files } = world([fail('ca-file-invalid'), succeed(file('t1')), fail('ca-file-invalid')]);
    await files.pick('ca');
    await files.pick('ca');
    expect(files.failure('ca')).toBeNull();
    await files.pick('ca');
    files.remove('ca');
    expect(files.failure('ca')).toBeNull();
  });

  it('unlocks a picked file with a passphrase that is sent once', async () => {
    const { files, unlocked } = world(
      [succeed(file('t1', { locked: true }))],
      [fail('passphrase-wrong', '', { fileName: 'x.p12' }), succeed(file('t1'))]
    );
    await files.pick('pkcs12');
    expect(files.locked('pkcs12')).toBe(true);
    files.typePassphrase('pkcs12', 'wrong');
    await files.unlock('pkcs12');
    expect(files.locked('pkcs12')).toBe(true);
    expect(files.passphraseFailure('pkcs12')?.code).toBe('passphrase-wrong');
    expect(files.failure('pkcs12')).toBeNull();
    files.typePassphrase('pkcs12', 'right');
    expect(files.passphraseFailure('pkcs12')).toBeNull();
    await files.unlock('pkcs12');
    expect(files.locked('pkcs12')).toBe(false);
    expect(files.passphrase('pkcs12')).toBe('');
    expect(files.passphraseFailure('pkcs12')).toBeNull();
    expect(unlocked.map(({ ticket, passphrase }) => [ticket, passphrase])).toEqual([
      ['t1', 'wrong'],
      ['t1', 'right']
    ]);
  });

  it('tries what was typed once, however often it is asked to', async () => {
    const { files, unlocked } = world(
      [
        succeed(file('t1', { locked: true })),
        succeed(file('t2', { locked: true })),
        succeed(file('t3', { locked: true }))
      ],
      [fail('passphrase-wrong'), succeed(file('t1'))]
    );
    await files.pick('key');
    await files.unlockTyped();
    files.typePassphrase('key', 'wrong');
    await Promise.all([files.unlockTyped(), files.unlock('key')]);
    await files.unlockTyped();
    expect(unlocked.map(({ passphrase }) => passphrase)).toEqual(['wrong']);
    expect([files.unlocking('key'), files.passphrase('key')]).toEqual([false, 'wrong']);
    files.typePassphrase('key', 'right');
    await files.unlockTyped();
    expect([files.locked('key'), files.passphraseFailure('key')]).toEqual([false, null]);
    await files.pick('key');
    files.typePassphrase('key', 'of that file');
    await files.pick('key');
    expect(files.passphrase('key')).toBe('');
  });

  it('lets go of a refusal without the file that stays', async () => {
    const { files } = world([fail('ca-file-invalid')]);
    await files.pick('ca');
    files.forgetFailure('ca');
    expect(files.failure('ca')).toBeNull();
    expect(files.facts('ca')?.fileName).toBe('ca.pem');
    expect(files.dirty).toBe(false);
  });

  it('asks for no passphrase of a file that is stored', async () => {
    const { files, unlocked } = world([]);
    files.typePassphrase('key', 'any');
    await files.unlock('key');
    expect(unlocked).toEqual([]);
  });

  it('does not put the answer about an old file in the place of a newer one', async () => {
    const answers: ((answer: Result<PickedFile>) => void)[] = [];
    const picks = [succeed(file('old', { locked: true })), succeed(file('new'))];
    const files = new FormFiles(
      {
        pickFile: () => Promise.resolve(picks.shift() ?? succeed(null)),
        unlockFile: () => new Promise((resolve) => answers.push(resolve))
      },
      null
    );
    await files.pick('key');
    files.typePassphrase('key', 'right');
    const unlocking = files.unlock('key');
    await files.pick('key');
    answers[0]?.(succeed(file('old')));
    await unlocking;
    expect(files.changes()).toEqual([{ kind: 'key', ticket: 'new' }]);
  });

  it('removes what is stored, and forgets what was only picked', async () => {
    const { files } = world([succeed(file('t1'))]);
    await files.pick('crl');
    files.remove('crl');
    expect(files.changes()).toEqual([]);
    expect(files.dirty).toBe(false);
    files.remove('ca');
    expect(files.changes()).toEqual([{ kind: 'ca', ticket: null }]);
    expect(files.facts('ca')).toBeNull();
  });

  it('knows nothing of the pair once one of the two is gone', async () => {
    const otherOne: PickedFile['pair'] = { ok: false, failure: failure('key-file-invalid') };
    const { files } = world([succeed(file('t1', { pair: otherOne }))]);
    await files.pick('key');
    expect(files.pair).toEqual(otherOne);
    files.remove('key');
    expect(files.pair).toBeNull();
  });
});
