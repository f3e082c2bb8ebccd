import { describe, expect, it } from 'vitest';
import { parsePastedAddress } from '../../../../../electron/contract/pasted-address';
import { draftValues } from '../../../../../renderer/src/state/connection-draft';
import { takePasted } from '../../../../../renderer/src/state/pasted-fields';
import { profileExample, richFields } from './profile-example';

function take(text: string, values = draftValues(profileExample())) {
  const pasted = parsePastedAddress(text);
  if (!pasted.ok) throw new Error(`not taken apart: ${text}`);
  return { values, note: takePasted(values, pasted.value) };
}

describe('a pasted text', () => {
  it('that is an address fills the address and the sign-in, and leaves the rest as it was', () => {
    const before = draftValues(profileExample({ ...richFields, signIn: 'username' }));
    const { values, note } = take(
      'mqtts://ops:s%20x@[::1]:9000',
      draftValues(profileExample({ ...richFields, signIn: 'username' }))
    );
    expect(values).toEqual({
      ...before,
      protocol: 'mqtts',
      host: '::1',
      port: '9000',
      path: '/',
      username: 'ops',
      password: { typed: 's x', remove: false }
    });
    expect(note).toEqual({ program: null, files: [], notTaken: [], asksInsecure: false });
  });

  it('that is a socket keeps the host for the way back', () => {
    const { values } = take('unix:///run/m.sock');
    expect(values).toMatchObject({ protocol: 'unix', socketPath: '/run/m.sock', host: 'broker.leipzig.example' });
  });

  it('that is a command line fills what it names', () => {
    const { values, note } = take(
      "mosquitto_sub -h broker.example -p 8883 -u ops -P 's x' -i me -V mqttv5 -k 30 -t 'a/#' -t b -q 1 --will-topic gone --will-payload bye --will-qos 1"
    );
    expect(note.program).toBe('mosquitto_sub');
    expect(values).toMatchObject({
      protocol: 'mqtts',
      host: 'broker.example',
      port: '8883',
      username: 'ops',
      password: { typed: 's x' },
      clientId: 'me',
      mqttVersion: '5',
      keepAlive: '30',
      will: { on: true, topic: 'gone', payload: 'bye', qos: 1 }
    });
    expect(values.filters.map(({ filter, qos }) => [filter, qos])).toEqual([
      ['a/#', 1],
      ['b', 1]
    ]);
  });

  it('names the files to choose, takes none of them, and does not turn verifying off', () => {
    const { values, note } = take(
      'mosquitto_sub -h h --cafile /ca.pem --cert /c.pem --key /k.pem --insecure --capath /etc/ssl -t a'
    );
    expect(note.files).toEqual(['/ca.pem', '/c.pem', '/k.pem']);
    expect(note.asksInsecure).toBe(true);
    expect(note.notTaken).toContain('--capath');
    expect(values.verifyCertificate).toBe(true);
    expect([values.tls.trust, values.tls.identity]).toEqual(['file', 'pem']);
  });
});
