import { isUtf8 } from 'node:buffer';
import { visit } from 'jsonc-parser';
import type { Preview } from '#contract/message';
import { looksBinary } from './binary-look';
import { compactJson } from './compact-json';
import { displayText } from './display-text';
import { wholeCharacters } from './whole-characters';

const previewBytes = 1_024;
const hexBytes = 24;
const maxCharacters = 240;
const maxFields = 24;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

type Field = readonly [string, string];

/**
 * One line about a payload (DESIGN.md 4), from at most the first 1 KB of `start`; null: it is no longer kept. `sizeBytes`
 * is the whole size.
 */
export function preview(start: Uint8Array | null, sizeBytes: number): Preview {
  if (sizeBytes === 0) return { kind: 'empty' };
  if (start === null) return { kind: 'not-kept' };
  const shown = start.subarray(0, previewBytes);
  const cut = sizeBytes > shown.length;
  const bytes = cut ? shown.subarray(0, wholeCharacters(shown)) : shown;
  if (!isUtf8(bytes) || looksBinary(bytes)) return { kind: 'binary', hex: hex(shown.subarray(0, hexBytes)) };
  const text = decoder.decode(bytes);
  const fields = /^[ \t\r\n]*\{/.test(text) ? readFields(text, cut) : [];
  return fields.length > 0 ? { kind: 'fields', fields } : { kind: 'text', text: shorten(text) };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** `goesOn`: there is more of it than `text`. */
function shorten(text: string, goesOn = false): string {
  const shown = displayText(text.slice(0, maxCharacters));
  return goesOn || text.length > maxCharacters ? `${shown}…` : shown;
}

/**
 * Names and values of a JSON object, values as written, never as JavaScript numbers; none when it is no JSON object.
 * A cut text may be wrong only where it ends, and a number or keyword that touches the cut is left out, not guessed.
 */
function readFields(text: string, cut: boolean): readonly Field[] {
  const fields: Field[] = [];
  let depth = 0;
  let name = '';
  let valueStart = -1;
  let wrong = false;
  const add = (value: string): void => {
    if (fields.length < maxFields) fields.push([shorten(name), value]);
    valueStart = -1;
  };
  const begin = (offset: number): void => {
    if (depth === 1) valueStart = offset;
    depth += 1;
  };
  const end = (offset: number, length: number): void => {
    depth -= 1;
    if (depth === 1) add(shorten(compactJson(Buffer.from(text.slice(valueStart, offset + length)))));
  };
  visit(
    text,
    {
      onObjectBegin: begin,
      onArrayBegin: begin,
      onObjectEnd: end,
      onArrayEnd: end,
      onObjectProperty: (property) => {
        if (depth === 1) name = property;
      },
      onLiteralValue: (value: unknown, offset, length) => {
        if (depth !== 1) return;
        const touchesCut = cut && offset + length === text.length;
        if (typeof value === 'string') add(shorten(value, touchesCut && !closed(text, offset)));
        else if (!touchesCut) add(shorten(text.slice(offset, offset + length)));
      },
      onError: (_error, offset, length) => {
        wrong ||= !cut || offset + length < text.length;
      }
    },
    { disallowComments: true, allowTrailingComma: false }
  );
  if (wrong) return [];
  if (valueStart >= 0) add(shorten(compactJson(Buffer.from(text.slice(valueStart))), true));
  return fields;
}

/** Whether the string literal that begins at `offset` ends with the text. */
function closed(text: string, offset: number): boolean {
  return /^"(?:[^"\\]|\\.)*"$/s.test(text.slice(offset));
}
