import { DecodeError } from '../decode-error';
import type { Decoder } from '../decoder';
import { NotationWriter } from '../notation-writer';
import { StructureLikeness } from '../structure-likeness';
import { CborReader, isSelfDescribed } from './cbor-reader';

/** Of a large payload so many items are looked at. */
const itemsLookedAt = 20_000;

/** CBOR [RFC 8949]: one data item, whole. A sequence [RFC 8742] is one item with bytes left over. */
export const cbor: Decoder = {
  format: 'cbor',
  score(bytes) {
    const likeness = new StructureLikeness();
    try {
      new CborReader(bytes, likeness).read(itemsLookedAt);
    } catch (cause) {
      if (cause instanceof DecodeError) return 0;
      throw cause;
    }
    if (isSelfDescribed(bytes)) return 0.9;
    // text in UTF-8 often begins as a tag does, and no device we know of tags its outermost item otherwise
    return (bytes[0] ?? 0) >> 5 === 6 ? 0 : likeness.score(bytes.length);
  },
  decode(bytes, { alive }) {
    const writer = new NotationWriter(alive);
    new CborReader(bytes, writer).read();
    return { kind: 'json', text: writer.finish(), notation: true };
  }
};
