import { DecodeError } from '../decode-error';
import type { Decoder } from '../decoder';
import { NotationWriter } from '../notation-writer';
import { StructureLikeness } from '../structure-likeness';
import { MessagePackReader } from './messagepack-reader';

/** Of a large payload so many objects are looked at. */
const itemsLookedAt = 20_000;

/** MessagePack (github.com/msgpack/msgpack/blob/master/spec.md): one object, whole. */
export const messagepack: Decoder = {
  format: 'messagepack',
  score(bytes) {
    const likeness = new StructureLikeness();
    try {
      new MessagePackReader(bytes, likeness).read(itemsLookedAt);
    } catch (cause) {
      if (cause instanceof DecodeError) return 0;
      throw cause;
    }
    return likeness.score(bytes.length);
  },
  decode(bytes, { alive }) {
    const writer = new NotationWriter(alive);
    new MessagePackReader(bytes, writer).read();
    return { kind: 'json', text: writer.finish(), notation: true };
  }
};
