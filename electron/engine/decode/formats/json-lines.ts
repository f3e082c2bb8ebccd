import { DecodeError } from '../decode-error';
import type { Decoder } from '../decoder';
import { jsonFault } from '../json-fault';
import { textFault } from '../text-fault';
import { wholeCharacters } from '../whole-characters';
import { firstByte, plainText } from '../plain-text';

const lineFeed = 0x0a;
const checkedBytes = 16_384;
const checkedLines = 8;
const containers: ReadonlySet<number> = new Set(Buffer.from('{['));
const never = (): void => undefined;

/** One JSON text a line (jsonlines.org, ndjson); empty lines are let pass. Found only where each line is an object or array. */
export const jsonLines: Decoder = {
  format: 'json-lines',
  score: (bytes) => {
    if (!containers.has(firstByte(bytes)) || !hasLineFeed(bytes)) return 0;
    const start = bytes.subarray(0, checkedBytes);
    const text = start.subarray(0, wholeCharacters(start));
    if (textFault(text, never) >= 0) return 0;
    let found = 0;
    for (const [from, end] of spans(text[0] === 0xef ? text.subarray(3) : text)) {
      if (found === checkedLines) break;
      const cut = end === text.length && text.length < bytes.length;
      const line = text.subarray(from, end);
      if (cut || firstByte(line) === 0) continue;
      if (!containers.has(firstByte(line)) || jsonFault(line, never) !== null) return 0;
      found += 1;
    }
    return found >= 2 ? 0.93 : 0;
  },
  decode: (bytes, context) => {
    const { text, from } = plainText(bytes, context.alive);
    let lines = 0;
    for (const [start, end] of spans(text)) {
      const line = text.subarray(start, end);
      if (isBlank(line)) continue;
      const fault = jsonFault(line, context.alive);
      if (fault !== null) throw new DecodeError(fault.code, from + start + fault.byte);
      lines += 1;
      if (lines % 256 === 0) context.alive();
    }
    if (lines === 0) throw new DecodeError('cut-short', bytes.length);
    return { kind: 'json-lines', text };
  }
};

/** As Buffer: a typed array's own search is slow, and long JSON on one line is common. */
function hasLineFeed(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(lineFeed);
}

function* spans(text: Uint8Array): Generator<readonly [number, number]> {
  for (let from = 0; from < text.length;) {
    const found = text.indexOf(lineFeed, from);
    const end = found < 0 ? text.length : found;
    yield [from, end];
    from = end + 1;
  }
}

function isBlank(line: Uint8Array): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
