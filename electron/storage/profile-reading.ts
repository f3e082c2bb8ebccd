import { profileFieldsSchema, profileIdSchema } from '#contract/profile';
import { usualFields, usualSubscription } from '#contract/usual-fields';
import { usualName } from '#contract/usual-name';
import { isJsonObject, type JsonObject } from './json-object';
import { noFiles, storedProfileSchema, type StoredProfile } from './stored-profile';

export interface ProfileReading {
  readonly profile: StoredProfile;
  /** Values that made no sense and stand at their defaults. */
  readonly losses: number;
}

/** Where a round of repairs shows what was hidden behind another flaw, so many rounds are enough. */
const maxRounds = 8;
/** Marks an element of a list that is to go, so that the places of the others hold while a round lasts. */
const gone = Symbol('gone');

/**
 * A profile of the file, as well as it can be read: what is missing gets its default, what makes no sense costs itself alone
 * (one option, one subscription). Null: without an id and an address there is no profile.
 */
export function readStoredProfile(raw: unknown): ProfileReading | null {
  if (!isJsonObject(raw)) return null;
  const id = profileIdSchema.safeParse(raw['id']);
  const address = profileFieldsSchema.shape.address.safeParse(raw['address']);
  if (!id.success || !address.success) return null;
  const usual: StoredProfile = {
    ...usualFields(usualName(address.data, []), address.data),
    id: id.data,
    demo: false,
    schemas: [],
    files: noFiles,
    origin: null,
    rememberedVersion: null
  };
  let candidate: unknown = completed(raw, usual);
  let losses = 0;
  for (let round = 0; round < maxRounds; round += 1) {
    const parsed = storedProfileSchema.safeParse(candidate);
    if (parsed.success) return { profile: parsed.data, losses };
    losses += parsed.error.issues.length;
    for (const { path } of parsed.error.issues) candidate = repaired(candidate, usual, path);
    candidate = swept(candidate);
  }
  return null;
}

/** With the defaults where a key is missing, inside the groups too. */
function completed(raw: JsonObject, usual: object): JsonObject {
  const known = Object.entries(usual).map(([key, fallback]: readonly [string, unknown]) => {
    if (!Object.hasOwn(raw, key)) return [key, fallback] as const;
    const value = raw[key];
    if (key === 'subscriptions' && Array.isArray(value)) return [key, value.map(completedSubscription)] as const;
    return [key, isJsonObject(value) && isJsonObject(fallback) ? completed(value, fallback) : value] as const;
  });
  return Object.fromEntries(known);
}

function completedSubscription(raw: unknown): unknown {
  return isJsonObject(raw) ? completed(raw, usualSubscription('')) : raw;
}

/** The default at the innermost place of the path that has one; an element of a list that has none goes. */
function repaired(value: unknown, usual: unknown, path: readonly PropertyKey[]): unknown {
  const [key, ...rest] = path;
  if (Array.isArray(value) && Array.isArray(usual)) {
    if (typeof key !== 'number') return usual;
    return value.map((each: unknown, index) => (index === key ? repairedElement(each, rest) : each));
  }
  if (!isJsonObject(value) || !isJsonObject(usual) || typeof key !== 'string' || !Object.hasOwn(usual, key)) {
    return usual;
  }
  const inner = repaired(value[key], usual[key], rest);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, name === key ? inner : each]));
}

/** A subscription without its filter is none; without one of its options it still is. Any other element goes whole. */
function repairedElement(value: unknown, [option]: readonly PropertyKey[]): unknown {
  const optional = option !== undefined && option !== 'filter' && Object.hasOwn(usualSubscription(''), option);
  if (!isJsonObject(value) || !Object.hasOwn(value, 'filter') || !optional) return gone;
  return completedSubscription(Object.fromEntries(Object.entries(value).filter(([name]) => name !== option)));
}

function swept(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => each !== gone);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, swept(each)]));
}
