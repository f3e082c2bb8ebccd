import { describe, expect, it } from 'vitest';
import { rowName } from '../../../../../../renderer/src/panes/topics/row-name';
import { row } from '../../state/engine-double';

describe('rowName', () => {
  it('reads a row out as a sentence', () => {
    const fields = [
      ['value', '61.8'],
      ['unit', '°C'],
      ['status', 'ok']
    ] as const;
    const one = row(1, { segments: ['temperature'], preview: { kind: 'fields', fields }, lastAtMs: 1_000 });
    expect(rowName(one, 2_100)).toBe('temperature, value 61.8, unit °C, status ok, retained no, 1 second ago');
  });

  it('names a folded branch by its full topic', () => {
    const one = row(1, {
      segments: ['factory', 'leipzig'],
      topic: 'factory/leipzig',
      branch: true,
      topicsBelow: 11_842,
      preview: null,
      ratePerSecond: 1_208,
      lastAtMs: 0
    });
    expect(rowName(one, 0)).toBe('factory/leipzig, 11,842 topics, 1,208/s messages, just now');
  });
});
