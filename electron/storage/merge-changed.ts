import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type JsonObject } from './json-object';

/**
 * What to write for a value that stood in the file as `raw`, was understood as `before` and is `after` now: only what changed is
 * replaced. So everything another version or another process wrote outlives an edit, at any depth: keys nobody here knows,
 * and values that made no sense here.
 */
export function mergeChanged(raw: unknown, before: unknown, after: unknown): unknown {
  if (raw !== undefined && isDeepStrictEqual(before, after)) return raw;
  if (isJsonObject(after) && isJsonObject(raw)) return mergedObject(raw, isJsonObject(before) ? before : {}, after);
  if (Array.isArray(after) && Array.isArray(raw)) return mergedList(raw, Array.isArray(before) ? before : [], after);
  return after;
}

function mergedObject(raw: JsonObject, before: JsonObject, after: JsonObject): JsonObject {
  const changed = Object.entries(after).map(
    ([key, value]) => [key, mergeChanged(Object.hasOwn(raw, key) ? raw[key] : undefined, before[key], value)] as const
  );
  // fromEntries and not assignment: a key called `__proto__` is a key like any other.
  return Object.fromEntries([...Object.entries(raw), ...changed]);
}

/** Elements that have a name of their own (a subscription's filter, a header's id) are met again wherever they moved to. */
function mergedList(
  raw: readonly unknown[],
  before: readonly unknown[],
  after: readonly unknown[]
): readonly unknown[] {
  const met = (list: readonly unknown[]): ReadonlyMap<string, unknown> =>
    new Map(
      [...list].reverse().flatMap((each) => (nameOf(each) === null ? [] : [[nameOf(each) ?? '', each] as const]))
    );
  const [rawByName, beforeByName] = [met(raw), met(before)];
  const used = new Set<string>();
  return after.map((each) => {
    const name = nameOf(each);
    if (name === null || used.has(name)) return each;
    used.add(name);
    return mergeChanged(rawByName.get(name), beforeByName.get(name), each);
  });
}

function nameOf(value: unknown): string | null {
  if (!isJsonObject(value)) return null;
  const name = value['filter'] ?? value['id'];
  return typeof name === 'string' ? name : null;
}
