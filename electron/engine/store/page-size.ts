/** Everything numbered grows in pages of this many entries: no doubling, so no copy of millions in one go. */
export const pageBits = 16;
export const pageEntries = 1 << pageBits;
export const pageMask = pageEntries - 1;
