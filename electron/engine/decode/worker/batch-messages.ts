import type { MessageBatch, MessageToDecode } from '../message-to-decode';

/** The messages of a batch, one after the other. */
export function* batchMessages(batch: MessageBatch): Generator<MessageToDecode, void, undefined> {
  let start = 0;
  for (let place = 0; place < batch.ends.length; place += 1) {
    const end = batch.ends[place] ?? start;
    const topic = batch.topicOf[place] ?? 0;
    yield {
      topic: batch.topics[topic] ?? null,
      contentType: batch.contentTypes?.[place] ?? null,
      payload: batch.bytes.subarray(start, end),
      births: batch.births[topic] ?? []
    };
    start = end;
  }
}
