import { expect, it } from 'vitest';
import { PARTS, chooseParts } from '../../../scripts/test-parts.mjs';

it('runs everything when nothing is named', () => {
  expect(chooseParts([])).toEqual({ parts: PARTS, passedOn: [] });
});

it('builds before a part that runs the app', () => {
  expect(chooseParts(['e2e']).parts).toEqual(['build', 'e2e']);
  expect(chooseParts(['check']).parts).toEqual(['check']);
});

it('hands other arguments on to the one part that is named', () => {
  expect(chooseParts(['integration', 'link'])).toEqual({ parts: ['integration'], passedOn: ['link'] });
  expect(() => chooseParts(['link'])).toThrow('Name one part');
});
