import { describe, expect, it } from 'vitest';
import { Inbox } from '../../../../../electron/engine/link/inbox';
import { randomFrom } from '../../../../support/arrival';

/** An array of its own. */
function chunk(bytes: number, fill = 1): Uint8Array {
  return new Uint8Array(bytes).fill(fill);
}

describe('Inbox', () => {
  it('gives what came in order, with the time it was read, whatever the sizes', () => {
    const random = randomFrom(3);
    const inbox = new Inbox();
    const wanted: number[] = [];
    const got: number[] = [];
    let value = 0;
    let nowMs = 0;
    let bytes = 0;
    for (let round = 0; round < 20_000; round += 1) {
      if (random() < 0.6) {
        if (random() < 0.3) nowMs += 1;
        const size = random() < 0.02 ? 10_000 : Math.floor(random() * 40);
        value = (value + 1) % 251;
        inbox.add(chunk(size, value), nowMs);
        bytes += size;
        for (let byte = 0; byte < size; byte += 1) wanted.push(nowMs * 256 + value);
      } else {
        const { first, firstReadAtMs } = inbox;
        if (first !== null) {
          for (const byte of first) got.push(firstReadAtMs * 256 + byte);
          bytes -= first.length;
          inbox.shift();
        }
      }
      if (inbox.bytes !== bytes) expect(inbox.bytes).toBe(bytes);
    }
    for (; inbox.first !== null; inbox.shift())
      for (const byte of inbox.first) got.push(inbox.firstReadAtMs * 256 + byte);
    expect(inbox.bytes).toBe(0);
    expect(got.join()).toBe(wanted.join());
  });

  it('keeps no large buffer for a small view of it', () => {
    const inbox = new Inbox();
    const large = Buffer.alloc(65_536);
    inbox.add(large.subarray(100, 150), 1);
    inbox.add(large.subarray(0, 20_000), 1);
    inbox.add(large.subarray(0, 40_000), 1);
    const buffers: boolean[] = [];
    for (; inbox.first !== null; inbox.shift()) buffers.push(inbox.first.buffer === large.buffer);
    expect(buffers).toEqual([false, false, true]);
  });

  it('joins small chunks of one moment, also to one that is being looked at', () => {
    const inbox = new Inbox();
    inbox.add(chunk(10), 1);
    const before = inbox.first;
    inbox.add(chunk(20), 1);
    expect(inbox.first?.length).toBe(30);
    expect(inbox.first?.byteOffset).toBe(before?.byteOffset);
    inbox.add(chunk(20), 2);
    inbox.shift();
    expect(inbox.first?.length).toBe(20);
  });

  it('drops all', () => {
    const inbox = new Inbox();
    for (let round = 0; round < 10; round += 1) inbox.add(chunk(5_000), 1);
    inbox.clear();
    expect(inbox).toMatchObject({ bytes: 0, first: null });
    inbox.add(chunk(1), 1);
    expect(inbox.first?.length).toBe(1);
  });
});
