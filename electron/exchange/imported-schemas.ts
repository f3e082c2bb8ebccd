import { decodingBounds } from '#contract/limits';
import { cleanLine } from './clean-line';
import { JsonEntry } from './json-entry';
import type { ProblemList } from './problem-list';
import type { ReadSchema } from './read-profile';
import { schemaBounds } from './schema-bounds';

const longestName = 255;
const longestBase64 = Math.ceil(decodingBounds.schemaBytes / 3) * 4;
const base64Pattern = /^[A-Za-z0-9+/]*={0,2}$/;

/** The schema files of an export of ours: each content stands in it once, and connections name it. */
export class ImportedSchemas {
  readonly #contents = new Map<string, JsonEntry>();
  /** What was made of them; null: nothing. */
  readonly #bytes = new Map<string, Uint8Array | null>();
  #roomBytes: number = schemaBounds.bytes;
  #roomReferences: number = schemaBounds.references;

  constructor(file: JsonEntry) {
    for (const value of file.list('schemas').slice(0, schemaBounds.references)) {
      const entry = JsonEntry.of(value);
      const id = entry?.text('id') ?? null;
      if (entry && id !== null) this.#contents.set(id, entry);
    }
  }

  /** Those of one connection, no name twice. What of them cannot be had is told to `problems`. */
  of(connection: JsonEntry, problems: ProblemList): ReadSchema[] {
    const read = new Map<string, Uint8Array>();
    for (const value of connection.list('schemas')) {
      if (read.size === decodingBounds.schemas || this.#roomReferences === 0) {
        problems.add('schemas-many');
        break;
      }
      this.#roomReferences -= 1;
      const entry = JsonEntry.of(value);
      const name = fileName(entry?.text('name') ?? '');
      const id = entry?.text('file') ?? null;
      const bytes = id === null ? null : this.#read(id);
      if (name !== '' && id === null) problems.add('schema-missing', name);
      else if (name === '' || bytes === null || read.has(name)) problems.add('schema-contents', name);
      else read.set(name, bytes);
    }
    return [...read].map(([name, bytes]) => ({ name, bytes }));
  }

  #read(id: string): Uint8Array | null {
    const known = this.#bytes.get(id);
    if (known !== undefined) return known;
    const entry = this.#contents.get(id);
    const bytes = entry ? bytesOf(entry) : null;
    const fits = bytes !== null && bytes.length <= Math.min(decodingBounds.schemaBytes, this.#roomBytes);
    if (fits) this.#roomBytes -= bytes.length;
    this.#bytes.set(id, fits ? bytes : null);
    return fits ? bytes : null;
  }
}

/** Null: neither text nor Base64, or too long. */
function bytesOf(entry: JsonEntry): Uint8Array | null {
  const text = entry.text('text');
  if (text !== null) return text.length > decodingBounds.schemaBytes ? null : Buffer.from(text);
  const base64 = entry.text('base64');
  if (base64 === null || base64.length > longestBase64 || !base64Pattern.test(base64)) return null;
  return Buffer.from(base64, 'base64');
}

/** As a person would have chosen it: no folder, nothing that cannot be shown. */
function fileName(name: string): string {
  return cleanLine(name.slice(-longestName).replace(/^.*[\\/]/s, ''), longestName);
}
