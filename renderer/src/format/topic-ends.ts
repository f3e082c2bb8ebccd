export interface TopicEnds {
  /** May be shortened; ends in `/` unless empty. */
  readonly head: string;
  /** The last two segments (or one, of a topic of two), never shortened. */
  readonly tail: string;
}

/** Where a long topic may be shortened: in the middle, keeping the last segments (DESIGN.md section 4). */
export function topicEnds(topic: string, kept = 2): TopicEnds {
  const segments = topic.split('/');
  const from = Math.max(segments.length - kept, Math.min(1, segments.length - 1));
  const tail = segments.slice(from).join('/');
  return { head: topic.slice(0, topic.length - tail.length), tail };
}
