import { describe, expect, it } from 'vitest';
import { fixLabel } from '../../../../../../renderer/src/panes/connections/fix-label';
import type { Fix } from '../../../../../../renderer/src/state/failure-fixes';

const certificate = {
  subject: 'broker',
  issuer: 'broker',
  selfSigned: true,
  names: [],
  fingerprint: 'AA',
  keyType: 'RSA 2048',
  validFromMs: 0,
  validToMs: 1,
  flaws: [],
  byFingerprint: false
} as const;

describe('fixLabel', () => {
  it.each<[Fix, string]>([
    [{ kind: 'transport', protocol: 'mqtts', port: null }, 'Use mqtts://'],
    [{ kind: 'transport', protocol: 'mqtts', port: 8883 }, 'Use mqtts://, port 8883'],
    [{ kind: 'port', port: 1883 }, 'Use port 1883'],
    [{ kind: 'path', path: '/mqtt' }, 'Use path /mqtt'],
    [{ kind: 'serverName', name: 'broker.example' }, 'Check for broker.example'],
    [{ kind: 'trust', certificate, renewed: false }, 'Trust for this profile'],
    [{ kind: 'trust', certificate, renewed: true }, 'Trust the new one'],
    [{ kind: 'stopTrusting' }, 'Check the chain instead'],
    [{ kind: 'chooseCa' }, 'Choose CA file…'],
    [{ kind: 'version', version: '3.1.1' }, 'Use MQTT 3.1.1'],
    [{ kind: 'allowTls', version: 'TLSv1' }, 'Allow TLS 1.0'],
    [{ kind: 'allowTls', version: 'TLSv1.1' }, 'Allow TLS 1.1'],
    [{ kind: 'newClientId' }, 'Use a new client ID'],
    [{ kind: 'testAgain' }, 'Test again'],
    [{ kind: 'open', place: 'signIn' }, 'Edit sign-in']
  ])('%j', (fix, label) => {
    expect(fixLabel(fix)).toBe(label);
  });
});
