import type { DraftValues } from './connection-draft';

/** Everything in the form that a report must not repeat: who signs in, with what, and the values of headers. */
export function typedSecrets(values: DraftValues): readonly string[] {
  const { username, password, authenticationData, proxy, headers, will } = values;
  const all = [
    username,
    password.typed,
    authenticationData.typed,
    proxy.username,
    proxy.password.typed,
    will.payload,
    ...headers.flatMap(({ value, kept }) => [value, kept.typed])
  ];
  // The longest first: a secret that holds another one goes as a whole.
  return [...new Set(all)].filter((text) => text !== '').toSorted((one, other) => other.length - one.length);
}
