import { describe, expect, it } from 'vitest';
import { settingsPatchSchema, settingsSchema } from '../../../../electron/contract/settings';

describe('settings', () => {
  it('parse a patch to what it names and nothing else', () => {
    expect(settingsPatchSchema.parse({})).toEqual({});
    expect(settingsPatchSchema.parse({ theme: 'dark' })).toEqual({ theme: 'dark' });
    for (const [name, value] of Object.entries(settingsSchema.parse({}))) {
      expect(settingsPatchSchema.parse({ [name]: value })).toEqual({ [name]: value });
    }
  });

  it('refuse a patch that makes no sense', () => {
    expect(settingsPatchSchema.safeParse({ railWidthPx: 1 }).success).toBe(false);
    expect(settingsPatchSchema.safeParse({ theme: 'pink' }).success).toBe(false);
  });
});
