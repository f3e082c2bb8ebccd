import { describe, expect, it } from 'vitest';
import { formatFieldPath, parseFieldPath, type FieldStep } from '../../../../electron/contract/field-path';
import { seededRandom } from '../../../support/seeded-random';

describe('a field path', () => {
  it.each<readonly [readonly FieldStep[], string]>([
    [[], ''],
    [['value'], 'value'],
    [['a', 'b', 0, 'c'], 'a.b[0].c'],
    [[3, 'x'], '[3].x'],
    [['a.b'], '["a.b"]'],
    [['x', 'a[0]', 'y'], 'x["a[0]"].y'],
    [[''], '[""]'],
    [['0'], '0'],
    [['motor current'], 'motor current'],
    [[' led'], '[" led"]'],
    [['say "hi"\\'], '["say \\"hi\\"\\\\"]'],
    [['line\nbreak'], '["line\\nbreak"]'],
    [['\u202eevil\u200b'], '["\\u202eevil\\u200b"]'],
    [['\ud800'], '["\\ud800"]'],
    [['\u3164', 'a\u034f', '\u115f\u17b4'], '["\\u3164"]["a\\u034f"]["\\u115f\\u17b4"]'],
    [['\u{e0041}x'], '["\\udb40\\udc41x"]'],
    [['Übertemperatur', '温度'], 'Übertemperatur.温度'],
    [['__proto__', 'constructor'], '__proto__.constructor']
  ])('is written and read: %j', (steps, path) => {
    expect(formatFieldPath(steps)).toBe(path);
    expect(parseFieldPath(path)).toEqual(steps);
  });

  it.each(['.', 'a.', '.a', 'a..b', 'a[', 'a[x]', 'a[01]', 'a]', '["a"', '["a"]b', 'a[-1]', '["\\x"]', 'a"b'])(
    'is none: %j',
    (path) => {
      expect(parseFieldPath(path)).toBeNull();
    }
  );

  it('comes back for any names and places', () => {
    const random = seededRandom(11);
    const characters = ['a', '7', '.', '[', ']', '"', '\\', ' ', '\n', '\u202e', '\ud800', 'é', '😀', '', '\u0000'];
    for (let round = 0; round < 5_000; round += 1) {
      const steps = Array.from({ length: Math.floor(random() * 5) }, (): FieldStep => {
        if (random() < 0.3) return Math.floor(random() * 1_000);
        return Array.from({ length: Math.floor(random() * 4) }, () => characters[Math.floor(random() * 15)]).join('');
      });
      const path = formatFieldPath(steps);
      expect(parseFieldPath(path)).toEqual(steps);
      expect(path).not.toMatch(/[\p{Cc}\u202e\p{Surrogate}]/u);
    }
  });
});
