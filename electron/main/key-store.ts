import { safeStorage } from 'electron';
import type { Cipher } from '../storage/cipher';

/** The key store of this computer: Keychain, DPAPI, libsecret or KWallet. After app.whenReady only. */
export const keyStore: Cipher = {
  scheme: 'electron-safe-storage',
  available: () => safeStorage.isEncryptionAvailable() && !isUnprotected(),
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (bytes) => safeStorage.decryptString(Buffer.from(bytes))
};

/**
 * On Linux without a keyring Chromium "encrypts" with a password that stands in its source: that is no key store. Electron 25
 * cannot tell the backend, but does not count that one as available.
 */
function isUnprotected(): boolean {
  if (process.platform !== 'linux') return false;
  const backendOf: unknown = Reflect.get(safeStorage, 'getSelectedStorageBackend');
  if (typeof backendOf !== 'function') return false;
  const backend: unknown = Reflect.apply(backendOf, safeStorage, []);
  return backend === 'basic_text' || backend === 'unknown';
}
