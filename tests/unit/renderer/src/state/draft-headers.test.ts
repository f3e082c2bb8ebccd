import { describe, expect, it } from 'vitest';
import {
  draftHeaders,
  headerProblems,
  headerSecretChanges,
  headerValues
} from '../../../../../renderer/src/state/draft-headers';

const stored = [
  { id: 'a', name: 'X-Site', value: 'leipzig', secret: false },
  { id: 'b', name: 'Authorization', value: '', secret: true }
];

describe('the headers of a draft', () => {
  it('keep a secret value out of the fields, and ask for nothing where nothing was typed', () => {
    const headers = headerValues(stored);
    expect(draftHeaders(headers)).toEqual(stored);
    expect(headerSecretChanges(headers, ['password', 'header-b'])).toEqual([]);
  });

  it('send a typed value as a secret, and take out those of headers that are gone or public now', () => {
    const headers = headerValues(stored).map((header) => ({ ...header, secret: true }));
    const [site, token] = headers;
    if (!site || !token) throw new Error('two headers');
    site.kept.typed = 'x';
    expect(headerSecretChanges(headers, ['header-b'])).toEqual([{ kind: 'header-a', value: 'x' }]);
    token.secret = false;
    expect(headerSecretChanges(headers, ['header-b', 'header-c', 'password'])).toEqual([
      { kind: 'header-a', value: 'x' },
      { kind: 'header-b', value: null },
      { kind: 'header-c', value: null }
    ]);
  });

  it('name what no header may be, and leave it out where nobody is asked to mend it', () => {
    const line = (name: string, value: string, secret = false) => ({
      id: name || 'none',
      name,
      value: secret ? '' : value,
      secret,
      kept: { typed: secret ? value : '', remove: false }
    });
    const headers = [line('', 'x'), line('a b', ''), line('ok', 'two\r\nInjected: 1'), line('kept', '\u0007', true)];
    expect([...headerProblems(headers).keys()]).toEqual([
      'header-name-none',
      'header-name-a b',
      'header-value-ok',
      'header-value-kept'
    ]);
    expect(draftHeaders(headers).map(({ name }) => name)).toEqual(['kept']);
  });
});
