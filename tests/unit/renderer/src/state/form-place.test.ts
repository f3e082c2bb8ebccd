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
    expect(placeInForm(place, 'username').section).toBe(section);
  });

  it.each([
    ['username', 'form-username'],
    ['enhanced', 'form-username'],
    ['certificate', 'form-sign-in'],
    ['none', 'form-sign-in']
  ] as const)('finds the sign-in at a field that a connection with the method %s has', (signIn, field) => {
    expect(placeInForm('signIn', signIn)).toEqual({ section: 'general', field });
  });
});
