import { describe, expect, it } from 'vitest';
import { sectionOf } from '../../../../../renderer/src/state/draft-fields';

describe('a field', () => {
  it('stands in its section', () => {
    const fields = [
      'host',
      'header-name-x',
      'keep-alive',
      'key',
      'server-name',
      'will-topic',
      'filter-3',
      'filter-id-3',
      'proxy-port'
    ] as const;
    expect(fields.map(sectionOf)).toEqual([
      'general',
      'general',
      'general',
      'tls',
      'tls',
      'will',
      'subscriptions',
      'subscriptions',
      'proxy'
    ]);
  });
});
