import { succeed, type Result } from '#contract/failure';
import type { Profile } from '#contract/profile';
import type { HandlersWorld, RequestHandlers } from './handlers-world';

/** Protobuf schemas of a profile. */
export function schemaRequests({
  schemas,
  connections
}: Pick<HandlersWorld, 'schemas' | 'connections'>): Pick<RequestHandlers, 'pickSchemas' | 'removeSchema'> {
  const told = <T extends Profile | null>(changed: Result<T>): Result<T> => {
    if (changed.ok && changed.value) void connections.decodingChanged(changed.value.id);
    return changed;
  };
  return {
    pickSchemas: async ({ profileId }, window) => {
      const files = await window.chooseSchemas();
      return files.length === 0 ? succeed(null) : told(await schemas.add(profileId, files));
    },
    removeSchema: async ({ profileId, fileName }) => told(await schemas.remove(profileId, fileName))
  };
}
