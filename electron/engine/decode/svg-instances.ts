import { XmlScanner, xmlToken } from './xml-scanner';

const identity = /\sid\s*=\s*["']([^"']*)["']/;
/** What `<use href="#a">`, `fill="url(#a)"` and the like draw once more. */
const reference = /(?:\shref|:href)\s*=\s*["']\s*#([^"']*)["']|url\(\s*["']?#([^)"']*)/g;

interface Element {
  own: number;
  readonly references: string[];
}

/**
 * How many elements an SVG comes to when what it refers to is drawn again wherever it is referred to; more than `most` is all
 * the same, and so is a ring, which resvg follows until it gives up. Thirty elements that each use the one before twice are a
 * billion.
 */
export function svgInstances(bytes: Uint8Array, most: number): number {
  const elements = readElements(bytes);
  const counts = new Map<Element, number>();
  const waiting: Element[] = [elements.root];
  const begun = new Set<Element>();
  while (waiting.length > 0) {
    const element = waiting.at(-1) ?? elements.root;
    const next = begun.has(element) ? undefined : element.references.flatMap((id) => elements.named.get(id) ?? []);
    begun.add(element);
    const unknown = next?.filter((target) => !begun.has(target)) ?? [];
    if (unknown.length > 0) {
      waiting.push(...unknown);
      continue;
    }
    waiting.pop();
    let count = element.own;
    for (const id of element.references) {
      const target = elements.named.get(id);
      // Begun and not counted: this element is inside it.
      count += target === undefined ? 0 : (counts.get(target) ?? most + 1);
      if (count > most) return count;
    }
    counts.set(element, count);
  }
  return counts.get(elements.root) ?? 0;
}

/** For each name the elements inside that element, itself included, and what they refer to. */
function readElements(bytes: Uint8Array): { readonly root: Element; readonly named: ReadonlyMap<string, Element> } {
  const scanner = new XmlScanner(bytes.subarray(bytes[0] === 0xef ? 3 : 0));
  const root: Element = { own: 0, references: [] };
  const named = new Map<string, Element>();
  const from = bytes[0] === 0xef ? 3 : 0;
  /** Of each open element: the nearest named one around or at it. */
  const open: Element[] = [root];
  for (;;) {
    const token = scanner.next();
    if (token === xmlToken.end || token === xmlToken.unfinished || token === xmlToken.invalid) return { root, named };
    if (token === xmlToken.close) {
      if (open.length > 1) open.pop();
      continue;
    }
    if (token !== xmlToken.open && token !== xmlToken.empty) continue;
    const tag = Buffer.from(bytes.subarray(from + scanner.start, from + scanner.end)).toString();
    const around = open.at(-1) ?? root;
    const id = identity.exec(tag)?.[1];
    const element: Element = id === undefined || named.has(id) ? around : { own: 0, references: [] };
    if (id !== undefined && element !== around) {
      named.set(id, element);
      around.references.push(id);
    }
    element.own += 1;
    for (const [, link, url] of tag.matchAll(reference)) element.references.push(link ?? url ?? '');
    if (token === xmlToken.open) open.push(element);
  }
}
