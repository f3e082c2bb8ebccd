import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PickedFile, RequestInput } from '#contract/app';
import type { FileKind } from '#contract/profile';
import { makeCertificates, type Certificates } from '../../../support/certificates';
import { answerOf, draft, pickedFile, shell } from './shell-example';

let made: Certificates;
beforeAll(() => {
  made = makeCertificates();
});
afterAll(() => made.dispose());

describe('file requests', () => {
  it('say of a picked key or certificate whether the two belong together, new or kept', async () => {
    const main = await shell();
    const pick = async (
      kind: FileKind,
      picked: string,
      rest: Partial<RequestInput<'pickFile'>>
    ): Promise<PickedFile> => {
      main.seen.picked = picked;
      const answer = await answerOf(main, 'pickFile', { kind, profileId: null, beside: [], ...rest });
      if (!answer) throw new Error('nothing picked');
      return answer;
    };
    const differ = { ok: false, failure: { code: 'key-file-invalid', facts: { reason: 'other-certificate' } } };
    const together = { ok: true, value: null };

    const { ticket, pair } = await pick('certificate', made.client.certificateFile, {});
    expect(pair).toBeNull();
    const certificate = { kind: 'certificate', ticket } as const;
    const wrong = await pick('key', made.server.keyFile, { beside: [certificate] });
    expect(wrong.pair).toMatchObject({ ...differ, failure: { ...differ.failure, facts: { fileName: 'server.key' } } });
    const right = await pick('key', made.client.keyFile, {
      beside: [certificate, { kind: 'key', ticket: wrong.ticket }]
    });
    expect(right.pair).toEqual(together);
    const key = { kind: 'key', ticket: right.ticket } as const;
    expect((await pick('ca', made.caFile, { beside: [certificate, key] })).pair).toBeNull();

    const { id: profileId } = await answerOf(main, 'saveProfile', draft({ files: [certificate, key] }));
    expect((await pick('key', made.client.keyFile, { profileId })).pair).toEqual(together);
    expect((await pick('key', made.server.keyFile, { profileId })).pair).toMatchObject(differ);
    const removed = [{ kind: 'certificate', ticket: null } as const];
    expect((await pick('key', made.server.keyFile, { profileId, beside: removed })).pair).toBeNull();
    expect((await pick('certificate', made.server.certificateFile, { profileId })).pair).toMatchObject(differ);
  });

  it('refuse a key that does not belong to the certificate, new or kept', async () => {
    const main = await shell();
    const certificate = await pickedFile(main, 'certificate', made.client.certificateFile);
    const wrong = await pickedFile(main, 'key', made.server.keyFile);
    const right = await pickedFile(main, 'key', made.client.keyFile);
    const mismatch = { ok: false, failure: { code: 'key-file-invalid', facts: { reason: 'other-certificate' } } };
    const save = (...args: Parameters<typeof draft>) => main.handlers.saveProfile(draft(...args), main.window);
    expect(await save({ files: [certificate, wrong] })).toMatchObject(mismatch);
    expect(main.profiles.all()).toEqual([]);
    const { id } = await answerOf(main, 'saveProfile', draft({ files: [certificate, right] }));
    expect(await save({ id, files: [wrong] })).toMatchObject(mismatch);
    const other = await pickedFile(main, 'certificate', made.server.certificateFile);
    expect(await save({ id, files: [other] })).toMatchObject(mismatch);
    expect((await save({ id, files: [other, wrong] })).ok).toBe(true);
  });

  it('keep, replace and remove files as the form says, and take a ticket for what it was given for', async () => {
    const main = await shell();
    const ca = await pickedFile(main, 'ca', made.caFile);
    const { id } = await answerOf(main, 'saveProfile', draft({ files: [ca] }));
    const kept = await answerOf(main, 'saveProfile', draft({ id }));
    expect(kept.files).toMatchObject({ ca: { fileName: 'ca.pem' }, key: null });
    const removed = await answerOf(main, 'saveProfile', draft({ id, files: [{ kind: 'ca', ticket: null }] }));
    expect(removed.files.ca).toBeNull();
    const another = await pickedFile(main, 'ca', made.caFile);
    for (const files of [[ca], [{ ...another, kind: 'crl' as const }]]) {
      expect(await main.handlers.saveProfile(draft({ files }), main.window)).toMatchObject({
        failure: { code: 'request-invalid', raw: 'ticket' }
      });
    }
  });

  it('pick nothing when the dialog is closed', async () => {
    const main = await shell();
    expect(await answerOf(main, 'pickFile', { kind: 'ca', profileId: null, beside: [] })).toBeNull();
    expect(
      await main.handlers.unlockFile({ ticket: 'gone', passphrase: 'x', profileId: null, beside: [] }, main.window)
    ).toMatchObject({ failure: { code: 'file-unreadable' } });
  });
});
