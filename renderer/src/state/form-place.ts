import type { FailureFacts } from '#contract/failure';
import type { SignInMethod } from '#contract/profile';
import type { SecretKind } from '#contract/secret-kind';
import { fixWords } from '#contract/words/diagnosis';
import type { FormSection } from './draft-fields';

type NamedPlace =
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

/** Places of the connection form that a failure sends a person to; of a secret, where it is given anew. */
export type FormPlace = NamedPlace | SecretKind;

interface PlaceInForm {
  readonly section: FormSection;
  /** Id of the field that takes the focus; null: the section's first. */
  readonly field: string | null;
}

const places: Readonly<Record<NamedPlace, PlaceInForm>> = {
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

const secretPlaces = {
  password: { section: 'general', field: 'form-password' },
  'authentication-data': { section: 'general', field: 'form-authentication-data' },
  'proxy-password': { section: 'proxy', field: 'form-proxy-password' },
  key: { section: 'tls', field: 'form-key' },
  'pkcs12-key': { section: 'tls', field: 'form-pkcs12' }
} as const satisfies Readonly<Record<string, PlaceInForm>>;

/** `signIn`: how the connection signs in, which decides what fields there are for it. */
export function placeInForm(place: FormPlace, signIn: SignInMethod): PlaceInForm {
  if (isHeader(place)) return { section: 'general', field: `form-header-value-${place.slice('header-'.length)}` };
  if (isFixedSecret(place)) return secretPlaces[place];
  const { section, field } = places[place];
  const named = signIn === 'username' || signIn === 'enhanced';
  return { section, field: field === 'form-username' && !named ? 'form-sign-in' : field };
}

/** What a button that opens the form there says. */
export function placeLabel(place: FormPlace): string {
  if (isHeader(place)) return fixWords.secrets.header;
  return isFixedSecret(place) ? fixWords.secrets[place] : fixWords.places[place];
}

/** Where a secret that cannot be read is given anew; `what` names its kind (contract/secret-kind.ts). */
export function secretPlace({ what }: FailureFacts): FormPlace {
  const kind = String(what);
  return isHeader(kind) || isFixedSecret(kind) ? kind : 'signIn';
}

function isHeader(place: string): place is `header-${string}` {
  return place.startsWith('header-');
}

function isFixedSecret(place: string): place is keyof typeof secretPlaces {
  return Object.hasOwn(secretPlaces, place);
}
