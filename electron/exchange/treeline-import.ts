import { z } from 'zod';
import { isUnixSocket, type BrokerAddress } from '#contract/address';
import { fail, succeed, type Result } from '#contract/failure';
import { fileKinds, profileFieldsSchema, type ProfileFields } from '#contract/profile';
import { secretKindSchema } from '#contract/secret-kind';
import { usualFields } from '#contract/usual-fields';
import { readBoundedJson } from './bounded-json';
import { cleanLine } from './clean-line';
import { boundedFolder, boundedName } from './field-bounds';
import { ImportedSchemas } from './imported-schemas';
import { JsonEntry } from './json-entry';
import { originId } from './origin-id';
import { importProblem, ProblemList } from './problem-list';
import { ProfileCollection } from './profile-collection';
import { isHost } from './read-address';
import type { ReadFile, ReadImport, ReadProfile } from './read-profile';
import { sealBinding } from './seal-binding';
import { openSecrets, sealedSecretsSchema } from './sealed-secrets';
import { exportMark, exportVersion } from './treeline-export';

const nowhere: BrokerAddress = { protocol: 'mqtt', host: '', port: 0, path: '/' };

/** Null: it is something else. Failure: import-unreadable, reason 'newer'. */
export function readTreelineExport(root: unknown): Result<ReadImport> | null {
  const file = JsonEntry.of(root);
  if (file?.text('treeline') !== exportMark) return null;
  if ((file.number('version') ?? Infinity) > exportVersion) return fail('import-unreadable', '', { reason: 'newer' });
  const collection = new ProfileCollection('treeline');
  const schemas = new ImportedSchemas(file);
  for (const value of file.list('connections')) {
    const entry = JsonEntry.of(value);
    collection.add(entry && readConnection(entry, schemas));
  }
  const sealed = sealedSecretsSchema.safeParse(file.value('secrets'));
  return succeed(collection.done(sealed.success ? sealed.data : null));
}

/** Puts the sealed secrets to their connections. Failures: passphrase-wrong, import-unreadable. */
export async function unlockTreelineExport(read: ReadImport, passphrase: string): Promise<Result<ReadImport>> {
  if (!read.sealed) return succeed(read);
  const opened = await openSecrets(read.sealed, passphrase);
  if (!opened.ok) return opened;
  const parsed = readBoundedJson(Buffer.from(opened.value));
  const entries = sealedEntriesSchema.safeParse(parsed.ok ? parsed.value : null);
  if (!entries.success) return fail('import-unreadable', '', { reason: 'damaged' });
  const byOrigin = new Map(entries.data.map((entry) => [originId(entry.id), entry]));
  return succeed({
    ...read,
    sealed: null,
    profiles: read.profiles.map((profile) => withSecrets(profile, byOrigin.get(profile.origin.id)))
  });
}

const sealedEntriesSchema = z.array(
  z.object({
    id: z.string(),
    binding: z.string(),
    secrets: z.array(z.tuple([secretKindSchema, z.string().max(1_000_000)])).max(200)
  })
);
type SealedEntry = z.infer<typeof sealedEntriesSchema>[number];

function withSecrets(profile: ReadProfile, entry: SealedEntry | undefined): ReadProfile {
  if (!entry) return profile;
  if (entry.binding !== sealBinding(profile.fields, caPemOf(profile.files))) {
    return { ...profile, problems: [...profile.problems, importProblem('secrets-edited', '')] };
  }
  const secrets = new Map(entry.secrets);
  const files = profile.files.map((file) => withKey(file, secrets));
  return {
    ...profile,
    files,
    secrets: [...secrets].filter(([kind]) => kind !== 'key' && kind !== 'pkcs12-key')
  };
}

function withKey(file: ReadFile, secrets: ReadonlyMap<string, string>): ReadFile {
  if (!('keyPem' in file.content)) return file;
  const keyPem = secrets.get(file.kind === 'key' ? 'key' : 'pkcs12-key') ?? null;
  return { ...file, content: { ...file.content, keyPem } };
}

function readConnection(entry: JsonEntry, schemas: ImportedSchemas): ReadProfile | null {
  const id = entry.text('id');
  const fields = readFields(entry);
  if (id === null || id === '' || !fields) return null;
  const problems = new ProblemList();
  return {
    origin: { tool: 'treeline', id: originId(id) },
    fields: {
      ...fields,
      name: boundedName(fields.name, fields.address.host, problems),
      folder: boundedFolder(fields.folder, problems)
    },
    secrets: [],
    files: readFiles(entry.entry('files')),
    schemas: schemas.of(entry, problems),
    problems: problems.all
  };
}

/** What an older Treeline did not have is as usual; what a newer one has beside is passed over. */
function readFields(entry: JsonEntry): ProfileFields | null {
  const usual = usualFields('', nowhere);
  const merged = Object.entries(usual).map(([key, otherwise]) => [key, filledUp(entry, key, otherwise)] as const);
  const fields = profileFieldsSchema.safeParse(Object.fromEntries(merged));
  if (!fields.success) return null;
  const { address, proxy, tls } = fields.data;
  const hosts = [isUnixSocket(address.protocol) ? '' : address.host, proxy.host, tls.serverName];
  return hosts.every((host) => host === '' || isHost(host)) ? fields.data : null;
}

function filledUp(entry: JsonEntry, key: string, otherwise: unknown): unknown {
  if (!entry.has(key)) return otherwise;
  const group = entry.entry(key);
  if (!group || JsonEntry.of(otherwise) === null) return entry.value(key);
  return Object.fromEntries([...(JsonEntry.of(otherwise)?.pairs() ?? []), ...group.pairs()]);
}

function readFiles(files: JsonEntry | null): ReadFile[] {
  return fileKinds.flatMap((kind): ReadFile[] => {
    const file = files?.entry(kind);
    if (!file) return [];
    const fileName = cleanLine(file.text('fileName') ?? '', 255);
    const pem = file.text('pem');
    if (kind === 'key') return [{ kind, fileName, content: { certificatePem: null, keyPem: null } }];
    if (kind === 'pkcs12') return [{ kind, fileName, content: { certificatePem: pem, keyPem: null } }];
    return pem === null ? [] : [{ kind, fileName, content: { bytes: Buffer.from(pem) } }];
  });
}

function caPemOf(files: readonly ReadFile[]): string {
  const ca = files.find(({ kind }) => kind === 'ca');
  return ca && 'bytes' in ca.content ? Buffer.from(ca.content.bytes).toString() : '';
}
