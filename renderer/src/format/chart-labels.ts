/** A name in its parts; empty: that part tells nothing apart. */
export interface SeriesLabel {
  readonly topic: string;
  readonly field: string;
  readonly text: string;
}

/**
 * Names that tell series apart, as short as that allows: the field alone where all are of one topic, the part of the topic that
 * differs where all are of one field, else both.
 */
export function seriesLabels(
  series: readonly { readonly topic: string; readonly path: string }[],
  wholePayload: string
): readonly SeriesLabel[] {
  const field = (path: string): string => (path === '' ? wholePayload : path);
  if (new Set(series.map(({ topic }) => topic)).size <= 1)
    return series.map(({ path }) => ({ topic: '', field: field(path), text: field(path) }));
  const topics = differingParts(series.map(({ topic }) => topic));
  const oneField = new Set(series.map(({ path }) => path)).size === 1;
  return series.map(({ path }, index) => {
    const topic = topics[index] ?? '';
    if (oneField || path === '') return { topic, field: '', text: topic };
    return { topic, field: path, text: `${topic} ${path}` };
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
