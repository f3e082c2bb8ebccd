import { describe, expect, it } from 'vitest';
import { isPem, readPem, toPem } from '../../../../../electron/main/key-files/pem';

describe('readPem', () => {
  it('gives back what toPem wrote, among other text', () => {
    const bytes = Buffer.from(Array.from({ length: 200 }, (_, index) => index));
    const text = `mine\r\n${toPem('CERTIFICATE', bytes)}theirs\n${toPem('X509 CRL', bytes).replaceAll('\n', '\r\n')}`;
    expect(isPem(Buffer.from(text))).toBe(true);
    expect(readPem(Buffer.from(text))).toEqual([
      { label: 'CERTIFICATE', encryption: null, bytes },
      { label: 'X509 CRL', encryption: null, bytes }
    ]);
    expect(toPem('CERTIFICATE', bytes).split('\n')[1]).toHaveLength(64);
  });

  it('reads how a key is locked', () => {
    const text =
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00FF\n\nAAEC\n-----END RSA PRIVATE KEY-----';
    expect(readPem(Buffer.from(text))).toEqual([
      { label: 'RSA PRIVATE KEY', encryption: 'AES-128-CBC,00FF', bytes: Buffer.from([0, 1, 2]) }
    ]);
  });

  it.each([
    ['no end', '-----BEGIN A-----\nAAEC\n'],
    ['the end of another', '-----BEGIN A-----\nAAEC\n-----END B-----'],
    ['no base64', '-----BEGIN A-----\nAA%C\n-----END A-----'],
    ['nothing inside', '-----BEGIN A-----\n-----END A-----'],
    [
      'headers without an end',
      '-----BEGIN A-----\nDEK-Info: x\nAAEC\n-----END A-----'.replace('\n-----END', '-----END')
    ]
  ])('%s', (_what, text) => {
    expect(readPem(Buffer.from(text))).toBeNull();
  });
});
