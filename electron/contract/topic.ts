/** Why a topic name cannot be published to, or a filter cannot be subscribed. Words in words/publish.ts. */
export type TopicProblem = 'empty' | 'wildcard' | 'null-character' | 'too-long' | 'wildcard-misplaced';

/** [MQTT-1.5.4]: a UTF-8 string is at most 65,535 bytes. */
const maxTopicBytes = 65_535;

/** [MQTT-4.7.1-1], [MQTT-4.7.3-1..3]: null when the name may be published to. */
export function topicNameProblem(name: string): TopicProblem | null {
  if (name === '') return 'empty';
  if (/[+#]/.test(name)) return 'wildcard';
  return lengthProblem(name);
}

/** [MQTT-4.7.1-2], [MQTT-4.7.1-3]: null when the filter may be subscribed. */
export function topicFilterProblem(filter: string): TopicProblem | null {
  if (filter === '') return 'empty';
  const levels = filter.split('/');
  for (const [index, level] of levels.entries()) {
    if (level.includes('#') && (level !== '#' || index !== levels.length - 1)) return 'wildcard-misplaced';
    if (level.includes('+') && level !== '+') return 'wildcard-misplaced';
  }
  return lengthProblem(filter);
}

function lengthProblem(text: string): TopicProblem | null {
  if (text.includes('\u0000')) return 'null-character';
  return utf8Bytes(text) > maxTopicBytes ? 'too-long' : null;
}

function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
