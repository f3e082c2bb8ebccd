import { fail, succeed, type Failure, type Result } from '#contract/failure';
import type { Profile } from '#contract/profile';
import type { SchemaFacts } from '#contract/schema-facts';
import type { BroughtIn, ProfileExchange, ProfileTransfer, TakenOut } from '../../../../electron/main/profile-transfer';

/** Profiles in memory, found again by their origin. */
export class FakeProfileExchange implements ProfileExchange {
  readonly kept = new Map<string, ProfileTransfer>();
  /** What saving fails with; null: it works. */
  refusal: Failure | null = null;
  removesSecrets = false;
  /** What every profile has. */
  schemas: readonly SchemaFacts[] = [];

  importedFrom(origin: NonNullable<ProfileTransfer['origin']>): Profile | null {
    const found = this.#find(origin);
    return found && shown(...found);
  }

  together<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  async bringIn(transfer: ProfileTransfer): Promise<Result<BroughtIn>> {
    if (this.refusal) return { ok: false, failure: this.refusal };
    const known = transfer.origin && this.#find(transfer.origin);
    const id = known?.[0] ?? `profile-${this.kept.size}`;
    this.kept.set(id, transfer);
    return succeed({ profile: shown(id, transfer), updated: known !== null, secretsRemoved: this.removesSecrets });
  }

  takeOut(profileId: string, withSecrets: boolean): Result<TakenOut> {
    const transfer = this.kept.get(profileId);
    if (!transfer) return fail('profile-not-found');
    if (withSecrets) return succeed({ ...transfer, schemas: this.schemas });
    const { key, pkcs12, ...files } = transfer.files;
    return succeed({
      ...transfer,
      schemas: this.schemas,
      secrets: [],
      files: {
        ...files,
        ...(key && { key: { ...key, pem: '' } }),
        ...(pkcs12 && { pkcs12: { ...pkcs12, keyPem: null } })
      }
    });
  }

  #find(origin: NonNullable<ProfileTransfer['origin']>): readonly [string, ProfileTransfer] | null {
    const byOrigin = [...this.kept].find(([id, kept]) =>
      kept.origin ? kept.origin.tool === origin.tool && kept.origin.id === origin.id : id === origin.id
    );
    const own = origin.tool === 'treeline' ? this.kept.get(origin.id) : undefined;
    return byOrigin ?? (own ? [origin.id, own] : null);
  }
}

function shown(id: string, { fields, secrets }: ProfileTransfer): Profile {
  return {
    ...fields,
    id,
    demo: false,
    files: { ca: null, crl: null, certificate: null, key: null, pkcs12: null },
    secrets: secrets.map(([kind]) => kind),
    lostSecrets: [],
    secretsForThisRunOnly: false,
    schemas: [],
    rememberedVersion: null
  };
}
