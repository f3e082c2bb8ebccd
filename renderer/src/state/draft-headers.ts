import type { SecretChange } from '#contract/profile-change';
import type { SecretKind } from '#contract/secret-kind';
import type { WebSocketHeader } from '#contract/web-socket-header';
import { formProblemWords } from '#contract/words/form-problems';
import type { FieldProblems } from './draft-fields';
import { secretChange, untouchedSecret, type DraftSecret } from './draft-secrets';

/** A header of the WebSocket upgrade as its line holds it. */
export interface DraftHeader {
  readonly id: string;
  name: string;
  /** While it is no secret. */
  value: string;
  secret: boolean;
  /** While it is a secret. */
  kept: DraftSecret;
}

/** RFC 9110, 5.6.2: a token. */
const token = /^[!#$%&'*+.^_`|~0-9a-z-]{1,200}$/i;
const text = /^[\t\x20-\x7e\x80-\xff]*$/;

export function headerValues(headers: readonly WebSocketHeader[]): DraftHeader[] {
  return headers.map((header) => ({ ...header, kept: untouchedSecret() }));
}

export function headerSecret(id: string): SecretKind {
  return `header-${id}`;
}

/** What can be saved of them: without a WebSocket nobody is asked to mend the others. */
export function draftHeaders(headers: readonly DraftHeader[]): WebSocketHeader[] {
  return headers
    .filter(({ name, value, secret }) => token.test(name.trim()) && (secret || text.test(value)))
    .map(({ id, name, value, secret }) => ({ id, name: name.trim(), value: secret ? '' : value, secret }));
}

/** `stored`: the headers with a secret before. What is no header or no secret any more leaves nothing behind. */
export function headerSecretChanges(headers: readonly DraftHeader[], stored: readonly SecretKind[]): SecretChange[] {
  const saved = new Set(draftHeaders(headers).flatMap(({ id, secret }) => (secret ? [id] : [])));
  const changed = headers
    .filter(({ id }) => saved.has(id))
    .flatMap(({ id, kept }) => secretChange(headerSecret(id), kept));
  const gone = stored.filter((kind) => kind.startsWith('header-') && !saved.has(kind.slice('header-'.length)));
  return [...changed, ...gone.map((kind) => ({ kind, value: null }))];
}

export function headerProblems(headers: readonly DraftHeader[]): FieldProblems {
  const problems: FieldProblems = new Map();
  for (const { id, name, value, secret, kept } of headers) {
    if (!token.test(name.trim())) problems.set(`header-name-${id}`, formProblemWords.headerNameInvalid);
    if (!text.test(secret ? kept.typed : value)) {
      problems.set(`header-value-${id}`, formProblemWords.headerValueInvalid);
    }
  }
  return problems;
}
