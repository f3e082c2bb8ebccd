export const jsonLineKind = { scalar: 0, open: 1, close: 2, emptyObject: 3, emptyArray: 4, flatArray: 5 } as const;
export type JsonLineKind = (typeof jsonLineKind)[keyof typeof jsonLineKind];

/** One line of a formatted JSON text: places in the source, no text. `nameStart === nameEnd`: it has no name. */
export interface JsonLine {
  readonly kind: JsonLineKind;
  readonly depth: number;
  readonly comma: boolean;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly start: number;
  readonly end: number;
}

const fewestLines = 64;
/** Room is made for so many at first: in short messages for few, and growing copies less. */
const usualLineBytes = 10;
const mostFirstLines = 262_144;

/**
 * The lines of a formatted JSON text in columns: 22 bytes a line, however many lines there are. The columns are for reading, up
 * to `count`; one that is added to may be replaced.
 */
export class JsonLineTable {
  kinds: Uint8Array;
  commas: Uint8Array;
  depths: Int32Array;
  nameStarts: Int32Array;
  nameEnds: Int32Array;
  starts: Int32Array;
  ends: Int32Array;
  count = 0;

  /** `textBytes`: of the text whose lines will be added. */
  constructor(textBytes = 0) {
    const lines = Math.max(fewestLines, Math.min(mostFirstLines, Math.ceil(textBytes / usualLineBytes)));
    this.kinds = new Uint8Array(lines);
    this.commas = new Uint8Array(lines);
    this.depths = new Int32Array(lines);
    this.nameStarts = new Int32Array(lines);
    this.nameEnds = new Int32Array(lines);
    this.starts = new Int32Array(lines);
    this.ends = new Int32Array(lines);
  }

  add(kind: JsonLineKind, depth: number, nameStart: number, nameEnd: number, start: number, end: number): void {
    const rank = this.count;
    if (rank === this.kinds.length) this.#grow(rank * 2);
    this.kinds[rank] = kind;
    this.commas[rank] = 0;
    this.depths[rank] = depth;
    this.nameStarts[rank] = nameStart;
    this.nameEnds[rank] = nameEnd;
    this.starts[rank] = start;
    this.ends[rank] = end;
    this.count = rank + 1;
  }

  /** The last line is followed by a comma. */
  addComma(): void {
    this.commas[this.count - 1] = 1;
  }

  /** Line `rank`, so far an opening bracket, takes in all lines after it. */
  close(rank: number, kind: JsonLineKind, end: number): void {
    this.kinds[rank] = kind;
    this.commas[rank] = 0;
    this.ends[rank] = end;
    this.count = rank + 1;
  }

  kind(rank: number): JsonLineKind {
    return (this.kinds[rank] ?? 0) as JsonLineKind;
  }

  line(rank: number): JsonLine {
    return {
      kind: this.kind(rank),
      depth: this.depths[rank] ?? 0,
      comma: this.commas[rank] === 1,
      nameStart: this.nameStarts[rank] ?? 0,
      nameEnd: this.nameEnds[rank] ?? 0,
      start: this.starts[rank] ?? 0,
      end: this.ends[rank] ?? 0
    };
  }

  #grow(lines: number): void {
    this.kinds = grown(this.kinds, new Uint8Array(lines));
    this.commas = grown(this.commas, new Uint8Array(lines));
    this.depths = grown(this.depths, new Int32Array(lines));
    this.nameStarts = grown(this.nameStarts, new Int32Array(lines));
    this.nameEnds = grown(this.nameEnds, new Int32Array(lines));
    this.starts = grown(this.starts, new Int32Array(lines));
    this.ends = grown(this.ends, new Int32Array(lines));
  }
}

function grown<T extends Uint8Array | Int32Array>(values: T, larger: T): T {
  larger.set(values);
  return larger;
}
