import { readCertificate } from './certificate';
import { elementsOf, readElement } from './der';
import { isPem, readPem } from './pem';
import { isPkcs12 } from './pkcs12';
import { encodingOf, isKeyLabel } from './private-key';
import { isRevocationList } from './revocation-list';

/** What a file holds instead of what was wanted; words/file-failures.ts has a sentence for each. */
type FileContents =
  'certificate' | 'key' | 'ssh-key' | 'public-key' | 'request' | 'crl' | 'pkcs7' | 'pkcs12' | 'nothing';

const labels: ReadonlyMap<string, FileContents> = new Map<string, FileContents>([
  ['CERTIFICATE', 'certificate'],
  ['X509 CERTIFICATE', 'certificate'],
  ['OPENSSH PRIVATE KEY', 'ssh-key'],
  ['PUBLIC KEY', 'public-key'],
  ['RSA PUBLIC KEY', 'public-key'],
  ['CERTIFICATE REQUEST', 'request'],
  ['NEW CERTIFICATE REQUEST', 'request'],
  ['X509 CRL', 'crl'],
  ['PKCS7', 'pkcs7'],
  ['CMS', 'pkcs7']
]);

/** Looks at the file once more, when it is not what was wanted, to say what it is. */
export function contentsOf(bytes: Buffer): FileContents {
  if (isPem(bytes)) {
    const [first] = readPem(bytes) ?? [];
    if (!first) return 'nothing';
    return isKeyLabel(first.label) ? 'key' : (labels.get(first.label) ?? 'nothing');
  }
  if (isPkcs12(bytes)) return 'pkcs12';
  const element = readElement(bytes);
  if (!elementsOf(element)) return 'nothing';
  if (encodingOf(element) !== null) return 'key';
  if (isRevocationList(bytes)) return 'crl';
  return readCertificate(bytes) ? 'certificate' : 'nothing';
}
