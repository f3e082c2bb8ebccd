/**
 * Whether valid UTF-8 is meant as text. Four bytes `00 00 00 05` are valid UTF-8 and no text; one NUL at the end of a
 * C string does not make a text binary.
 */
export function looksBinary(bytes: Uint8Array): boolean {
  let end = bytes.length;
  if (end > 1 && bytes[end - 1] === 0) end -= 1;
  let controls = 0;
  for (let at = 0; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x1b) controls += 1;
  }
  return controls * 10 > end;
}
