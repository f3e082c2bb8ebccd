import { describe, expect, it } from 'vitest';
import { previewText } from '../../../../../renderer/src/format/preview-text';

describe('previewText', () => {
  it('reads a preview out', () => {
    const fields = [
      ['value', '61.8'],
      ['unit', '°C']
    ] as const;
    expect(previewText({ kind: 'fields', fields })).toBe('value 61.8, unit °C');
    expect(previewText({ kind: 'text', text: 'on' })).toBe('on');
    expect(previewText({ kind: 'binary', hex: '9f 1c' })).toBe('binary 9f 1c');
    expect(previewText({ kind: 'empty' })).toBe('empty, 0 B');
    expect(previewText({ kind: 'not-kept' })).toBe('not kept');
  });
});
