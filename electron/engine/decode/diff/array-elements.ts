import { jsonLineKind } from '../json-line-table';
import { flatElements } from './flat-elements';
import type { JsonTree } from './json-tree';
import { sameBytes } from './same-bytes';
import type { WorkSteps } from './work-steps';

/** The elements of an array as places in its text. */
export class ArrayElements {
  readonly #tree: JsonTree;
  /** Start and end of each; of a container nothing, for it is no scalar. */
  readonly #places: Int32Array | readonly number[];

  constructor(tree: JsonTree, line: number) {
    this.#tree = tree;
    const open = tree.kind(line) === jsonLineKind.open;
    this.#places = open ? openPlaces(tree, line) : flatPlaces(tree, line);
  }

  get count(): number {
    return this.#places.length / 2;
  }

  /** Two scalars as written. */
  same(place: number, other: ArrayElements): boolean {
    const start = this.#places[place * 2] ?? 0;
    const end = this.#places[place * 2 + 1] ?? 0;
    const otherStart = other.#places[place * 2] ?? 0;
    const otherEnd = other.#places[place * 2 + 1] ?? 0;
    if (start === end) return false;
    return sameBytes(this.#tree.bytes, start, end, other.#tree.bytes, otherStart, otherEnd);
  }

  /** As written; empty: it is a container. */
  text(place: number): string {
    return this.#tree.bytes.toString('latin1', this.#places[place * 2], this.#places[place * 2 + 1]);
  }
}

/** The same number for the same scalar, as written; one of its own for what is a container, or what the shorter array does not have. */
export function elementNumbers(
  a: ArrayElements,
  b: ArrayElements,
  work: WorkSteps
): { readonly a: Int32Array; readonly b: Int32Array } {
  const known = new Map<string, number>();
  const number = (elements: ArrayElements, unknown: (text: string, place: number) => number): Int32Array => {
    const numbers = new Int32Array(elements.count);
    for (let place = 0; place < numbers.length; place += 1) {
      work.step();
      const text = elements.text(place);
      numbers[place] = (text === '' ? undefined : known.get(text)) ?? unknown(text, place);
    }
    return numbers;
  };
  const learn = (text: string, place: number): number => {
    if (text !== '') known.set(text, place);
    return place;
  };
  const leave = (_text: string, place: number): number => -1 - place;
  if (a.count <= b.count) return { a: number(a, learn), b: number(b, leave) };
  const numbers = number(b, learn);
  return { a: number(a, leave), b: numbers };
}

function flatPlaces(tree: JsonTree, line: number): readonly number[] {
  const places: number[] = [];
  flatElements(tree.bytes, tree.starts[line] ?? 0, (start, end) => places.push(start, end));
  return places;
}

function openPlaces(tree: JsonTree, line: number): Int32Array {
  const children = tree.children(line);
  const places = new Int32Array(children.length * 2);
  for (let place = 0; place < children.length; place += 1) {
    const child = children[place] ?? 0;
    const start = tree.starts[child] ?? 0;
    places[place * 2] = start;
    places[place * 2 + 1] = tree.kind(child) === jsonLineKind.scalar ? (tree.ends[child] ?? 0) : start;
  }
  return places;
}
