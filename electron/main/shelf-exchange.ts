import { fail, succeed, type Result } from '#contract/failure';
import { fileKinds, profileFieldsSchema, type FileKind, type Profile } from '#contract/profile';
import type { StoredProfile } from '../storage/stored-profile';
import type { CheckedFile } from './certificate-check';
import { afterPlan, basisOf, changesOf } from './planned-profile';
import { fileSecrets, planProfile } from './profile-plan';
import { fieldsOf, type ProfileShelf } from './profile-shelf';
import type { BroughtIn, ProfileExchange, ProfileTransfer, TakenOut } from './profile-transfer';
import { withoutMovedSecrets } from './secret-move';

/** Profiles on their way in and out, over the shelf. */
export class ShelfExchange implements ProfileExchange {
  readonly #shelf: ProfileShelf;

  constructor(shelf: ProfileShelf) {
    this.#shelf = shelf;
  }

  importedFrom(origin: NonNullable<ProfileTransfer['origin']>): Profile | null {
    const known = this.#madeOf(origin);
    return known && this.#shelf.shown(known);
  }

  together<T>(work: () => Promise<T>): Promise<T> {
    return this.#shelf.together(work);
  }

  async bringIn(transfer: ProfileTransfer): Promise<Result<BroughtIn>> {
    const { origin } = transfer;
    const known = origin && this.#madeOf(origin);
    const basis = basisOf(this.#shelf, known);
    // What another tool's file became is held to the same bounds as what a page sends.
    const fields = profileFieldsSchema.safeParse(transfer.fields);
    if (!fields.success) return fail('import-unreadable', 'fields');
    const plan = planProfile(basis, {
      // A file from elsewhere makes nothing connect by itself, and takes back nothing a person set here.
      fields: { ...fields.data, autoConnect: known?.autoConnect ?? false },
      secrets: transfer.secrets.map(([kind, value]) => ({ kind, value })),
      files: new Map(fileKinds.flatMap((kind) => filesOf(transfer, kind)))
    });
    if (!plan.ok) return plan;
    const { plan: safe, removed } = withoutMovedSecrets(basis, plan.value);
    const profile = { ...afterPlan(known, safe), origin: known?.origin ?? origin };
    const kept = await this.#shelf.keep(profile, changesOf(safe));
    return kept.ok ? succeed({ profile: kept.value, updated: known !== null, secretsRemoved: removed }) : kept;
  }

  takeOut(profileId: string, withSecrets: boolean): Result<TakenOut> {
    const profile = this.#shelf.store.get(profileId);
    if (!profile) return fail('profile-not-found');
    const secrets = new Map<string, string>();
    const { secrets: store } = this.#shelf;
    for (const kind of withSecrets ? store.kinds(profileId) : []) {
      const secret = store.read(profileId, kind);
      if (!secret.ok) return secret;
      if (secret.value !== null) secrets.set(kind, secret.value);
    }
    return succeed({
      origin: profile.origin,
      schemas: profile.schemas,
      fields: fieldsOf(profile),
      secrets: store.kinds(profileId).flatMap((kind) => {
        const value = secrets.get(kind);
        return value === undefined || fileSecrets.has(kind) ? [] : [[kind, value] as const];
      }),
      files: Object.fromEntries(fileKinds.flatMap((kind) => takenOut(profile, kind, secrets)))
    });
  }

  /** Our own export finds the very profile it was made of, too. */
  #madeOf(origin: NonNullable<ProfileTransfer['origin']>): StoredProfile | null {
    const imported = this.#shelf.store
      .all()
      .find((profile) => profile.origin?.tool === origin.tool && profile.origin.id === origin.id);
    return imported ?? (origin.tool === 'treeline' ? this.#shelf.store.get(origin.id) : null);
  }
}

function filesOf({ files }: ProfileTransfer, kind: FileKind): (readonly [FileKind, CheckedFile])[] {
  const file = files[kind];
  return file ? [[kind, file]] : [];
}

/** A key that stays behind is named, so that whoever imports knows that there was one: its `pem` is empty. */
function takenOut(
  { files }: StoredProfile,
  kind: FileKind,
  secrets: ReadonlyMap<string, string>
): (readonly [FileKind, CheckedFile])[] {
  const file = files[kind];
  const pem = kind === 'key' ? (secrets.get('key') ?? '') : (file?.pem ?? null);
  if (!file || pem === null) return [];
  const keyPem = kind === 'pkcs12' ? (secrets.get('pkcs12-key') ?? null) : null;
  return [[kind, { kind, facts: file.facts, pem, keyPem }]];
}
