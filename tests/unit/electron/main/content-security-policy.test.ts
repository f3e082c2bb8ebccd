import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, developmentPolicy } from '../../../../electron/main/content-security-policy';

describe('the content security policy', () => {
  it('lets nothing in but our own files', () => {
    expect(contentSecurityPolicy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
  });

  it('opens for the development server’s own socket only', () => {
    const opened = developmentPolicy('http://127.0.0.1:5173/');
    expect(opened.replace(' ws://127.0.0.1:5173', '')).toBe(contentSecurityPolicy);
    expect(opened).not.toBe(contentSecurityPolicy);
  });
});
