import type { MessageToDecode } from '../message-to-decode';
import type { ReadPayload } from '../read-payload';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Whether all words (lower case) stand in a message's decoded text or its topic, whatever their case there. */
export function messageMatches(message: MessageToDecode, words: readonly string[], read: () => ReadPayload): boolean {
  const topic = message.topic?.toLowerCase() ?? '';
  const missing = words.filter((word) => !topic.includes(word));
  if (missing.length === 0) return true;
  const { decoded } = read();
  if (decoded.kind === 'inner' || decoded.kind === 'image') return false;
  const text = decoder.decode(decoded.text).toLowerCase();
  return missing.every((word) => text.includes(word));
}
