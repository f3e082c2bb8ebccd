import { randomUUID } from 'node:crypto';
import { succeed } from '#contract/failure';
import type { ProfileFields } from '#contract/profile';
import type { SecretToKeep } from '../storage/secret-store';
import { noFiles, type StoredProfile } from '../storage/stored-profile';
import type { PlanBasis, ProfilePlan } from './profile-plan';
import type { ProfileShelf } from './profile-shelf';

/** What is on the shelf of a profile, for a plan; null: it is to be a new one. */
export function basisOf({ secrets }: ProfileShelf, before: StoredProfile | null): PlanBasis {
  return {
    before,
    kinds: before ? secrets.kinds(before.id) : [],
    lost: before ? secrets.lost(before.id) : [],
    read: (kind) => (before ? secrets.read(before.id, kind) : succeed(null))
  };
}

/** What is stored once the plan is carried out. What a broker speaks is found anew where it may be another one. */
export function afterPlan(before: StoredProfile | null, { fields, files }: ProfilePlan): StoredProfile {
  const profile = { ...(before ?? newProfile(fields)), ...fields, files: { ...files } };
  const sameBroker =
    JSON.stringify(before?.address) === JSON.stringify(fields.address) && before?.mqttVersion === fields.mqttVersion;
  return sameBroker ? profile : { ...profile, rememberedVersion: null };
}

/** What is to be done with its secrets. */
export function changesOf({ secrets }: ProfilePlan): readonly SecretToKeep[] {
  return [...secrets].map(([kind, value]) => ({ kind, value }));
}

export function newProfile(fields: ProfileFields): StoredProfile {
  return {
    ...fields,
    id: randomUUID(),
    demo: false,
    schemas: [],
    files: { ...noFiles },
    origin: null,
    rememberedVersion: null
  };
}
