import type { FileFacts } from '../../../../../electron/contract/file-facts';

/** Of a file of which only the name is known. */
export const fileFacts = (fileName: string): FileFacts => ({
  fileName,
  subject: null,
  validToMs: null,
  validFromMs: null,
  issuer: null,
  names: [],
  fingerprint: null,
  keyType: null,
  count: 1
});
