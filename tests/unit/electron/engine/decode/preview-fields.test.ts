import { describe, expect, it } from 'vitest';
import { previewFields } from '../../../../../electron/engine/decode/preview-fields';
import { randomFrom } from '../../../../support/arrival';

describe('the fields of a preview', () => {
  it('of notation are its bare words', () => {
    const bytes = Buffer.from('{"1":h\'0a\',"f":NaN,"-2":[undefined,1(5)],"s":"a\\u00e9"}');
    expect(previewFields({ bytes, cut: false, notation: true })).toEqual([
      ['1', "h'0a'"],
      ['f', 'NaN'],
      ['-2', '[undefined, 1(5)]'],
      ['s', 'aé']
    ]);
    expect(previewFields({ bytes, cut: false, notation: false })).toEqual([]);
  });

  it('of a text cut anywhere are those of the whole text, but for the last one', () => {
    const random = randomFrom(97);
    const value = (depth: number): unknown => {
      const kind = Math.floor(random() * (depth > 3 ? 4 : 6));
      if (kind === 0) return Math.floor(random() * 1e9) / 100;
      if (kind === 1) return 'a"\\\u00e9\ud83d\ude00\n\u2028'.slice(0, Math.floor(random() * 9));
      if (kind === 2) return random() < 0.5;
      if (kind === 3) return null;
      const items = Array.from({ length: Math.floor(random() * 3) }, () => value(depth + 1));
      return kind === 4 ? items : Object.fromEntries(items.map((item, place) => [`k${place}"`, item]));
    };
    for (let round = 0; round < 300; round += 1) {
      const object = Object.fromEntries(Array.from({ length: 5 }, (_, place) => [`n"${place}\\`, value(1)]));
      const text = JSON.stringify(object, null, Math.floor(random() * 2));
      const escaped = text.replace(
        /[^\x20-\x7e\n]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
      );
      for (const written of [text, escaped]) {
        const bytes = Buffer.from(written);
        const whole = previewFields({ bytes, cut: false, notation: false });
        expect(whole.length).toBe(5);
        const end = Math.floor(random() * bytes.length);
        const part = previewFields({ bytes: bytes.subarray(0, end), cut: true, notation: false });
        const last = part.at(-1);
        expect(part.slice(0, -1)).toEqual(whole.slice(0, Math.max(0, part.length - 1)));
        const goesOn = last !== undefined && last[1].endsWith('…');
        if (last !== undefined && !goesOn) expect(last).toEqual(whole[part.length - 1]);
        if (last !== undefined) expect(last[0]).toBe(whole[part.length - 1]?.[0]);
      }
    }
  });
});
