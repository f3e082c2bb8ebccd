import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';

const plainName = /^[a-z0-9._-]{1,255}$/i;

/**
 * A host as it goes over the network: an address as it is, a name in ASCII (RFC 5891). Null: it is neither, be it to
 * smuggle lines into a request.
 */
export function hostName(host: string): string | null {
  if (isIP(host) !== 0 || plainName.test(host)) return host;
  // Given a `/`, `?`, `#`, `@` or `:`, it would silently answer with a part of the name.
  // eslint-disable-next-line no-control-regex -- ASCII is what is looked for
  const asciiParts = host.match(/[\x00-\x7f]+/g) ?? [];
  if (!asciiParts.every((part) => plainName.test(part))) return null;
  const ascii = domainToASCII(host);
  return plainName.test(ascii) ? ascii : null;
}
