import type { ConnectionState } from '#contract/connection';

/** What stands in an empty tree about the filters of a connection that is up. */
export interface QuietFilters {
  readonly kind: 'nothing' | 'subscribed' | 'refused';
  /** Those that messages may come by; with `refused` those that none can come by. */
  readonly filters: readonly string[];
}

/** `wanted`: the filters that are on, for as long as the link has not told of its own. */
export function quietFilters(connection: ConnectionState, wanted: readonly string[]): QuietFilters {
  if (wanted.length === 0) return { kind: 'nothing', filters: [] };
  const told = connection.kind === 'online' ? connection.subscriptions : [];
  if (told.length === 0) return { kind: 'subscribed', filters: wanted };
  const open = told.filter(({ standing }) => standing !== 'refused');
  if (open.length === 0) return { kind: 'refused', filters: told.map(({ filter }) => filter) };
  const granted = open.filter(({ standing }) => standing === 'granted');
  return { kind: 'subscribed', filters: (granted.length > 0 ? granted : open).map(({ filter }) => filter) };
}
