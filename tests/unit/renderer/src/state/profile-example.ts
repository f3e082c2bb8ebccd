import type { Profile } from '../../../../../electron/contract/profile';
import { usualFields } from '../../../../../electron/contract/usual-fields';

/** A saved connection as the page knows it; `more` says what is not usual. */
export function exampleProfile(id: string, more: Partial<Profile> = {}): Profile {
  return {
    ...usualFields(id.toUpperCase(), { protocol: 'mqtt', host: 'h', port: 1883, path: '/' }),
    id,
    demo: false,
    files: { ca: null, crl: null, certificate: null, key: null, pkcs12: null },
    secrets: [],
    secretsForThisRunOnly: false,
    rememberedVersion: null,
    ...more
  };
}
