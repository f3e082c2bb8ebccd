import { compactJson } from './compact-json';
import { JsonGrammar, jsonRole } from './json-grammar';
import { JsonScanner } from './json-scanner';
import { jsonToken } from './json-token';
import { previewText } from './preview-text';

const mostFields = 24;
/** Times, types and aliases stand between the values. */
const readBytes = 4_096;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

type Field = readonly [name: string, value: string];

/** Names and values of a Sparkplug message's metrics, from the beginning of its notation (see sparkplug.ts). None: it has no metrics. */
export function metricFields(notation: Uint8Array): readonly Field[] {
  const bytes = notation.subarray(0, readBytes);
  const scanner = new JsonScanner(bytes, 0, true);
  const grammar = new JsonGrammar();
  const fields: Field[] = [];
  /** The names on the way: of the message, of the metric. */
  const names = ['', '', ''];
  let from = 0;
  const add = (value: string, goesOn = false): void => {
    fields.push([previewText(names[1] ?? ''), previewText(value, goesOn)]);
  };
  while (fields.length < mostFields) {
    const token = scanner.next();
    if (token === jsonToken.more) continue;
    const role = grammar.take(token);
    if (role === jsonRole.wrong || token === jsonToken.end) break;
    const { depth } = grammar;
    const { start, end } = scanner;
    if (token === jsonToken.unfinished) {
      if (role === jsonRole.value && depth === 3 && isValue(names))
        add(decoder.decode(bytes.subarray(start + 1)), true);
      break;
    }
    if (role === jsonRole.name && depth <= names.length) names[depth - 1] = nameOf(bytes.subarray(start, end));
    if (!isValue(names)) continue;
    // A word that touches the end may go on behind it.
    if (role === jsonRole.value && depth === 3 && end < bytes.length) {
      add(valueOf(bytes.subarray(start, end)));
    } else if (role === jsonRole.open && depth === 4) {
      from = start;
    } else if ((role === jsonRole.close || role === jsonRole.closeEmpty) && depth === 3) {
      add(compactJson(bytes.subarray(from, end), true));
    }
  }
  return fields;
}

function isValue(names: readonly string[]): boolean {
  return names[0] === 'metrics' && names[2] === 'value';
}

function nameOf(source: Uint8Array): string {
  return unquoted(decoder.decode(source));
}

function valueOf(source: Uint8Array): string {
  return source[0] === 0x22 ? unquoted(decoder.decode(source)) : decoder.decode(source);
}

function unquoted(text: string): string {
  const value: unknown = JSON.parse(text);
  return typeof value === 'string' ? value : text;
}
