import type { ImportItem } from '#contract/exchange';
import type { FileKind } from '#contract/profile';
import { cargoWords } from '#contract/words/exchange';
import { formatSize } from '../../format/sizes';

/** What comes along with a connection that is imported: `as ops, 2 subscriptions, password, CA certificate, 1 schema file (2 KB), 3 charts`. */
export function cargoText({
  username,
  subscriptions,
  secrets,
  files,
  schemas,
  charts
}: Pick<ImportItem, 'username' | 'subscriptions' | 'secrets' | 'files' | 'schemas' | 'charts'>): string {
  const kinds: readonly FileKind[] = [...new Set(files.map(({ kind }) => kind))];
  // A key is a file where there is one; the others are counted, as a person knows none of their names.
  const others = secrets.filter((kind) => kind !== 'password' && kind !== 'key' && kind !== 'pkcs12-key').length;
  const ownKey = secrets.includes('key') && !kinds.includes('key');
  return [
    ...(username === '' ? [] : [cargoWords.username(username)]),
    cargoWords.subscriptions(subscriptions),
    ...(secrets.includes('password') ? [cargoWords.password] : []),
    ...kinds.map((kind) => cargoWords[kind]),
    ...(ownKey ? [cargoWords.key] : []),
    ...(others > 0 ? [cargoWords.secrets(others)] : []),
    ...(schemas.count > 0 ? [cargoWords.schemas(schemas.count, formatSize(schemas.sizeBytes))] : []),
    ...(charts > 0 ? [cargoWords.charts(charts)] : [])
  ].join(', ');
}
