/** What the scanner found. `more`: the slice is used up inside a token or white space; ask again. */
export const jsonToken = {
  end: 0,
  more: 1,
  openObject: 2,
  closeObject: 3,
  openArray: 4,
  closeArray: 5,
  comma: 6,
  colon: 7,
  string: 8,
  scalar: 9,
  /** The text ends inside a string, number or keyword. */
  unfinished: 10,
  invalid: 11
} as const;

export type JsonToken = (typeof jsonToken)[keyof typeof jsonToken];
