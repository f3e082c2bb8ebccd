import { expect, it } from 'vitest';
import { builderArguments } from '../../../scripts/builder-arguments.mjs';

const fallback = { kind: 'fallback', dist: '/cache/electron', version: '25.1.1' };
const official = { kind: 'official', dist: '/node_modules/electron/dist', version: '45.4.1' };

it('refuses to package the outdated runtime unless told', () => {
  expect(() => builderArguments(['dir'], fallback, 'linux')).toThrow('--runtime=fallback');
  expect(builderArguments(['--runtime=fallback', 'dir'], fallback, 'linux')).toEqual([
    '--linux',
    'dir',
    '-c.electronDist=/cache/electron',
    '-c.electronVersion=25.1.1'
  ]);
});

it('closes the last fuse of an official runtime', () => {
  const args = builderArguments(['dmg', '--arm64'], official, 'darwin');
  expect(args).toEqual(['--mac', 'dmg', '--arm64', '-c.electronFuses.grantFileProtocolExtraPrivileges=false']);
});

it('builds for the platform that is named', () => {
  expect(builderArguments(['--win', 'nsis'], official, 'linux')).toEqual([
    '--win',
    'nsis',
    '-c.electronFuses.grantFileProtocolExtraPrivileges=false'
  ]);
});
