/**
 * Why a file is not taken. `wrong-passphrase` is also what a damaged locked file looks like: nobody can tell them apart
 * before it is open.
 */
export type Refusal =
  | 'wrong-passphrase'
  | 'damaged'
  /** Locked, signed or made in a way that is not known here. */
  | 'unknown-method'
  /** The file asks for more rounds than mostRounds: it would keep the computer busy. */
  | 'too-costly'
  /** The TLS of this program cannot use such a key. */
  | 'unknown-key'
  | 'no-certificate'
  | 'no-key'
  | 'other-certificate';

/** A refusal stands where the value would: `typeof … === 'string'` tells them apart. */
export type OrRefusal<T extends object> = T | Refusal;
