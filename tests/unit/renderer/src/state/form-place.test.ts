import { describe, expect, it } from 'vitest';
import { placeInForm } from '../../../../../renderer/src/state/form-place';

describe('placeInForm', () => {
  it.each([
    ['address', 'general'],
    ['headers', 'general'],
    ['authorities', 'tls'],
    ['subscriptions', 'subscriptions'],
    ['proxy', 'proxy']
  ] as const)('finds %s in the section %s', (place, section) => {
    expect(placeInForm(place).section).toBe(section);
  });
});
