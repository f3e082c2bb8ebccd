import type { FailureCode } from '#contract/failure';

/** Which codes the troubles of one file are told with. */
export interface StoredFileCodes {
  /** Not readable, or damaged: with facts `file`, and if damaged `keptAs` (file name, '' when it could not be kept) and `recovered` ('copy' | 'nothing'). */
  readonly unreadable: FailureCode;
  /** Written by a newer Treeline; left alone. Facts `file`, `version`. */
  readonly newer: FailureCode;
  /** Facts `file`; `raw` is the errno: ENOSPC, EACCES, EROFS. */
  readonly unwritable: FailureCode;
}
