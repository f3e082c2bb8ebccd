import { describe, expect, it } from 'vitest';
import { profileDraftSchema } from '../../../../../electron/contract/profile-change';
import { profileFieldsSchema, type Profile, type ProfileFields } from '../../../../../electron/contract/profile';
import { formProblemWords } from '../../../../../electron/contract/words/form-problems';
import {
  draftProblems,
  draftValues,
  profileDraft,
  type DraftValues
} from '../../../../../renderer/src/state/connection-draft';
import { seededRandom } from '../../../../support/seeded-random';
import { profileExample, richFields } from './profile-example';

const noFiles = { facts: () => null, locked: () => false };
const problems = (values: DraftValues, stored: Profile['secrets'] = []) =>
  draftProblems(values, { stored, files: noFiles, pairProblem: null });

function drafted(
  profile: Profile | null,
  change: (values: DraftValues) => void = () => undefined,
  others: string[] = []
) {
  const values = draftValues(profile);
  change(values);
  const draft = profileDraft(profile, values, others, []);
  if (!draft) throw new Error('no draft');
  return draft;
}

/** Each field of each group either as one profile has it or as the other. */
function mixed(one: ProfileFields, other: ProfileFields, random: () => number): ProfileFields {
  const pick = <T>(a: T, b: T): T => (random() < 0.5 ? a : b);
  const blend = <T extends object>(a: T, b: T): T =>
    Object.fromEntries(
      Object.entries(a).map(([key, value]) => [key, pick(value, Reflect.get(b, key) as typeof value)])
    ) as T;
  return {
    ...blend(one, other),
    tls: blend(one.tls, other.tls),
    mqtt5: blend(one.mqtt5, other.mqtt5),
    will: blend(one.will, other.will),
    proxy: blend(one.proxy, other.proxy)
  };
}

describe('a draft', () => {
  it('of an unchanged profile is that profile, for every field there is', () => {
    const random = seededRandom(4);
    const usual = profileExample();
    const unix: ProfileFields = {
      ...usual,
      address: { protocol: 'unix', host: '', port: 0, path: '/run/mosquitto.sock' }
    };
    for (let round = 0; round < 400; round += 1) {
      const fields = profileFieldsSchema.parse(mixed(richFields, random() < 0.2 ? unix : usual, random));
      const draft = drafted(profileExample({ ...fields, secrets: ['password', 'header-h2', 'proxy-password'] }));
      expect(draft.fields).toEqual(fields);
      expect(draft.secrets.filter(({ kind }) => kind !== 'header-h2')).toEqual([]);
    }
  });

  it('of a new connection listens to everything at QoS 0, verifies, finds the version by itself, and only lacks a host', () => {
    const values = draftValues(null);
    expect(values.filters.map(({ filter, qos, on }) => [filter, qos, on])).toEqual([['#', 0, true]]);
    expect([values.verifyCertificate, values.clientId, values.mqttVersion]).toEqual([true, '', 'auto']);
    expect([...problems(values).keys()]).toEqual(['host']);
    expect(profileDraft(null, values, [], [])).toBeNull();
  });

  it('can be saved as main parses it', () => {
    const rich = drafted(profileExample(richFields), (values) => {
      values.password.typed = 'x';
    });
    expect(profileDraftSchema.safeParse(rich).success).toBe(true);
    expect(profileDraftSchema.safeParse(drafted(null, (values) => (values.host = 'h'))).success).toBe(true);
  });

  it('without a name is called by its host, and its port where it is not the usual one', () => {
    const named = (change: Partial<DraftValues>, others: string[] = []) =>
      drafted(profileExample(), (values) => Object.assign(values, { name: '  ', ...change }), others).fields.name;
    expect(named({})).toBe('broker.leipzig.example:8084');
    expect(named({ port: '443' })).toBe('broker.leipzig.example');
    expect(named({ host: '[::1]' })).toBe('[::1]:8084');
    expect(named({ protocol: 'mqtts' }, ['broker.leipzig.example:8084'])).toBe('mqtts://broker.leipzig.example:8084');
    expect(named({ name: ' Mine ' })).toBe('Mine');
    expect(named({ name: '\u200b\u202e' })).toBe('broker.leipzig.example:8084');
  });

  it('takes a folder and a server name without the space around them: with it they are another one', () => {
    const { fields } = drafted(profileExample(), (values) => {
      values.folder = 'Plants ';
      values.tls.serverName = ' other.example';
    });
    expect([fields.folder, fields.tls.serverName]).toEqual(['Plants', 'other.example']);
    const before = profileExample({ folder: ' Plants ' });
    expect(drafted(before, () => undefined).fields.folder).toBe(' Plants ');
  });

  it('changes only the secrets that were typed or taken out', () => {
    const profile = profileExample({ secrets: ['password', 'authentication-data', 'proxy-password'] });
    const draft = drafted(profile, (values) => {
      values.password = { typed: 'x', remove: true };
      values.proxy.password.remove = true;
    });
    expect(draft.secrets).toEqual([
      { kind: 'password', value: 'x' },
      { kind: 'proxy-password', value: null }
    ]);
  });
});

describe('problems', () => {
  it('wants a username beside a password in MQTT 3.1.1, and not in MQTT 5', () => {
    const told = (change: Partial<DraftValues>, stored: Profile['secrets'] = ['password']) =>
      problems({ ...draftValues(profileExample({ mqttVersion: '3.1.1' })), ...change }, stored).get('password');
    expect(told({})).toBe(formProblemWords.passwordWithoutUsername);
    expect(told({ username: 'ops' })).toBeUndefined();
    expect(told({ password: { typed: '', remove: true } })).toBeUndefined();
    expect(told({ mqttVersion: '5' })).toBeUndefined();
    expect(told({ signIn: 'none' })).toBeUndefined();
    expect(told({}, [])).toBeUndefined();
    expect(told({ password: { typed: 'x', remove: false } }, [])).toBe(formProblemWords.passwordWithoutUsername);
  });

  it('wants the name of an enhanced sign-in', () => {
    const values = draftValues(profileExample({ signIn: 'enhanced' }));
    expect(problems(values).get('authentication-method')).toBe(formProblemWords.authenticationMethodMissing);
    values.mqtt5.authenticationMethod = 'K8S-SAT';
    expect(problems(values).size).toBe(0);
  });

  it.each([
    ['keepAlive', 'keep-alive', '65536', '0'],
    ['connectTimeout', 'connect-timeout', '0', '300']
  ] as const)('holds %s to its bounds', (name, field, wrong, right) => {
    const values = draftValues(profileExample());
    for (const text of ['', wrong, '1.5', '-1', '1e3']) {
      expect(problems({ ...values, [name]: text }).has(field)).toBe(true);
    }
    expect(problems({ ...values, [name]: right }).size).toBe(0);
  });

  it('come in the order of the form', () => {
    const values = draftValues(null);
    values.proxy.kind = 'socks5';
    values.will.on = true;
    values.mqtt5.receiveMaximum = '0';
    values.keepAlive = '';
    values.filters[0] = { ...draftValues(null).filters[0], filter: '' } as (typeof values.filters)[0];
    values.tls.trust = 'file';
    values.protocol = 'wss';
    expect([...problems(values).keys()]).toEqual([
      'host',
      'keep-alive',
      'ca',
      'mqtt5-receive-maximum',
      'will-topic',
      'filter-0',
      'proxy-host'
    ]);
  });
});
