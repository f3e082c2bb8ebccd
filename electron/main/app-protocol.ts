import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { bundleFile } from './bundle-file';
import { contentSecurityPolicy } from './content-security-policy';
import { pageScheme } from './page-address';

/** Before the app is ready: the page's scheme behaves like https. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }
  ]);
}

/** Serves the page's files out of the bundle, and nothing else. */
export function serveApp(folder: string): void {
  protocol.handle(pageScheme, async ({ method, url }) => {
    const found = method === 'GET' || method === 'HEAD' ? bundleFile(folder, url) : null;
    const body = found ? await readFile(found.file).catch(() => null) : null;
    if (!found || !body) return new Response('not found', { status: 404 });
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': found.contentType,
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin'
      }
    });
  });
}
