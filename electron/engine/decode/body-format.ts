import { isUtf8 } from 'node:buffer';
import { maxFormattedBytes, shownPartBytes, type BodyFormat } from '#contract/document';
import { looksBinary } from './binary-look';
import type { Steps } from './in-slices';
import { layOutJson } from './json-layout';
import type { JsonLineTable } from './json-line-table';
import { wholeCharacters } from './whole-characters';

const checkedBytes = 1_048_576;
const judgedBytes = 65_536;

/** What a body is, by its content alone, and its lines when it is JSON that can be formatted. */
export interface FoundFormat {
  readonly format: BodyFormat;
  readonly json: JsonLineTable | null;
}

/** `cut`: the bytes are the first part of a longer body. */
export function* findFormat(bytes: Uint8Array, cut: boolean, flatArrays: boolean): Steps<FoundFormat> {
  if (bytes.length === 0) return { format: 'empty', json: null };
  if (!(yield* isText(bytes))) return { format: 'binary', json: null };
  if (bytes.length <= maxFormattedBytes) {
    const json = yield* layOutJson(bytes, { cut, flatArrays });
    return { format: json ? 'json' : 'text', json };
  }
  const start = bytes.subarray(0, shownPartBytes);
  const begins = yield* layOutJson(start.subarray(0, wholeCharacters(start)), { cut: true, flatArrays });
  // More than 16 MB that begin with a number or a quoted word are more likely lines of text.
  return { format: begins && begins.count > 1 ? 'json' : 'text', json: null };
}

function* isText(bytes: Uint8Array): Steps<boolean> {
  for (let from = 0; from < bytes.length;) {
    const part = bytes.subarray(from, from + checkedBytes);
    const last = from + part.length === bytes.length;
    const length = last ? part.length : wholeCharacters(part);
    if (!isUtf8(part.subarray(0, length))) return false;
    from += length;
    yield;
  }
  return !looksBinary(bytes.subarray(0, judgedBytes));
}
