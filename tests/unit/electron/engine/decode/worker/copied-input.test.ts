import { describe, expect, it } from 'vitest';
import { copiedInput } from '../../../../../../electron/engine/decode/worker/copied-input';

describe('the input of a job', () => {
  it('is sent with bytes of its own, that can be handed over while the given ones stay', async () => {
    const whole = Uint8Array.from([9, 1, 2, 3, 9]);
    const input = {
      topics: ['a', null],
      bytes: whole.subarray(1, 4),
      ends: Uint32Array.of(1, 3),
      atMs: Float64Array.of(0.5),
      births: [[Buffer.from('x')], []],
      wish: { all: true }
    };
    const copied = await copiedInput(input, () => false);
    if (!copied) throw new Error('not copied');
    const received = structuredClone(copied.input, { transfer: copied.buffers });
    expect(received).toEqual({ ...input, births: [[Uint8Array.from([0x78])], []] });
    expect(received.bytes.buffer.byteLength).toBe(3);
    expect(copied.input.bytes.length).toBe(0);
    expect([...whole]).toEqual([9, 1, 2, 3, 9]);
  });

  it('is not copied to its end when nobody waits for it any more', async () => {
    let looks = 0;
    const isAborted = (): boolean => (looks += 1) > 2;
    expect(await copiedInput({ payload: new Uint8Array(400_000_000) }, isAborted)).toBeNull();
    expect(looks).toBe(3);
  });
});
