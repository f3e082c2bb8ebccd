interface NamedSeries {
  readonly topic: string;
  readonly path: string;
}

/** A name in its parts; empty: that part tells nothing apart. */
export interface SeriesLabel {
  readonly topic: string;
  readonly field: string;
  readonly text: string;
}

/** What a series is a line of: its field, or the last level of a topic whose payload is the number. */
export function seriesField({ topic, path }: NamedSeries): string {
  if (path !== '') return path;
  return topic.split('/').findLast((level) => level !== '') ?? topic;
}

/**
 * Names that tell series apart, as short as that allows: the field alone where no other topic has it, the part of the topic
 * that differs where all are of one field, else both.
 */
export function seriesLabels(series: readonly NamedSeries[]): readonly SeriesLabel[] {
  const alike = new Map<string, NamedSeries[]>();
  for (const one of series) {
    const members = alike.get(seriesField(one));
    if (members) members.push(one);
    else alike.set(seriesField(one), [one]);
  }
  const topicParts = new Map<NamedSeries, string>();
  for (const members of alike.values()) {
    const topics = members.map(({ topic }) => topic);
    if (new Set(topics).size === 1) continue;
    const parts = shortParts(differingParts(topics));
    for (const [index, member] of members.entries()) topicParts.set(member, parts[index] ?? '');
  }
  return series.map((one) => {
    const field = seriesField(one);
    const topic = topicParts.get(one);
    if (topic === undefined) return { topic: '', field, text: field };
    return alike.size === 1 ? { topic, field: '', text: topic } : { topic, field, text: `${topic} ${field}` };
  });
}

/** Topics without the levels that all begin with, and without those that all end with. */
export function differingParts(topics: readonly string[]): readonly string[] {
  const levels = topics.map((topic) => topic.split('/'));
  const shortest = Math.min(...levels.map(({ length }) => length));
  const alike = (place: (all: readonly string[]) => string | undefined): boolean =>
    new Set(levels.map(place)).size === 1;
  let head = 0;
  while (head < shortest - 1 && alike((all) => all[head])) head += 1;
  let tail = 0;
  while (head + tail < shortest - 1 && alike((all) => all[all.length - 1 - tail])) tail += 1;
  return levels.map((all) => all.slice(head, all.length - tail).join('/'));
}

/** Of parts of many levels the first level that no other has, as far as there is one: `1` of `room/1/climate` beside `room/2/climate`. */
function shortParts(parts: readonly string[]): readonly string[] {
  const levels = parts.map((part) => part.split('/'));
  const owners = new Map<string, number>();
  for (const level of levels.flatMap((all) => [...new Set(all)])) owners.set(level, (owners.get(level) ?? 0) + 1);
  return parts.map((part, index) => {
    const own = levels[index] ?? [];
    return own.length > 2 ? (own.find((level) => level !== '' && owners.get(level) === 1) ?? part) : part;
  });
}
