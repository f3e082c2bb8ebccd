import type { FileKind, ProfileFields } from '#contract/profile';
import type { SecretKind } from '#contract/secret-kind';
import { schemaText } from './schema-text';
import { sealBinding } from './seal-binding';
import { sealSecrets } from './sealed-secrets';

/** The first key of our own file, by which it is recognised. */
export const exportMark = 'connections';
/** Raised when an older Treeline could not read what a newer one writes. */
export const exportVersion = 1;

/** A connection on its way out. `pem` null: a private key, which stands among the secrets if at all. */
export interface OutgoingProfile {
  readonly id: string;
  readonly fields: ProfileFields;
  readonly files: readonly { readonly kind: FileKind; readonly fileName: string; readonly pem: string | null }[];
  /** Protobuf schemas; `file` names their contents. */
  readonly schemas: readonly { readonly name: string; readonly file: string }[];
  /** Keys of certificates too: kinds `key` and `pkcs12-key`. */
  readonly secrets: readonly (readonly [kind: SecretKind, value: string])[];
}

/**
 * Our own file: JSON that a person can read and compare, with certificates and schema files, each once, and without secrets.
 * With a passphrase the secrets stand in it as one encrypted block. A schema whose contents are not among `schemas` is only named.
 */
export async function writeTreelineExport(
  profiles: readonly OutgoingProfile[],
  schemas: ReadonlyMap<string, Uint8Array>,
  passphrase: string | null,
  nowMs: number
): Promise<string> {
  const connections = profiles.map(({ id, fields, files, schemas: named }) => ({
    id,
    ...fields,
    // A secret header's value has no business here, wherever it was left.
    headers: fields.headers.map((header) => (header.secret ? { ...header, value: '' } : header)),
    files: Object.fromEntries(
      files.map(({ kind, fileName, pem }) => [kind, pem === null ? { fileName } : { fileName, pem }])
    ),
    schemas: named.map(({ name, file }) => (schemas.has(file) ? { name, file } : { name }))
  }));
  const head = {
    treeline: exportMark,
    version: exportVersion,
    exported: new Date(nowMs).toISOString(),
    connections,
    schemas: [...schemas].map(([id, bytes]) => ({ id, ...schemaText(bytes) }))
  };
  const whole = passphrase === null ? head : { ...head, secrets: await sealSecrets(secretsText(profiles), passphrase) };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

/** Each connection's secrets with what they are meant for, so that they do not follow an address that was changed. */
function secretsText(profiles: readonly OutgoingProfile[]): string {
  return JSON.stringify(
    profiles
      .filter(({ secrets }) => secrets.length > 0)
      .map(({ id, fields, files, secrets }) => {
        const caPem = files.find(({ kind }) => kind === 'ca')?.pem ?? '';
        return { id, binding: sealBinding(fields, caPem), secrets };
      })
  );
}
