import { describe, expect, it } from 'vitest';
import { tracesIn } from '../../support/secret-traces';

const secret = 'canary-1f7c-pa55';

describe('tracesIn', () => {
  it.each([
    ['as it is', Buffer.from(`password=${secret};`), 'plain'],
    ['as base64', Buffer.from(Buffer.from(secret).toString('base64')), 'base64'],
    ['inside other base64, one byte in', Buffer.from(Buffer.from(`u${secret}!`).toString('base64')), 'base64'],
    ['inside other base64, two bytes in', Buffer.from(Buffer.from(`u:${secret}!!`).toString('base64')), 'base64'],
    ['as hex', Buffer.from(Buffer.from(secret).toString('hex')), 'hex'],
    ['as UTF-16', Buffer.from(`x${secret}`, 'utf16le'), 'UTF-16LE']
  ])('finds a secret %s', (_how, bytes, form) => {
    expect(tracesIn(bytes, 'here', [secret])).toContainEqual({ secret, where: 'here', form });
  });

  it('finds nothing where there is none', () => {
    expect(tracesIn(Buffer.from('canary-1f7c-pa5'), 'here', [secret])).toEqual([]);
  });
});
