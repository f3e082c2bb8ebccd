import { describe, expect, it } from 'vitest';
import { exchangeBounds } from '#contract/limits';
import { readBoundedJson } from '../../../../electron/exchange/bounded-json';

const nested = (depth: number): Uint8Array => Buffer.from('['.repeat(depth) + ']'.repeat(depth));
const refusal = (reason: string) => ({ ok: false, failure: { code: 'import-unreadable', facts: { reason } } });

describe('readBoundedJson', () => {
  it('reads what is within the bounds, brackets in texts not counted', () => {
    expect(readBoundedJson(nested(exchangeBounds.depth)).ok).toBe(true);
    const text = `["${'['.repeat(1_000)}", "\\"[${'{'.repeat(100)}", "ü\\\\"]`;
    expect(readBoundedJson(Buffer.from(text))).toEqual({ ok: true, value: JSON.parse(text) as unknown });
    expect(readBoundedJson(Buffer.from('\ufeff{"a":1}'))).toEqual({ ok: true, value: { a: 1 } });
  });

  it('refuses depth before anything is parsed', () => {
    expect(readBoundedJson(nested(exchangeBounds.depth + 1))).toMatchObject(refusal('too-deep'));
    expect(readBoundedJson(nested(100_000))).toMatchObject(refusal('too-deep'));
    expect(readBoundedJson(Buffer.from('{"a":'.repeat(100_000)))).toMatchObject(refusal('too-deep'));
  });

  it('refuses more values than memory should hold, and more bytes', () => {
    expect(readBoundedJson(Buffer.from(`[${'[],'.repeat(2_600_000)}1]`))).toMatchObject(refusal('too-many'));
    expect(readBoundedJson(Buffer.alloc(exchangeBounds.fileBytes + 1, ' '))).toMatchObject({
      failure: { facts: { reason: 'too-large', limitBytes: exchangeBounds.fileBytes } }
    });
  });

  it('says nothing of what a damaged file holds', () => {
    const read = readBoundedJson(Buffer.from('{"password": "canary-password", }'));
    expect(read).toEqual({ ok: false, failure: { code: 'import-unreadable', facts: { reason: 'no-json' }, raw: '' } });
  });
});
