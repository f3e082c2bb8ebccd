import { fileKinds } from '#contract/profile';
import type { SecretKind } from '#contract/secret-kind';
import type { OutgoingProfile } from '../exchange/treeline-export';
import type { TakenOut } from './profile-transfer';

/** A profile as our own export has it: certificates beside the fields, private keys among the secrets. */
export function outgoingProfile(id: string, { fields, files, schemas, secrets }: TakenOut): OutgoingProfile {
  const kept = new Map<SecretKind, string>(secrets);
  if (files.key && files.key.pem !== '') kept.set('key', files.key.pem);
  if (files.pkcs12?.keyPem) kept.set('pkcs12-key', files.pkcs12.keyPem);
  const present = fileKinds.flatMap((kind) => {
    const file = files[kind];
    return file ? [{ kind, fileName: file.facts.fileName, pem: kind === 'key' ? null : file.pem }] : [];
  });
  const named = schemas.map(({ id: file, name }) => ({ name, file }));
  return { id, fields, files: present, schemas: named, secrets: [...kept] };
}
