import { expect, it } from 'vitest';
import { firmwareTransfer } from '../../../../../electron/demo/plant/firmware-transfer';
import { createRandom } from '../../../../../electron/demo/random';

it('sends an image in pieces with offset and total, and starts over', () => {
  const next = firmwareTransfer(createRandom(1, 'image'));
  const offsets = Array.from({ length: 513 }, () => {
    const chunk = next(0);
    if (!(chunk instanceof Uint8Array)) throw new Error('a chunk is bytes');
    const header = new DataView(chunk.buffer);
    expect(header.getUint32(4)).toBe(262_144);
    return header.getUint32(0);
  });
  expect(offsets.slice(0, 3)).toEqual([0, 512, 1_024]);
  expect(offsets[512]).toBe(0);
});
