import { existsSync } from 'node:fs';
import tls from 'node:tls';
import type { SystemTrust } from '#contract/app';
import { linuxBundles } from '#contract/linux-bundles';

/** What `system store` means here. An engine runs on the same Node and so finds the same. */
export function systemTrust(platform: string): SystemTrust {
  if (typeof Reflect.get(tls, 'getCACertificates') === 'function') return 'system';
  return platform === 'linux' && linuxBundles.some((file) => existsSync(file)) ? 'linux-bundle' : 'bundled';
}
