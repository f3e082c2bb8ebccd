import { expect, it } from 'vitest';
import { electronSwitches } from '../../../scripts/launch.mjs';

it('drops the sandbox for root only', () => {
  expect(electronSwitches({ platform: 'linux', uid: 0, env: {} })).toContain('--no-sandbox');
  expect(electronSwitches({ platform: 'linux', uid: 1000, env: {} })).not.toContain('--no-sandbox');
});

it('speaks X11 unless there is Wayland', () => {
  expect(electronSwitches({ platform: 'linux', uid: 1000, env: {} })).toEqual(['--ozone-platform=x11']);
  expect(electronSwitches({ platform: 'linux', uid: 1000, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toEqual([]);
});

it('adds nothing on other systems', () => {
  expect(electronSwitches({ platform: 'darwin', uid: 0, env: {} })).toEqual([]);
});
