import { describe, expect, it } from 'vitest';
import { requestNames } from '#contract/channels';
import { requestSchemas } from '#contract/app';
import { parseRequest } from '../../../../electron/main/request-parsing';

describe('parseRequest', () => {
  it('knows every name the preload may send, and no other', () => {
    expect(Object.keys(requestNames).sort()).toEqual(Object.keys(requestSchemas).sort());
    for (const name of ['toString', '__proto__', 'constructor', '', 7, null, undefined, {}]) {
      expect(parseRequest(name, undefined)).toMatchObject({
        ok: false,
        failure: { code: 'request-invalid', raw: 'name' }
      });
    }
  });

  it('passes on what fits, without what was not asked for', () => {
    expect(parseRequest('connect', { profileId: 'p-1', path: '/etc/passwd' })).toEqual({
      ok: true,
      value: { name: 'connect', input: { profileId: 'p-1' } }
    });
    expect(parseRequest('start', undefined)).toEqual({ ok: true, value: { name: 'start', input: undefined } });
  });

  it.each([
    ['connect', { profileId: '../secrets' }],
    ['connect', undefined],
    ['start', {}],
    ['pickFile', { kind: 'shadow', profileId: null, beside: { kind: 'keep' } }],
    ['pickFile', { kind: 'key', profileId: null, beside: { kind: 'set', path: '/etc/passwd' } }],
    ['windowAction', { action: 'explode' }],
    ['changeSettings', { railWidthPx: 1e9 }]
  ])('refuses %s %o', (name, input) => {
    expect(parseRequest(name, input)).toMatchObject({ ok: false, failure: { code: 'request-invalid' } });
  });

  it('names where it went wrong, never what was sent', () => {
    const secrets = [
      { kind: 'password', value: ['hunter2'] },
      { kind: 'hunter2', value: null }
    ];
    const parsed = parseRequest('saveProfile', { id: null, secrets });
    expect(JSON.stringify(parsed)).toContain('secrets.0.value secrets.1.kind');
    expect(JSON.stringify(parsed)).not.toContain('hunter2');
  });
});
