import { expect, it } from 'vitest';
import { appArguments } from '../../../scripts/app-arguments.mjs';

it('hands arguments on as they are where somebody can see the window', () => {
  expect(appArguments(['mqtt://broker/plant'], { ownDisplay: false })).toEqual(['mqtt://broker/plant']);
});

it('asks for a report in words on a virtual display', () => {
  expect(appArguments(['--demo'], { ownDisplay: true })).toEqual(['--demo', '--status']);
});

it('lets a smoke run show the demo', () => {
  expect(appArguments(['--smoke'], { ownDisplay: false })).toEqual(['--smoke', '--demo']);
});
