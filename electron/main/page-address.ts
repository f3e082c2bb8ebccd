/** Where the page lives: our own protocol, or Vite's server while developing. */
export const pageScheme = 'app';
export const pageHost = 'treeline';

/** Whether a URL is our page. `developmentUrl` null: only app://treeline/. */
export function isPageAddress(url: string, developmentUrl: string | null): boolean {
  const parsed = parseUrl(url);
  if (!parsed) return false;
  if (parsed.protocol === `${pageScheme}:` && parsed.host === pageHost) return true;
  const development = developmentUrl === null ? null : parseUrl(developmentUrl);
  return development !== null && parsed.protocol === development.protocol && parsed.host === development.host;
}

function parseUrl(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
