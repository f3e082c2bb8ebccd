import type { FailureFacts } from '#contract/failure';
import type { SignInMethod } from '#contract/profile';
import type { FormSection } from './draft-fields';

/** Places of the connection form that a failure sends a person to. */
export type FormPlace =
  | 'address'
  | 'path'
  | 'version'
  | 'signIn'
  | 'clientId'
  | 'headers'
  | 'tls'
  | 'authorities'
  | 'clientCertificate'
  | 'serverName'
  | 'subscriptions'
  | 'proxy'
  | 'edit';

interface PlaceInForm {
  readonly section: FormSection;
  /** Id of the field that takes the focus; null: the section's first. */
  readonly field: string | null;
}

const places: Readonly<Record<FormPlace, PlaceInForm>> = {
  address: { section: 'general', field: 'form-host' },
  path: { section: 'general', field: 'form-path' },
  version: { section: 'general', field: 'form-version' },
  signIn: { section: 'general', field: 'form-username' },
  clientId: { section: 'general', field: 'form-client-id' },
  headers: { section: 'general', field: 'form-header-add' },
  tls: { section: 'tls', field: null },
  authorities: { section: 'tls', field: 'form-ca' },
  clientCertificate: { section: 'tls', field: 'form-identity' },
  serverName: { section: 'tls', field: 'form-server-name' },
  subscriptions: { section: 'subscriptions', field: null },
  proxy: { section: 'proxy', field: 'form-proxy' },
  edit: { section: 'general', field: null }
};

/** `signIn`: how the connection signs in, which decides what fields there are for it. */
export function placeInForm(place: FormPlace, signIn: SignInMethod): PlaceInForm {
  const { section, field } = places[place];
  const named = signIn === 'username' || signIn === 'enhanced';
  return { section, field: field === 'form-username' && !named ? 'form-sign-in' : field };
}

/** Where a secret that cannot be opened is entered again; `what` names its kind (contract/secret-kind.ts). */
export function secretPlace({ what }: FailureFacts): FormPlace {
  if (what === 'key' || what === 'pkcs12-key') return 'clientCertificate';
  if (what === 'proxy-password') return 'proxy';
  return String(what).startsWith('header-') ? 'headers' : 'signIn';
}
