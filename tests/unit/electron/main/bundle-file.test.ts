import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleFile } from '../../../../electron/main/bundle-file';

const folder = path.resolve('/opt/treeline/renderer');

describe('bundleFile', () => {
  it.each([
    ['app://treeline/', 'index.html', 'text/html; charset=utf-8'],
    ['app://treeline/index.html?theme=dark', 'index.html', 'text/html; charset=utf-8'],
    ['app://treeline/assets/main.js', 'assets/main.js', 'text/javascript; charset=utf-8'],
    ['app://treeline/assets/inter.woff2#x', 'assets/inter.woff2', 'font/woff2']
  ])('finds %s', (url, file, contentType) => {
    expect(bundleFile(folder, url)).toEqual({ file: path.join(folder, file), contentType });
  });

  it.each([
    'app://treeline/..%2f..%2fpackage.json',
    'app://treeline/..%2frenderer-of-somebody-else%2findex.html',
    'app://treeline/assets/%2e%2e%2f%2e%2e%2fpackage.json',
    'app://treeline/index%00.html',
    'app://treeline/%E0%A4%A',
    'app://treeline/assets/',
    'app://treeline/run.exe',
    'app://elsewhere/index.html',
    'nonsense'
  ])('finds nothing for %s', (url) => {
    expect(bundleFile(folder, url)).toBeNull();
  });

  it('stays inside when the URL itself climbs', () => {
    expect(bundleFile(folder, 'app://treeline/../../package.json')?.file).toBe(path.join(folder, 'package.json'));
  });
});
