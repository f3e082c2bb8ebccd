import { fail, succeed, type Result } from '#contract/failure';
import type { FileKind, ProfileFields } from '#contract/profile';
import type { FileChange, SecretChange } from '#contract/profile-change';
import type { SecretKind } from '#contract/secret-kind';
import { noFiles, type StoredFile, type StoredFiles, type StoredProfile } from '../storage/stored-profile';
import { checkPair, type CheckedFile } from './certificate-check';

/** What a profile will be once a change of it is saved. */
export interface ProfilePlan {
  readonly fields: ProfileFields;
  readonly files: StoredFiles;
  /** Only what changes; null: removed. */
  readonly secrets: ReadonlyMap<SecretKind, string | null>;
}

/** What a profile is now. */
export interface PlanBasis {
  readonly before: StoredProfile | null;
  readonly kinds: readonly SecretKind[];
  /** There should be these too, and they cannot be read. */
  readonly lost: readonly SecretKind[];
  readonly read: (kind: SecretKind) => Result<string | null>;
}

export interface PlannedChanges {
  readonly fields: ProfileFields;
  readonly secrets: readonly SecretChange[];
  /** Null: remove it. */
  readonly files: ReadonlyMap<FileKind, CheckedFile | null>;
}

/** Private keys come as files and no other way. */
const keySecrets: Readonly<Partial<Record<FileKind, SecretKind>>> = { key: 'key', pkcs12: 'pkcs12-key' };
export const fileSecrets: ReadonlySet<SecretKind> = new Set(Object.values(keySecrets));

/** What the changes make of the profile. Failure: key-file-invalid (the key belongs to another certificate). */
export function planProfile(basis: PlanBasis, { fields, secrets, files }: PlannedChanges): Result<ProfilePlan> {
  const { headers, values } = emptiedHeaders(fields, secrets);
  const plan: ProfilePlan = {
    fields: { ...fields, headers, tls: trustAfter(basis.before, fields) },
    files: { ...(basis.before?.files ?? noFiles), ...storedFiles(files) },
    secrets: new Map<SecretKind, string | null>([
      ...values,
      ...secrets.filter(({ kind }) => !fileSecrets.has(kind)).map(({ kind, value }) => [kind, value] as const),
      ...orphanedHeaders([...basis.kinds, ...basis.lost], headers),
      ...keysOf(files)
    ])
  };
  const pair = files.has('certificate') || files.has('key') ? pairOf(basis, plan) : null;
  return pair && !pair.ok ? pair : succeed(plan);
}

/** Whether client certificate and key belong together in the plan; null: one of them is not known. Failure: key-file-invalid. */
export function pairOf(basis: PlanBasis, plan: Pick<ProfilePlan, 'files' | 'secrets'>): Result<null> | null {
  const certificatePem = plan.files.certificate?.pem ?? null;
  const keyPem = secretAfter(basis, plan, 'key');
  if (certificatePem === null || !keyPem.ok || keyPem.value === null) return null;
  return checkPair(certificatePem, keyPem.value, plan.files.key?.facts.fileName ?? '');
}

/** A secret as it will be. Failure: secret-unreadable. */
export function secretAfter(
  basis: PlanBasis,
  { secrets }: Pick<ProfilePlan, 'secrets'>,
  kind: SecretKind
): Result<string | null> {
  const change = secrets.get(kind);
  return change === undefined ? basis.read(kind) : succeed(change);
}

/** What the tickets stand for. Failure: request-invalid (one that nobody gave out, or that is still locked). */
export function filesOfTickets(
  changes: readonly FileChange[],
  get: (ticket: string, kind: FileKind) => CheckedFile | null
): Result<ReadonlyMap<FileKind, CheckedFile | null>> {
  const files = new Map<FileKind, CheckedFile | null>();
  for (const { kind, ticket } of changes) {
    const file = ticket === null ? null : get(ticket, kind);
    if (ticket !== null && file === null) return fail('request-invalid', 'ticket');
    files.set(kind, file);
  }
  return succeed(files);
}

/** A certificate that is trusted by itself is trusted for its broker: another host starts without, unless it was given anew. */
function trustAfter(before: StoredProfile | null, { address, tls }: ProfileFields): ProfileFields['tls'] {
  const moved = before !== null && before.address.host.toLowerCase() !== address.host.toLowerCase();
  const kept = before?.tls.trusted?.fingerprint === tls.trusted?.fingerprint;
  return moved && kept ? { ...tls, trusted: null } : tls;
}

function storedFiles(files: ReadonlyMap<FileKind, CheckedFile | null>): Partial<Record<FileKind, StoredFile | null>> {
  return Object.fromEntries(
    [...files].map(([kind, file]) => [kind, file && { facts: file.facts, pem: kind === 'key' ? null : file.pem }])
  );
}

function keysOf(files: ReadonlyMap<FileKind, CheckedFile | null>): (readonly [SecretKind, string | null])[] {
  return [...files].flatMap(([kind, file]) => {
    const secret = keySecrets[kind];
    if (secret === undefined) return [];
    return [[secret, kind === 'key' ? (file?.pem ?? null) : (file?.keyPem ?? null)] as const];
  });
}

/** The value of a secret header is a secret wherever it was written. */
function emptiedHeaders(
  { headers }: ProfileFields,
  secrets: readonly SecretChange[]
): { readonly headers: ProfileFields['headers']; readonly values: readonly (readonly [SecretKind, string])[] } {
  const written = headers.filter(({ secret, value }) => secret && value !== '');
  return {
    headers: headers.map((header) => (header.secret ? { ...header, value: '' } : header)),
    values: written.flatMap(({ id, value }) =>
      secrets.some(({ kind }) => kind === `header-${id}`) ? [] : [[`header-${id}`, value] as const]
    )
  };
}

/** Secrets of headers that are gone, or secret no more. */
function orphanedHeaders(
  kinds: readonly SecretKind[],
  headers: ProfileFields['headers']
): (readonly [SecretKind, null])[] {
  const wanted = new Set<string>(headers.flatMap(({ id, secret }) => (secret ? [`header-${id}`] : [])));
  return kinds.flatMap((kind) => (kind.startsWith('header-') && !wanted.has(kind) ? [[kind, null] as const] : []));
}
