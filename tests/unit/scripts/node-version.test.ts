import { expect, it } from 'vitest';
import { isSupportedNode, requireSupportedNode } from '../../../scripts/node-version.mjs';

it.each(['20.19.0', '20.20.2', '22.12.0', '22.23.3', '24.21.0', '23.0.0'])('runs on Node %s', (version) => {
  expect(isSupportedNode(version)).toBe(true);
});

it.each(['18.20.0', '20.18.1', '21.7.0', '22.11.0'])('refuses Node %s', (version) => {
  expect(isSupportedNode(version)).toBe(false);
  expect(() => requireSupportedNode(version)).toThrow(version);
});
