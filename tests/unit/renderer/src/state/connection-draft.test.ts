import { describe, expect, it } from 'vitest';
import { profileDraftSchema } from '../../../../../electron/contract/profile-change';
import type { Profile } from '../../../../../electron/contract/profile';
import { filterProblemWords, formProblemWords } from '../../../../../electron/contract/words/connections';
import {
  draftAddress,
  draftProblems,
  draftValues,
  plainHost,
  profileDraft,
  type DraftValues
} from '../../../../../renderer/src/state/connection-draft';

const profile: Profile = {
  id: 'leipzig',
  name: 'Leipzig plant',
  address: { protocol: 'wss', host: 'broker.leipzig.example', port: 8084, path: '/mqtt' },
  clientId: 'treeline-ops',
  username: 'ops',
  mqttVersion: '3.1.1',
  verifyCertificate: false,
  subscriptions: [
    { filter: '#', qos: 0 },
    { filter: '$SYS/#', qos: 2 }
  ],
  demo: false,
  hasPassword: true,
  secretsForThisRunOnly: false,
  ca: null,
  certificate: { fileName: 'ops.crt', subject: 'CN ops', validToMs: 1 },
  key: { fileName: 'ops.key', subject: null, validToMs: null }
};

const changed = (change: Partial<DraftValues>): DraftValues => ({ ...draftValues(profile), ...change });
const problem = (change: Partial<DraftValues>, hasPassword = true) => draftProblems(changed(change), hasPassword, null);

function drafted(id: string | null, change: Partial<DraftValues> = {}, otherNames: readonly string[] = []) {
  const draft = profileDraft(id, changed(change), otherNames);
  if (!draft) throw new Error('no draft');
  return draft;
}

describe('a draft', () => {
  it('of an unchanged profile asks main for what is already there', () => {
    const draft = drafted(profile.id);
    expect(draft.fields).toEqual({
      name: profile.name,
      address: profile.address,
      clientId: profile.clientId,
      username: profile.username,
      mqttVersion: profile.mqttVersion,
      verifyCertificate: profile.verifyCertificate,
      subscriptions: profile.subscriptions
    });
    expect([draft.password, draft.ca, draft.certificate, draft.key].map((change) => change.kind)).toEqual([
      'keep',
      'keep',
      'keep',
      'keep'
    ]);
    expect(profileDraftSchema.safeParse(draft).success).toBe(true);
  });

  it('of a new connection listens to everything at QoS 0, verifies, and gets a fresh client ID each time', () => {
    const values = draftValues(null);
    expect(values.filters.map(({ filter, qos }) => [filter, qos])).toEqual([['#', 0]]);
    expect(values.verifyCertificate).toBe(true);
    expect(values.clientId).toBe('');
    expect([...draftProblems(values, false, null).keys()]).toEqual(['host']);
  });

  it('without a name is called by its host, and its port where it is not the usual one', () => {
    const named = (change: Partial<DraftValues>) => drafted(null, { name: '  ', ...change }).fields.name;
    expect(named({})).toBe('broker.leipzig.example:8084');
    expect(named({ port: '443' })).toBe('broker.leipzig.example');
    expect(named({ host: '[::1]' })).toBe('[::1]:8084');
  });

  it('without a name carries the scheme where another connection has its host and port as its name', () => {
    const others = ['broker.leipzig.example:8084'];
    expect(drafted(null, { name: '', protocol: 'mqtts' }, others).fields.name).toBe(
      'mqtts://broker.leipzig.example:8084'
    );
    expect(drafted(null, { name: 'Mine', protocol: 'mqtts' }, others).fields.name).toBe('Mine');
  });

  it.each<Partial<DraftValues>>([{ host: 'a b' }, { host: '' }, { port: '99999' }, { path: 'mqtt' }])(
    'with %j makes no address and is none',
    (change) => {
      expect(draftAddress(changed(change))).toBeNull();
      expect(profileDraft(null, changed(change), [])).toBeNull();
    }
  );

  it('takes an IPv6 address with or without brackets', () => {
    expect(plainHost(' [fe80::1] ')).toBe('fe80::1');
    expect(problem({ host: '[::1]' }).size).toBe(0);
    expect(drafted(null, { host: '[::1]' }).fields.address.host).toBe('::1');
  });

  it('sets, removes or keeps the password', () => {
    expect(drafted('a', { password: 'x', removePassword: true }).password).toEqual({
      kind: 'set',
      value: 'x'
    });
    expect(drafted('a', { removePassword: true }).password).toEqual({ kind: 'remove' });
  });
});

describe('problems', () => {
  it('names what is wrong with the host', () => {
    expect(problem({ host: ' ' }).get('host')).toBe(formProblemWords.hostMissing);
    expect(problem({ host: 'a b' }).get('host')).toBe(formProblemWords.hostInvalid);
    expect(problem({ host: 'user@host' }).get('host')).toBe(formProblemWords.hostInvalid);
    expect(problem({ host: 'broker:1883' }).get('host')).toBe(formProblemWords.hostWithPort);
    expect(problem({ host: 'fe80::1%eth0' }).size).toBe(0);
    expect(problem({ host: '::ffff:127.0.0.1' }).size).toBe(0);
    expect(problem({ host: 'h'.repeat(256) }).get('host')).toBe(formProblemWords.hostTooLong);
  });

  it.each(['', '0', '65536', '70000', '-1', '1.5', '1883x'])('refuses port %j', (port) => {
    expect(problem({ port }).get('port')).toBe(formProblemWords.portInvalid);
  });

  it('looks at the path of a WebSocket only', () => {
    expect(problem({ path: 'mqtt' }).get('path')).toBe(formProblemWords.pathInvalid);
    expect(problem({ path: 'mqtt', protocol: 'mqtts' }).size).toBe(0);
  });

  it('wants a username beside a password in MQTT 3.1.1, and not in MQTT 5', () => {
    expect(problem({ username: '' }).get('password')).toBe(formProblemWords.passwordWithoutUsername);
    expect(problem({ username: '', removePassword: true }).size).toBe(0);
    expect(problem({ username: '', mqttVersion: '5' }).size).toBe(0);
    expect(problem({ username: '' }, false).size).toBe(0);
    expect(problem({ username: '', password: 'x' }, false).size).toBe(1);
  });

  it('wants a key beside a certificate and the other way round', () => {
    const { files } = draftValues(profile);
    const none = { change: { kind: 'remove' as const }, facts: null };
    expect(problem({ files: { ...files, key: none } }).get('key')).toBe(formProblemWords.keyMissing);
    expect(problem({ files: { ...files, certificate: none } }).get('certificate')).toBe(
      formProblemWords.certificateMissing
    );
  });

  it('passes on what main said of certificate and key', () => {
    expect(draftProblems(changed({}), true, 'They differ.').get('key')).toBe('They differ.');
  });

  it('names the filter that cannot be subscribed, and the one that stands there twice', () => {
    const filters = ['a/#/b', 'x', 'x', ''].map((filter, line) => ({ line, filter, qos: 0 as const }));
    const problems = problem({ filters });
    expect(problems.get('filter-0')).toBe(filterProblemWords['wildcard-misplaced']);
    expect(problems.get('filter-1')).toBeUndefined();
    expect(problems.get('filter-2')).toBe(formProblemWords.filterTwice);
    expect(problems.get('filter-3')).toBe(filterProblemWords.empty);
  });
});
