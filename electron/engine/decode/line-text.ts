import { isUtf8 } from 'node:buffer';
import { maxLineCharacters } from '#contract/document';
import type { LineText } from './body-lines';
import { displayBytes } from './display-bytes';
import { displayText } from '#contract/display-text';
import { wholeCharacters } from './whole-characters';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A line of more bytes than this may need its characters counted. */
export const longLineBytes = maxLineCharacters * 3;

/**
 * Some bytes of a body as one line: at most 4,000 characters of it, and how many more there are. Tabs stay tabs.
 * `characters` gives the length of a long line, counted once and kept: counting 256 MB takes a quarter of a second.
 */
export function lineText(bytes: Uint8Array, start: number, end: number, characters: () => number): LineText {
  // A UTF-16 unit takes one to three bytes of UTF-8: this many surely hold a full line.
  const whole = bytes.subarray(start, end);
  const near = whole.length > longLineBytes ? cutNear(whole) : whole;
  if (!isUtf8(near)) return invalidLine(whole);
  const text = decoder.decode(near);
  if (text.length <= maxLineCharacters) return { text: displayText(text, true), cutCharacters: 0 };
  // Never between the two halves of one character.
  const last = text.charCodeAt(maxLineCharacters - 1);
  const shown = text.slice(0, last >= 0xd800 && last <= 0xdbff ? maxLineCharacters - 1 : maxLineCharacters);
  return {
    text: displayText(shown, true),
    cutCharacters: (near === whole ? text.length : characters()) - shown.length
  };
}

function cutNear(bytes: Uint8Array): Uint8Array {
  const near = bytes.subarray(0, longLineBytes);
  return near.subarray(0, wholeCharacters(near));
}

/** Bytes that are no UTF-8: each is taken for one character. */
function invalidLine(bytes: Uint8Array): LineText {
  const shown = bytes.subarray(0, maxLineCharacters);
  return {
    text: displayBytes(shown, true),
    cutCharacters: bytes.length - shown.length
  };
}
