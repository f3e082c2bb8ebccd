import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProfileTransfer } from '../../../../electron/main/profile-transfer';
import { makeCertificates, type Certificates } from '../../../support/certificates';
import { answerOf, draft, draftFields, pickedFile, shell } from './shell-example';

let made: Certificates;
beforeAll(() => {
  made = makeCertificates();
});
afterAll(() => made.dispose());

type Shell = Awaited<ReturnType<typeof shell>>;

const origin = { tool: 'mqttx', id: 'x-1' } as const;

async function saved(main: Shell): Promise<string> {
  const files = [
    await pickedFile(main, 'certificate', made.client.certificateFile),
    await pickedFile(main, 'key', made.client.keyFile)
  ];
  const secrets = [{ kind: 'password', value: 'pass' } as const];
  return (await answerOf(main, 'saveProfile', draft({ secrets, files }))).id;
}

function taken(main: Shell, id: string, withSecrets: boolean): ProfileTransfer {
  const transfer = main.transfers.takeOut(id, withSecrets);
  if (!transfer.ok) throw new Error(transfer.failure.code);
  return transfer.value;
}

describe('ShelfExchange', () => {
  it('takes a profile out without a secret, or with all of them, and brings it in elsewhere', async () => {
    const main = await shell();
    const id = await saved(main);
    const bare = taken(main, id, false);
    expect(JSON.stringify(bare)).not.toContain('PRIVATE KEY');
    expect(bare).toMatchObject({ origin: null, secrets: [], files: { key: { pem: '' } } });

    const whole = taken(main, id, true);
    expect(whole.secrets).toEqual([['password', 'pass']]);
    expect(whole.files.key?.pem).toContain('PRIVATE KEY');
    const other = await shell();
    const brought = await other.transfers.bringIn({ ...whole, origin: { tool: 'treeline', id } });
    expect(brought).toMatchObject({
      value: { updated: false, profile: { ...draftFields, secrets: ['password', 'key'] } }
    });
    expect(other.transfers.importedFrom({ tool: 'treeline', id })?.name).toBe('Plant');
    // Our own export finds what it was made of.
    expect(main.transfers.importedFrom({ tool: 'treeline', id })?.id).toBe(id);
    expect(main.transfers.takeOut('nobody', true)).toMatchObject({ failure: { code: 'profile-not-found' } });
  });

  it('updates what an earlier import made, and keeps what the second one does not name', async () => {
    const main = await shell();
    const first = { origin, fields: draftFields, secrets: [['password', 'pass'] as const], files: {} };
    await main.transfers.bringIn(first);
    const again = { ...first, fields: { ...draftFields, name: 'Renamed there' }, secrets: [] };
    expect(await main.transfers.bringIn(again)).toMatchObject({
      value: { updated: true, profile: { name: 'Renamed there', secrets: ['password'] } }
    });
    expect(main.profiles.all()).toHaveLength(1);
  });

  it('lets no import connect by itself at start, and leaves what a person chose', async () => {
    const main = await shell();
    const transfer = { origin, fields: { ...draftFields, autoConnect: true }, secrets: [], files: {} };
    const first = await main.transfers.bringIn(transfer);
    expect(first).toMatchObject({ value: { profile: { autoConnect: false } } });
    const profileId = main.profiles.all()[0]?.id ?? '';
    await answerOf(main, 'editProfile', { profileId, changes: { autoConnect: true } });
    const again = { ...transfer, fields: { ...draftFields, autoConnect: false } };
    expect(await main.transfers.bringIn(again)).toMatchObject({ value: { profile: { autoConnect: true } } });
  });

  it('sends no saved password to an address an import made up', async () => {
    const main = await shell();
    const first = { origin, fields: draftFields, secrets: [['password', 'pass'] as const], files: {} };
    await main.transfers.bringIn(first);
    const address = { ...draftFields.address, host: 'attacker.example' };
    expect(await main.transfers.bringIn({ ...first, secrets: [], fields: { ...draftFields, address } })).toMatchObject({
      value: { updated: true, profile: { secrets: [] } }
    });
    expect(main.seen.moves).toEqual([]);
  });

  it('sends no saved password where an import made less sure of the broker, and says so', async () => {
    const weaker: readonly Partial<typeof draftFields>[] = [
      { verifyCertificate: false },
      { tls: { ...draftFields.tls, trusted: { fingerprint: 'AA:'.repeat(31) + 'AA', subject: 'evil', atMs: 0 } } },
      { tls: { ...draftFields.tls, serverName: 'attacker.example' } }
    ];
    for (const changes of weaker) {
      const main = await shell();
      const first = { origin, fields: draftFields, secrets: [['password', 'pass'] as const], files: {} };
      expect(await main.transfers.bringIn(first)).toMatchObject({ value: { secretsRemoved: false } });
      const fields = { ...draftFields, ...changes };
      expect(await main.transfers.bringIn({ ...first, fields, secrets: [] })).toMatchObject({
        value: { updated: true, secretsRemoved: true, profile: { secrets: [] } }
      });
      expect(await main.transfers.bringIn({ ...first, fields })).toMatchObject({
        value: { secretsRemoved: false, profile: { secrets: ['password'] } }
      });
      // Nothing was sure before, so nothing is lost.
      if (changes.verifyCertificate === false) {
        expect(await main.transfers.bringIn({ ...first, secrets: [] })).toMatchObject({
          value: { profile: { secrets: ['password'] } }
        });
      }
    }
  });

  it('sends no saved password to whom another authority in an import vouches for', async () => {
    const main = await shell();
    const tls = { ...draftFields.tls, trust: 'file' as const };
    const fields = { ...draftFields, tls };
    const ca = async (file: string) => {
      const { ticket } = await pickedFile(main, 'ca', file);
      const checked = main.files.get(ticket ?? '', 'ca');
      if (!checked) throw new Error('no file');
      return { ca: checked };
    };
    const first = { origin, fields, secrets: [['password', 'pass'] as const], files: await ca(made.caFile) };
    await main.transfers.bringIn(first);
    expect(await main.transfers.bringIn({ ...first, secrets: [] })).toMatchObject({
      value: { secretsRemoved: false, profile: { secrets: ['password'] } }
    });
    const files = await ca(made.client.certificateFile);
    expect(await main.transfers.bringIn({ ...first, secrets: [], files })).toMatchObject({
      value: { secretsRemoved: true, profile: { secrets: [] } }
    });
  });

  it('holds what another tool wrote to the bounds of a profile', async () => {
    const main = await shell();
    const fields = { ...draftFields, name: 'x'.repeat(201) };
    expect(await main.transfers.bringIn({ origin, fields, secrets: [], files: {} })).toMatchObject({
      failure: { code: 'import-unreadable' }
    });
    expect(main.profiles.all()).toEqual([]);
  });
});
