import { decodingBounds } from '#contract/limits';
import { DecodeError } from '../decode-error';
import type { Decoder } from '../decoder';
import { firstByte, plainText } from '../plain-text';
import { runSteps } from '../run-steps';
import { textFault } from '../text-fault';
import { wholeCharacters } from '../whole-characters';
import { layOutXml } from '../xml-layout';
import { XmlLines } from '../xml-lines';

const checkedBytes = 65_536;
const less = 0x3c;
const never = (): void => undefined;
/** A beginning that is XML and nothing else, even where it turns out to be broken. */
const declaration = /^\uFEFF?<\?xml\s/;

/**
 * XML 1.0, well-formed, in UTF-8 without its byte order mark; formatted while that stays within `decodingBounds.decodedBytes`, else
 * as it came. Entities are shown as written and never expanded.
 */
export const xml: Decoder = {
  format: 'xml',
  score: (bytes) => {
    if (firstByte(bytes) !== less) return 0;
    const cut = bytes.length > checkedBytes;
    const start = bytes.subarray(0, checkedBytes);
    const text = cut ? start.subarray(0, wholeCharacters(start)) : start;
    if (textFault(text, never) >= 0) return 0;
    const plain = text[0] === 0xef ? text.subarray(3) : text;
    const { fault } = runSteps(layOutXml(plain, cut), never);
    if (fault === null) return 0.95;
    return declaration.test(Buffer.from(plain.subarray(0, 64)).toString()) ? 0.9 : 0;
  },
  decode: (bytes, context) => {
    const { text, from } = plainText(bytes, context.alive);
    const { table, fault } = runSteps(layOutXml(text, false), context.alive);
    if (fault !== null) throw new DecodeError(fault.code, fault.byte + from);
    return { kind: 'xml', text: formatted(new XmlLines(text, table), context.alive) ?? text };
  }
};

/** Null: it would be too large. */
function formatted(lines: XmlLines, alive: () => void): Uint8Array | null {
  let length = 0;
  for (let rank = 0; rank < lines.count; rank += 1) {
    length += lines.indent(rank).length + lines.bytes(rank).length + 1;
    if (length > decodingBounds.decodedBytes) return null;
    if (rank % 65_536 === 0) alive();
  }
  const text = Buffer.allocUnsafe(length - 1);
  let at = 0;
  for (let rank = 0; rank < lines.count; rank += 1) {
    if (rank > 0) at += text.write('\n', at);
    at += text.write(lines.indent(rank), at, 'latin1');
    text.set(lines.bytes(rank), at);
    at += lines.bytes(rank).length;
    if (rank % 65_536 === 0) alive();
  }
  return text;
}
