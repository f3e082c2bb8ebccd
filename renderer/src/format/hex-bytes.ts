/** `7f 3a 91 c4`, at most `most` bytes. */
export function hexBytes(bytes: Uint8Array, most = 64): string {
  const shown = [...bytes.subarray(0, most)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return bytes.length > most ? `${shown} …` : shown;
}
