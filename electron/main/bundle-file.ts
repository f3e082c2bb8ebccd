import path from 'node:path';
import { pageHost } from './page-address';

const contentTypes: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.woff2', 'font/woff2'],
  ['.json', 'application/json']
]);

/** The file of the bundle that a URL names, and its type; null: none of ours. */
export function bundleFile(
  folder: string,
  url: string
): { readonly file: string; readonly contentType: string } | null {
  const relative = pathOf(url);
  if (relative === null) return null;
  const file = path.resolve(folder, relative === '' ? 'index.html' : relative);
  if (!file.startsWith(folder + path.sep)) return null;
  const contentType = contentTypes.get(path.extname(file));
  return contentType === undefined ? null : { file, contentType };
}

function pathOf(url: string): string | null {
  try {
    const { host, pathname } = new URL(url);
    const decoded = decodeURIComponent(pathname);
    return host !== pageHost || decoded.includes('\0') ? null : decoded.replace(/^\/+/, '');
  } catch {
    return null;
  }
}
