import { isJsonObject, type JsonObject } from './json-object';

/**
 * A profile of file version 1 in the words of version 2. There the files stood as `ca`, `certificate` (facts and PEM) and `key`
 * (facts alone), and were used when there were any; the rest gets its defaults by being missing. What is no object stays as it is.
 */
export function fromVersion1(raw: unknown): unknown {
  if (!isJsonObject(raw)) return raw;
  const { ca, certificate, key, ...rest } = raw;
  const tls: JsonObject = {
    ...(isJsonObject(ca) ? { trust: 'system-and-file' } : {}),
    ...(isJsonObject(certificate) ? { identity: 'pem' } : {})
  };
  return {
    ...rest,
    files: {
      ca: ca ?? null,
      certificate: certificate ?? null,
      key: isJsonObject(key) ? { facts: key, pem: null } : null
    },
    ...(Object.keys(tls).length > 0 ? { tls } : {})
  };
}
