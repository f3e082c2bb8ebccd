import { describe, expect, it } from 'vitest';
import { placeInForm, placeLabel, secretPlace } from '../../../../../renderer/src/state/form-place';

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
    ['password', 'general', 'form-password', 'Type the password'],
    ['authentication-data', 'general', 'form-authentication-data', 'Type the authentication data'],
    ['proxy-password', 'proxy', 'form-proxy-password', 'Type the proxy password'],
    ['key', 'tls', 'form-key', 'Choose the key file'],
    ['pkcs12-key', 'tls', 'form-pkcs12', 'Choose the file'],
    ['header-h1', 'general', 'form-header-value-h1', 'Type the header value']
  ] as const)('sends %s that cannot be read to its own field', (what, section, field, label) => {
    const place = secretPlace({ what });
    expect(placeInForm(place, 'enhanced')).toEqual({ section, field });
    expect(placeLabel(place)).toBe(label);
  });

  it('sends a secret of a kind it does not know to the sign-in', () => {
    for (const what of ['constructor', 'toString', undefined]) {
      expect(secretPlace(what === undefined ? {} : { what })).toBe('signIn');
    }
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
