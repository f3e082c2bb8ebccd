import { describe, expect, it } from 'vitest';
import { isPageAddress } from '../../../../electron/main/page-address';

describe('isPageAddress', () => {
  it.each([
    ['app://treeline/index.html?theme=dark', true],
    ['app://treeline.evil/index.html', false],
    ['app://evil/index.html', false],
    ['https://treeline/index.html', false],
    ['file:///index.html', false],
    ['about:blank', false],
    ['', false],
    ['http://127.0.0.1:5173/', false]
  ])('%s without a development server: %s', (url, ours) => {
    expect(isPageAddress(url, null)).toBe(ours);
  });

  it.each([
    ['http://127.0.0.1:5173/index.html', true],
    ['http://127.0.0.1:51730/', false],
    ['https://127.0.0.1:5173/', false],
    ['http://127.0.0.1:5173.evil.example/', false]
  ])('%s with one: %s', (url, ours) => {
    expect(isPageAddress(url, 'http://127.0.0.1:5173/')).toBe(ours);
  });
});
