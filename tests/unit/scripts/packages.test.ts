import { expect, it } from 'vitest';
import { installedMatchesLock } from '../../../scripts/packages.mjs';

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b-win32': { version: '2.0.0', optional: true }
  }
};

it('accepts what npm installed by hand, without the packages of other systems', () => {
  expect(installedMatchesLock(lock, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toBe(true);
});

it('sees another version and a missing package', () => {
  expect(installedMatchesLock(lock, { packages: { 'node_modules/a': { version: '1.0.1' } } })).toBe(false);
  expect(installedMatchesLock(lock, { packages: {} })).toBe(false);
});
