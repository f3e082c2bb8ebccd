import { topicFilterProblem } from '#contract/topic';

/** Whether a topic, split at its slashes, is one of the filter's. */
export type TopicFilter = (levels: readonly string[]) => boolean;

/**
 * An MQTT topic filter [MQTT-4.7.1-1..3]: `#` also matches its parent, and a filter that begins with a wildcard no topic
 * that begins with `$` [MQTT-4.7.2-1]. A filter that could not be subscribed matches nothing.
 */
export function topicFilter(filter: string): TopicFilter {
  if (topicFilterProblem(filter) !== null) return () => false;
  const wanted = filter.split('/');
  const open = wanted.at(-1) === '#';
  const fixed = open ? wanted.slice(0, -1) : wanted;
  const wildStart = wanted[0] === '#' || wanted[0] === '+';
  return (levels) => {
    if (open ? levels.length < fixed.length : levels.length !== fixed.length) return false;
    if (wildStart && levels[0]?.startsWith('$') === true) return false;
    return fixed.every((level, place) => level === '+' || level === levels[place]);
  };
}
