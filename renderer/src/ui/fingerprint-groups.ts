/** A fingerprint in groups of four bytes, so that a line ends between two of them and people compare group by group. */
export function fingerprintGroups(text: string): readonly string[] {
  return text.match(/(?:[0-9A-F]{2}:?){1,4}|.+/g) ?? [];
}
