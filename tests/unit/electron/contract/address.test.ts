import { describe, expect, it } from 'vitest';
import { parseAddress } from '#contract/address';

describe('parseAddress', () => {
  it.each([
    ['mqtt://alice:s3cret@host:70000', 'mqtt://host:70000'],
    ['mqtt://alice:s3/cret@host:70000', 'mqtt://host:70000'],
    ['mqtt://alice:s3@cret@host', 'mqtt://host'],
    ['alice:s3cret@host:70000', 'host:70000'],
    ['nope://alice:s3cret@host', 'nope://host'],
    ['mqtt://host:70000', 'mqtt://host:70000'],
    ['wss://host:70000/mqtt?token=s3cret', 'wss://host:70000/mqtt'],
    ['wss://alice:s3?cret@host:70000', 'wss://host:70000']
  ])('tells of %j no sign-in when it makes no sense', (typed, told) => {
    const parsed = parseAddress(typed);
    expect(parsed).toEqual({ ok: false, failure: { code: 'address-invalid', raw: '', facts: { address: told } } });
  });

  it.each([
    'mosquitto_sub -h broker.example -u ada -P s3cret',
    'mqtt://alice:s3\ncret@ho st',
    'mqttx sub -P\ts3cret',
    ''
  ])('repeats nothing of %j, where anything may be a password', (typed) => {
    expect(parseAddress(typed)).toEqual({ ok: false, failure: { code: 'address-invalid', raw: '', facts: {} } });
  });

  it('reads the sign-in of an address that makes sense', () => {
    expect(parseAddress('mqtts://alice:s3%2Fcret@host')).toEqual({
      ok: true,
      value: {
        address: { protocol: 'mqtts', host: 'host', port: 8883, path: '/' },
        username: 'alice',
        password: 's3/cret'
      }
    });
  });
});
