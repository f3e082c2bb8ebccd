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
    const picture = { kind: 'image', widthPx: null, heightPx: null, sizeBytes: 4_200 } as const;
    expect(previewText({ ...picture, mime: 'image/svg+xml' })).toBe('SVG image, 4.2 KB');
    expect(previewText({ ...picture, mime: 'image/png', widthPx: 640, heightPx: 480 })).toBe('PNG 640 × 480');
    expect(previewText({ kind: 'packed', format: 'gzip', sizeBytes: 4_200 })).toBe('gzip, 4.2 KB');
    expect(previewText({ kind: 'empty' })).toBe('empty, 0 B');
    expect(previewText({ kind: 'not-kept' })).toBe('not kept');
  });
});
