import { isUtf8 } from 'node:buffer';
import { displayText } from '#contract/display-text';

// A byte order mark is a character someone sent: it is shown, not swallowed.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes as safe text: UTF-8, and each byte that is none as `\xff`. For lines and previews, not for whole bodies. */
export function displayBytes(bytes: Uint8Array, keepTabs = false): string {
  if (isUtf8(bytes)) return displayText(decoder.decode(bytes), keepTabs);
  let shown = '';
  let start = 0;
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    shown += displayText(decoder.decode(bytes.subarray(start, at)), keepTabs);
    shown += `\\x${(bytes[at] ?? 0).toString(16).padStart(2, '0')}`;
    at += 1;
    start = at;
  }
  return shown + displayText(decoder.decode(bytes.subarray(start)), keepTabs);
}

/** Bytes of the UTF-8 character that starts here (RFC 3629, 4); 0 when there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  return lead >= 0xc2 && lead <= 0xf4 && isUtf8(bytes.subarray(at, at + length)) && at + length <= bytes.length
    ? length
    : 0;
}
