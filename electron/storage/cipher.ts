/** What main passes in to keep secrets safe on disk. Any call may throw: the key store may lock or go away at any time. */
export interface Cipher {
  /** Written beside each secret; `unprotected` is taken (secret-store). */
  readonly scheme: string;
  /** Whether the computer's key store can be used right now. */
  available(): boolean;
  encrypt(text: string): Uint8Array;
  decrypt(bytes: Uint8Array): string;
}
