import { describe, expect, it } from 'vitest';
import { fromVersion1 } from '../../../../electron/storage/profile-migration';
import { readStoredProfile } from '../../../../electron/storage/profile-reading';
import { storedProfile } from './stored-profile-example';

const facts = { fileName: 'a.crt', subject: 'a', validToMs: 5 };
const newFacts = { ...facts, validFromMs: null, issuer: null, names: [], fingerprint: null, keyType: null, count: 1 };

/** As Treeline 0.1.0 wrote it. */
const old = {
  id: 'p-1',
  demo: false,
  name: 'Plant',
  address: { protocol: 'mqtts', host: 'broker.example', port: 8883, path: '/' },
  clientId: 'c',
  username: 'ada',
  mqttVersion: '3.1.1',
  verifyCertificate: false,
  subscriptions: [{ filter: 'plant/#', qos: 1 }],
  ca: { facts, pem: 'CA' },
  certificate: { facts, pem: 'CERTIFICATE' },
  key: { ...facts, fileName: 'a.key' }
};

describe('a profile of version 1', () => {
  it('becomes one of version 2: files in their places and in use, the rest at its defaults', () => {
    expect(readStoredProfile(fromVersion1(old))).toEqual({
      losses: 0,
      profile: storedProfile({
        address: { protocol: 'mqtts', host: 'broker.example', port: 8883, path: '/' },
        clientId: 'c',
        username: 'ada',
        mqttVersion: '3.1.1',
        signIn: 'username',
        verifyCertificate: false,
        tls: { ...storedProfile().tls, trust: 'system-and-file', identity: 'pem' },
        subscriptions: [
          {
            filter: 'plant/#',
            qos: 1,
            on: true,
            noLocal: false,
            retainAsPublished: false,
            retainHandling: 0,
            subscriptionId: null
          }
        ],
        files: {
          ca: { facts: newFacts, pem: 'CA' },
          crl: null,
          certificate: { facts: newFacts, pem: 'CERTIFICATE' },
          key: { facts: { ...newFacts, fileName: 'a.key' }, pem: null },
          pkcs12: null
        }
      })
    });
  });

  it('without files trusts the system and shows no certificate', () => {
    const reading = readStoredProfile(fromVersion1({ ...old, ca: null, certificate: null, key: null }));
    expect(reading?.profile.tls).toMatchObject({ trust: 'system', identity: 'none' });
    expect(reading?.profile.files).toEqual(storedProfile().files);
  });

  it('keeps what it does not know', () => {
    expect(fromVersion1({ ...old, later: 1 })).toMatchObject({ later: 1 });
    expect(fromVersion1('odd')).toBe('odd');
  });
});
