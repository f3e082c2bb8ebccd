import { createHash } from 'node:crypto';

/** The other tool's name for a connection, short enough to be kept: a strange one is stood for by its SHA-256. */
export function originId(foreign: string): string {
  return /^[\w.:@/+-]{1,100}$/.test(foreign) ? foreign : createHash('sha256').update(foreign).digest('hex');
}
