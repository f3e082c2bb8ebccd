import { describe, expect, it } from 'vitest';
import { Float64Column } from '../../../../../electron/engine/store/float64-column';
import { Int32Column } from '../../../../../electron/engine/store/int32-column';
import { Uint32Column } from '../../../../../electron/engine/store/uint32-column';
import { Uint8Column } from '../../../../../electron/engine/store/uint8-column';

describe.each([
  { name: 'Int32Column', column: new Int32Column(), largest: 2_147_483_647, entryBytes: 4 },
  { name: 'Uint32Column', column: new Uint32Column(), largest: 4_294_967_295, entryBytes: 4 },
  { name: 'Float64Column', column: new Float64Column(), largest: Number.MAX_SAFE_INTEGER, entryBytes: 8 },
  { name: 'Uint8Column', column: new Uint8Column(), largest: 255, entryBytes: 1 }
])('$name', ({ column, largest, entryBytes }) => {
  it('grows in pages, keeps what it held, starts new entries at 0', () => {
    expect(column.memoryBytes).toBe(0);
    column.reserve(1);
    column.set(65_535, largest);
    column.reserve(65_537);
    expect(column.memoryBytes).toBe(2 * 65_536 * entryBytes);
    expect([column.get(0), column.get(65_535), column.get(65_536)]).toEqual([0, largest, 0]);
    column.add(65_536, 3);
    column.add(65_536, 4);
    expect(column.get(65_536)).toBe(7);
    expect(column.get(65_535)).toBe(largest);
    column.reserve(5);
    expect(column.memoryBytes).toBe(2 * 65_536 * entryBytes);
  });

  it('throws beyond what was reserved', () => {
    expect(() => column.get(10_000_000)).toThrow();
    expect(() => column.set(-1, 1)).toThrow();
    expect(() => column.add(10_000_000, 1)).toThrow();
  });
});
