import { closeSync, openSync, readSync } from 'node:fs';
import * as tls from 'node:tls';
import { linuxBundles } from '#contract/linux-bundles';

const largestBundleBytes = 8_000_000;
const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

let known: readonly string[] | null = null;

/**
 * The bundled authorities and the system's, as PEM, without repeats; read once. Node before 22.15 (Electron 25) cannot
 * read the system's: there a bundle file of Linux, elsewhere only the bundled list.
 */
export function systemAuthorities(): readonly string[] {
  known ??= withoutRepeats([...tls.rootCertificates, ...(fromNode() ?? fromLinux())]);
  return known;
}

function fromNode(): readonly string[] | null {
  // Absent in the Node that the types are of.
  const { getCACertificates } = tls as { getCACertificates?: (type: 'system') => readonly string[] };
  try {
    return getCACertificates?.('system') ?? null;
  } catch {
    return null;
  }
}

function fromLinux(): readonly string[] {
  if (process.platform !== 'linux') return [];
  for (const file of linuxBundles) {
    const certificates = readBounded(file)?.match(pemBlock);
    if (certificates) return certificates;
  }
  return [];
}

function readBounded(file: string): string | null {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(file, 'r');
    const bytes = Buffer.alloc(largestBundleBytes);
    let length = 0;
    for (;;) {
      const read = readSync(descriptor, bytes, length, bytes.length - length, null);
      if (read === 0) break;
      length += read;
    }
    return bytes.toString('latin1', 0, length);
  } catch {
    return null;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function withoutRepeats(certificates: readonly string[]): readonly string[] {
  return [...new Map(certificates.map((pem) => [pem.replace(/\s+/g, ''), pem])).values()];
}
