import { describe, expect, it } from 'vitest';
import { sectionOf } from '../../../../../renderer/src/state/draft-fields';

describe('a field', () => {
  it('stands in its section', () => {
    const fields = [
      'host',
      'header-name-x',
      'key',
      'server-name',
      'will-topic',
      'filter-3',
      'filter-id-3',
      'proxy-port'
    ] as const;
    expect(fields.map((field) => sectionOf(field, 'auto'))).toEqual([
      'general',
      'general',
      'tls',
      'tls',
      'will',
      'subscriptions',
      'subscriptions',
      'proxy'
    ]);
    // It is on show with the session: see SessionFields.svelte.
    expect(sectionOf('keep-alive', 'auto')).toBe('mqtt5');
    expect(sectionOf('keep-alive', '3.1.1')).toBe('general');
  });
});
