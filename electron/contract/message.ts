import type { DecodeProblem } from './decoding';
import type { ImageFacts } from './image-facts';
import type { PayloadFormat } from './payload-format';

/** A PUBLISH's MQTT 5 properties [MQTT5 3.3.2.3]; user properties in received order, duplicates kept. */
export interface MessageProperties {
  readonly payloadIsUtf8: boolean | null;
  readonly messageExpirySeconds: number | null;
  readonly contentType: string | null;
  readonly responseTopic: string | null;
  readonly correlationData: Uint8Array | null;
  readonly subscriptionIds: readonly number[];
  /** The first thousand. */
  readonly userProperties: readonly (readonly [string, string])[];
  /** All that came, or, where the properties were not read to their end, as many as were come by. */
  readonly userPropertyCount: number;
  readonly readToEnd: boolean;
  /** As the broker sent it; the topic it stands for is the message's own. */
  readonly topicAlias: number | null;
}

/** What came with a kept message besides its payload. `seq` is the engine's own monotonic number. */
export interface MessageFacts {
  readonly seq: number;
  /** Epoch ms when its bytes were read from the socket, with microseconds behind the point. */
  readonly receivedAtMs: number;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly duplicate: boolean;
  readonly sizeBytes: number;
  /** With QoS 1 and 2 [MQTT-2.2.1]. */
  readonly packetId: number | null;
  /** As they came, without their own length. */
  readonly propertiesBytes: number;
  readonly properties: MessageProperties | null;
}

/** Text that came with a message, safe to show and no more of it than a person looks at. */
export interface ShownText {
  readonly text: string;
  /** Of all of it, and of what is shown of it. */
  readonly characters: number;
  readonly shownCharacters: number;
}

/** A message's properties, safe to show. */
export interface ShownProperties extends Omit<MessageProperties, 'contentType' | 'responseTopic' | 'userProperties'> {
  readonly contentType: ShownText | null;
  readonly responseTopic: ShownText | null;
  /** As they came, for copying. */
  readonly published: Pick<MessageProperties, 'contentType' | 'responseTopic'>;
  /** The response topic as it came; null: there is none, or it cannot be published to. */
  readonly replyTopic: string | null;
  /** At most the first 200. */
  readonly userProperties: readonly (readonly [ShownText, ShownText])[];
}

/** What came with a message, safe to show. */
export interface ShownFacts extends Omit<MessageFacts, 'properties'> {
  readonly properties: ShownProperties | null;
}

/** One line about a payload (DESIGN.md section 4), built from at most its first 1 KB. */
export type Preview =
  | { readonly kind: 'fields'; readonly fields: readonly (readonly [string, string])[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly hex: string }
  /** A picture; width and height are null where its beginning does not say them. */
  | {
      readonly kind: 'image';
      readonly mime: ImageFacts['mime'] | 'image/svg+xml';
      readonly widthPx: number | null;
      readonly heightPx: number | null;
      readonly sizeBytes: number;
    }
  /** Packed, and what is inside is not known. */
  | { readonly kind: 'packed'; readonly format: PayloadFormat; readonly sizeBytes: number }
  | { readonly kind: 'empty' }
  /** A rule says what it should be, and it is not that. */
  | { readonly kind: 'undecodable'; readonly problem: DecodeProblem; readonly messageType: string | null }
  /** The message is known, its payload had to make room. */
  | { readonly kind: 'not-kept' };

/** A time in which messages may be missing. Epoch ms. */
export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
  /** `offline`: not connected. `stopped`: this connection's process, or the whole computer, stood still. */
  readonly cause: 'offline' | 'stopped';
}

/** A row of the list of kept messages. */
export interface HistoryEntry extends MessageFacts {
  readonly preview: Preview;
  /** The gap between this message and the one before it of the same connection; null: none. */
  readonly gapBefore: Gap | null;
}
