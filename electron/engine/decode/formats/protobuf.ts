import type protobufjs from 'protobufjs';
import { DecodeError } from '../decode-error';
import type { Decoder } from '../decoder';
import { NotationWriter } from '../notation-writer';
import { runNested } from './nested-work';
import { ProtobufMessageWriter } from './protobuf-message';
import { ProtobufWire } from './protobuf-wire';

/**
 * Protobuf with the schemas of the profile: `findType` answers full names of message types, see schemas/message-types.ts. Only a rule
 * chooses it: any bytes could be some message.
 */
export function protobuf(findType: (name: string) => protobufjs.Type | null): Decoder {
  return {
    format: 'protobuf',
    score: () => 0,
    decode(bytes, { messageType, alive }) {
      const type = findType(messageType);
      if (type === null) throw new DecodeError('type-unknown', null, '', { type: messageType });
      const writer = new NotationWriter(alive);
      runNested(new ProtobufMessageWriter(new ProtobufWire(bytes, alive), writer).message(type, 0, bytes.length));
      return { kind: 'json', text: writer.finish(), notation: true };
    }
  };
}
