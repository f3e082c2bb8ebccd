/** A Variable Byte Integer has at most this many bytes [MQTT5 1.5.5]; 3.1.1 calls it Remaining Length [MQTT-2.2.3]. */
const longestBytes = 4;

/** How many bytes the integer at `at` has; 0: it goes on beyond `end`; -1: a fourth byte says that a fifth comes. */
export function variableLengthBytes(bytes: Uint8Array, at: number, end: number): number {
  for (let size = 1; size <= longestBytes; size += 1) {
    if (at + size > end) return 0;
    if ((bytes[at + size - 1] ?? 0) < 0x80) return size;
  }
  return -1;
}

/** The integer of `size` bytes at `at`. */
export function variableLength(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let byte = size - 1; byte >= 0; byte -= 1) value = value * 128 + ((bytes[at + byte] ?? 0) & 0x7f);
  return value;
}
