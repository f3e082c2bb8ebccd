/** What main passes in to keep secrets safe on disk. Any call may throw: the key store may lock or go away at any time. */
export interface Cipher {
  /** Written beside each secret, so that another way of keeping them can tell its own apart later. */
  readonly scheme: string;
  /** Whether the computer's key store can be used right now. */
  available(): boolean;
  encrypt(text: string): Uint8Array;
  decrypt(bytes: Uint8Array): string;
}
