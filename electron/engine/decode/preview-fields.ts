import { compactJson } from './compact-json';
import { JsonGrammar, jsonRole } from './json-grammar';
import { JsonScanner } from './json-scanner';
import { jsonToken } from './json-token';
import { previewText } from './preview-text';
import { wholeCharacters } from './whole-characters';

const maxFields = 24;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

type Field = readonly [name: string, value: string];

/** The beginning of a text, of at most a few KB. */
interface Start {
  readonly bytes: Uint8Array;
  /** It goes on. */
  readonly cut: boolean;
  readonly notation: boolean;
}

/**
 * Names and values of a JSON object, values as written, never as JavaScript numbers; none when it is no JSON object.
 * A cut text may be wrong only where it ends, and a number or keyword that touches the cut is left out, not guessed.
 */
export function previewFields({ bytes, cut, notation }: Start): readonly Field[] {
  const scanner = new JsonScanner(bytes, 0, notation);
  const grammar = new JsonGrammar();
  const fields: Field[] = [];
  let name = '';
  let from = 0;
  const add = (value: string): void => {
    if (fields.length < maxFields) fields.push([previewText(name), value]);
  };
  for (let first = true; ; first = false) {
    const token = scanner.next();
    if (token === jsonToken.more) continue;
    if (token === jsonToken.end) break;
    if (first && token !== jsonToken.openObject) return [];
    const role = grammar.take(token);
    const { start, end } = scanner;
    if (role === jsonRole.wrong || (token === jsonToken.unfinished && !cut)) return [];
    const { depth } = grammar;
    if (token === jsonToken.unfinished) {
      // Half a value may be shown when it says that it goes on; half a number would be another one.
      const quoted = role === jsonRole.value && depth === 1 && bytes[start] === 0x22;
      if (quoted) add(previewText(unquoted(bytes.subarray(start, end)), true));
      break;
    }
    if (role === jsonRole.name && depth === 1) name = unquoted(bytes.subarray(start, end));
    else if (role === jsonRole.open && depth === 2) from = start;
    else if ((role === jsonRole.close || role === jsonRole.closeEmpty) && depth === 1) {
      add(previewText(compactJson(bytes.subarray(from, end), notation)));
    } else if (role === jsonRole.value && depth === 1) {
      const source = bytes.subarray(start, end);
      if (source[0] === 0x22) add(previewText(unquoted(source)));
      else if (!cut || end < bytes.length) add(previewText(decoder.decode(source)));
    }
  }
  if (!grammar.whole && !cut) return [];
  if (grammar.depth > 1) add(previewText(compactJson(bytes.subarray(from), notation), true));
  return fields;
}

/** What a string says; of one that is cut short, as far as it can be read. */
function unquoted(source: Uint8Array): string {
  const text = decoder.decode(source.subarray(0, wholeCharacters(source)));
  if (!text.startsWith('"')) return text;
  const inside = text.length > 1 && text.endsWith('"') && !endsEscaped(text) ? text : `${withoutHalfEscape(text)}"`;
  const value: unknown = JSON.parse(inside);
  return typeof value === 'string' ? value : text;
}

/** Whether the last quote belongs to an escape. */
function endsEscaped(text: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*\\"$/.test(text);
}

function withoutHalfEscape(text: string): string {
  return text.replace(/((?:^|[^\\])(?:\\\\)*)\\(?:u[0-9a-fA-F]{0,3})?$/, '$1');
}
