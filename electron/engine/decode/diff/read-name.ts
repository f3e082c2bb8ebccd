import type { JsonTree } from './json-tree';

/** The name of a value as it reads: escapes are what they stand for. Null: it has none. */
export function readName(tree: JsonTree, line: number): string | null {
  const written = tree.name(line);
  if (written === null || !written.includes('\\')) return written;
  try {
    const name: unknown = JSON.parse(`"${written}"`);
    return typeof name === 'string' ? name : written;
  } catch {
    // A bare word of a notation.
    return written;
  }
}
