import type { LinkConfig } from '../link-config';
import type { UpgradeHeader } from './websocket-stream';

/** What may not stand in a header's value (RFC 9110, 5.5): Node would throw. */
const unsendable = /[^\t\x20-\x7e\x80-\xff]/;
/** What the upgrade itself is made of (RFC 6455, 4.1). */
const reserved: ReadonlySet<string> = new Set([
  'connection',
  'upgrade',
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-protocol',
  'sec-websocket-extensions',
  'content-length',
  'transfer-encoding'
]);

/** The headers of the upgrade with their secrets, or the name of one whose value cannot be sent; a secret that is lost is left out. */
export function upgradeHeaders({ fields, headerSecrets }: LinkConfig): readonly UpgradeHeader[] | string {
  const secrets = new Map(headerSecrets);
  const headers: UpgradeHeader[] = [];
  for (const { id, name, value: plain, secret } of fields.headers) {
    const value = secret ? secrets.get(id) : plain;
    if (value === undefined || reserved.has(name.toLowerCase())) continue;
    if (unsendable.test(value)) return name;
    headers.push({ name, value });
  }
  return headers;
}

/** A place a server points to, without what may be a secret in it: sign-in, query and fragment. */
export function shownLocation(location: string): string {
  return location
    .replace(/[?#].*$/s, '')
    .replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/]*@/i, '$1//')
    .slice(0, 1_000);
}
