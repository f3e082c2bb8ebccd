import { isSecure, type Protocol } from '#contract/address';
import type { FileFacts } from '#contract/file-facts';
import type { FileKind } from '#contract/profile';
import type { TlsOptions } from '#contract/tls-options';
import { formProblemWords } from '#contract/words/form-problems';
import type { FieldProblems } from './draft-fields';

/** The certificate files beside the fields, as far as they decide what can be saved. */
export interface FileStanding {
  facts(kind: FileKind): FileFacts | null;
  locked(kind: FileKind): boolean;
}

const kinds: readonly FileKind[] = ['ca', 'crl', 'certificate', 'key', 'pkcs12'];

/** `pairProblem`: what main said of certificate and key together. Where TLS is not spoken, only what main would refuse counts. */
export function tlsProblems(
  protocol: Protocol,
  tls: TlsOptions,
  files: FileStanding,
  pairProblem: string | null
): FieldProblems {
  const problems: FieldProblems = new Map();
  if (isSecure(protocol)) {
    if (tls.trust !== 'system' && !files.facts('ca')) problems.set('ca', formProblemWords.caMissing);
    if (tls.identity === 'pkcs12' && !files.facts('pkcs12')) problems.set('pkcs12', formProblemWords.pkcs12Missing);
    if (tls.identity === 'pem') {
      const [certificate, key] = [files.facts('certificate') !== null, files.facts('key') !== null];
      if (!certificate) problems.set('certificate', formProblemWords[key ? 'certificateMissing' : 'pairMissing']);
      else if (!key) problems.set('key', formProblemWords.keyMissing);
    }
    if (/[\s/@?#:]/.test(tls.serverName.trim()) && !/^[0-9a-f:.]+$/i.test(tls.serverName.trim())) {
      problems.set('server-name', formProblemWords.serverNameInvalid);
    }
  }
  if (pairProblem !== null && tls.identity === 'pem') problems.set('key', pairProblem);
  for (const kind of kinds) {
    if (files.locked(kind) && isFileShown(kind, tls)) problems.set(kind, formProblemWords.fileLocked);
  }
  return problems;
}

/** Nobody can mend a file that its format does not show. */
export function isFileShown(kind: FileKind, { identity }: TlsOptions): boolean {
  if (kind === 'certificate' || kind === 'key') return identity === 'pem';
  return kind !== 'pkcs12' || identity === 'pkcs12';
}
