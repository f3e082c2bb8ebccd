import type { StoreReader } from '../store/store-reader';

/** What batches of messages are made from. `contentTypeOf` reads MQTT 5 properties as they came; `births`: see SparkplugContext. */
export interface BatchSource {
  readonly store: Pick<StoreReader, 'kept' | 'order'>;
  readonly contentTypeOf: (properties: Uint8Array) => string | null;
  readonly births: { birthsAt(node: number, seq: number): readonly Uint8Array[] };
}
