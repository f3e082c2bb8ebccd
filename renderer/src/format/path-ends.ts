import type { TopicEnds } from './topic-ends';

/** With the name before it the last one says more: while both are this short. */
const mostTailCharacters = 18;

/** Where the path of a field may be shortened: in the middle, keeping its last name or two with their indexes (`….alias 10.value`). */
export function pathEnds(path: string): TopicEnds {
  let tail = lastStep(path);
  const before = lastStep(path.slice(0, path.length - tail.length));
  if (before.length + tail.length <= mostTailCharacters) tail = before + tail;
  return { head: path.slice(0, path.length - tail.length), tail };
}

/** The last name of a path with its indexes, or a quoted name in brackets; all of it where it is neither. */
function lastStep(path: string): string {
  const name = /(?:^|\.)[^.[\]"]+(?:\[\d+\])*$/.exec(path)?.[0];
  return name ?? /\[(?:"(?:[^"\\]|\\.)*"|\d+)\]$/.exec(path)?.[0] ?? path;
}
