import type { SecretChange } from '#contract/profile-change';
import type { SecretKind } from '#contract/secret-kind';

/** A secret as its field holds it: what is stored never comes back to the page. */
export interface DraftSecret {
  /** Typed now; empty: nothing was. */
  typed: string;
  /** What is stored goes when the form is saved. */
  remove: boolean;
}

export function untouchedSecret(): DraftSecret {
  return { typed: '', remove: false };
}

/** There will be one once this is saved. */
export function willBeThere({ typed, remove }: DraftSecret, stored: boolean): boolean {
  return typed !== '' || (stored && !remove);
}

/** What main is asked to do about one secret: nothing, where nothing was changed. */
export function secretChange(kind: SecretKind, { typed, remove }: DraftSecret): SecretChange[] {
  if (typed !== '') return [{ kind, value: typed }];
  return remove ? [{ kind, value: null }] : [];
}
