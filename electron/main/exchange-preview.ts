import { formatAddress } from '#contract/address';
import type { ImportFile, ImportItem } from '#contract/exchange';
import type { Failure } from '#contract/failure';
import type { Profile } from '#contract/profile';
import type { ImportProblem } from '#contract/words/import-problems';
import { importProblem } from '../exchange/problem-list';
import type { ReadFile, ReadImport, ReadProfile } from '../exchange/read-profile';
import type { ProfileExchange } from './profile-transfer';

/** What a person sees of an import before anything is done: no secret, only that there is one. */
export function previewItems(read: ReadImport, profiles: ProfileExchange): readonly ImportItem[] {
  return read.profiles.map((profile, index) => previewItem(profile, String(index), read.sealed !== null, profiles));
}

function previewItem(profile: ReadProfile, id: string, locked: boolean, profiles: ProfileExchange): ImportItem {
  const { fields, secrets, files, schemas, problems, origin } = profile;
  const known = profiles.importedFrom(origin);
  return {
    id,
    name: fields.name,
    address: formatAddress(fields.address),
    folder: fields.folder,
    username: fields.username,
    subscriptions: fields.subscriptions.length,
    charts: fields.charts.length,
    secrets: secrets.map(([kind]) => kind),
    files: files.flatMap(previewFile),
    schemas: { count: schemas.length, sizeBytes: schemas.reduce((sum, { bytes }) => sum + bytes.length, 0) },
    known: known && { profileId: known.id, name: known.name },
    problems: [...problems, ...(locked ? [] : files.flatMap(missingKey)), ...missingSchemas(profile, known)]
  };
}

function previewFile({ kind, fileName, content }: ReadFile): ImportFile[] {
  if ('keyPem' in content && content.keyPem === null) return [];
  return [{ kind, fileName, path: 'path' in content ? content.path : null }];
}

function missingKey({ fileName, content }: ReadFile): Failure[] {
  return 'keyPem' in content && content.keyPem === null ? [importProblem('key-not-exported', fileName)] : [];
}

/** Protobuf rules that nothing gives their message types: neither the file nor the profile it updates. */
function missingSchemas({ fields, schemas, problems }: ReadProfile, known: Profile | null): Failure[] {
  const wanted = fields.decoders.some(({ decoder }) => decoder === 'protobuf');
  const told = problems.some(({ facts }) => schemaReasons.has(facts['reason'] ?? ''));
  const there = schemas.length > 0 || (known?.schemas.length ?? 0) > 0;
  return wanted && !there && !told ? [importProblem('schemas-none', '')] : [];
}

const schemaReasons: ReadonlySet<unknown> = new Set<ImportProblem>([
  'schema-missing',
  'schema-contents',
  'schemas-many'
]);
