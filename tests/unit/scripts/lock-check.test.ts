import { expect, it } from 'vitest';
import { missingFromLock } from '../../../scripts/lock-check.mjs';

const described = { version: '1.0.0', optionalDependencies: { '@rolldown/binding-win32': '1.0.0' } };

it('names the optional package that the lock lost', () => {
  expect(missingFromLock({ packages: { 'node_modules/rolldown': described } })).toEqual([
    '@rolldown/binding-win32@1.0.0 of rolldown@1.0.0'
  ]);
});

it('is silent when the lock is whole, wherever the package stands', () => {
  const whole = { 'node_modules/rolldown': described, 'node_modules/x/node_modules/@rolldown/binding-win32': {} };
  expect(missingFromLock({ packages: whole })).toEqual([]);
});
