/** Nothing but our own files; style attributes, as the page sets widths and positions. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join('; ');

/** While developing: Vite injects styles as modules and talks over a WebSocket. */
export function developmentPolicy(developmentUrl: string): string {
  const { host } = new URL(developmentUrl);
  return contentSecurityPolicy.replace("connect-src 'self'", `connect-src 'self' ws://${host}`);
}
