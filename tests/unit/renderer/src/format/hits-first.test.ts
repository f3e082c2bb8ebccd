import { describe, expect, it } from 'vitest';
import { hitsFirst } from '../../../../../renderer/src/format/hits-first';

describe('a preview of a row that a filter found', () => {
  const fields = [['value', '61.8'] as const, ['unit', 'C'] as const, ['status', 'Warn'] as const];

  it('begins with the fields that match, by name or value', () => {
    const names = (...words: string[]) => {
      const shown = hitsFirst({ kind: 'fields', fields }, words);
      return shown.kind === 'fields' ? shown.fields.map(([name]) => name) : [];
    };
    expect(names('warn')).toEqual(['status', 'value', 'unit']);
    expect(names('warn', 'unit')).toEqual(['unit', 'status', 'value']);
    expect(names('61.8')).toEqual(['value', 'unit', 'status']);
    expect(names()).toEqual(['value', 'unit', 'status']);
  });

  it('begins shortly before a hit far behind in a text', () => {
    const text = `${'a'.repeat(40)} warn`;
    expect(hitsFirst({ kind: 'text', text }, ['warn'])).toEqual({ kind: 'text', text: '…aaaaaaaaa warn' });
    expect(hitsFirst({ kind: 'text', text: 'a warn' }, ['warn'])).toEqual({ kind: 'text', text: 'a warn' });
    expect(hitsFirst({ kind: 'text', text }, ['other'])).toEqual({ kind: 'text', text });
  });
});
