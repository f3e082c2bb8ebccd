import type { TopicEnds } from './topic-ends';

/** Where the path of a field may be shortened: in the middle, keeping its last name with the index behind it (`….v[0]`). */
export function pathEnds(path: string): TopicEnds {
  const tail =
    /(?:^|\.)[^.[\]"]+(?:\[\d+\])*$/.exec(path)?.[0] ?? /\[(?:"(?:[^"\\]|\\.)*"|\d+)\]$/.exec(path)?.[0] ?? path;
  return { head: path.slice(0, path.length - tail.length), tail };
}
