import { describe, expect, it } from 'vitest';
import type { DecoderRule } from '../../../../../electron/contract/decoder-rule';
import { readLarge } from '../../../../../electron/engine/decode/large-payload';
import { runSteps } from '../../../../../electron/engine/decode/run-steps';

function read(payload: Uint8Array, decoder: DecoderRule['decoder'] | null = null, whole = true): unknown {
  const rule = decoder && { filter: 'a/#', decoder, messageType: '' };
  const { chain, reason, problem, decoded } = runSteps(readLarge(payload, whole, rule), () => undefined);
  return [chain.join(), reason.kind, problem?.code ?? null, decoded.kind];
}

const json = Buffer.from(`[${'{"a":1},'.repeat(200_000)}0]`);
const text = Buffer.from('12.5\n'.repeat(200_000));
const bytes = new Uint8Array(1_000_000).fill(0xfe);

describe('a payload that is too large to decode', () => {
  it('is JSON, text or bytes by its beginning', () => {
    expect(read(json)).toEqual(['json', 'detected', null, 'json']);
    expect(read(text)).toEqual(['text', 'detected', null, 'text']);
    expect(read(bytes)).toEqual(['', 'detected', null, 'inner']);
  });

  it('is text though its beginning ends inside a character, unless that is its end', () => {
    const cut = Buffer.from('é'.repeat(600_000)).subarray(0, 1_199_999);
    expect(read(cut, null, false)).toEqual(['text', 'detected', null, 'text']);
    expect(read(cut)).toEqual(['', 'detected', null, 'inner']);
  });

  it('follows a rule as far as it can, and says where it cannot', () => {
    expect(read(json, 'auto')).toEqual(['json', 'detected', null, 'json']);
    expect(read(json, 'text')).toEqual(['text', 'chosen', null, 'text']);
    expect(read(json, 'bytes')).toEqual(['', 'chosen', null, 'inner']);
    expect(read(json, 'cbor')).toEqual(['', 'chosen', 'too-large', 'inner']);
  });
});
