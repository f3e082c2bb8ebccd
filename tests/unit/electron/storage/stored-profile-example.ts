import type { StoredProfile } from '../../../../electron/storage/stored-profile';

/** A profile as stored, with what the test changes. */
export function storedProfile(changes: Partial<StoredProfile> = {}): StoredProfile {
  return {
    id: 'p-1',
    demo: false,
    name: 'Plant',
    address: { protocol: 'mqtt', host: 'broker.example', port: 1883, path: '/' },
    clientId: '',
    username: '',
    mqttVersion: '3.1.1',
    verifyCertificate: true,
    subscriptions: [{ filter: '#', qos: 0 }],
    ca: null,
    certificate: null,
    key: null,
    ...changes
  };
}
