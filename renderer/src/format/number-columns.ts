/** What stands in every row beside the columns this divides: the change, gaps and the pane's edges. */
const changePx = 68;
const aroundPx = 2 * 12 + 3 * 8;
/** Monospaced at 12 px. */
const characterPx = 7.25;
const lineMostPx = 148;
const lineLeastPx = 40;
const valueLeastPx = 60;
const valueMostPx = 150;
/** A name of this many characters is read whole before a value gets more than its least. */
const nameCharacters = 13;

/**
 * Widths of the columns of lines and of values in a list of numbers this wide, so that names are read: lines give way first,
 * then long values. What is left is the names'.
 */
export function numberColumns(
  widthPx: number,
  longestName: number,
  longestValue: number
): { readonly linePx: number; readonly valuePx: number } {
  const freePx = Math.max(0, widthPx - changePx - aroundPx);
  const nameLeastPx = Math.ceil(Math.min(longestName, nameCharacters) * characterPx);
  const wantedPx = Math.min(valueMostPx, Math.max(valueLeastPx, Math.ceil(longestValue * characterPx)));
  const valuePx = Math.max(valueLeastPx, Math.min(wantedPx, freePx - lineLeastPx - nameLeastPx));
  const sparePx = freePx - valuePx - Math.ceil(longestName * characterPx);
  return { linePx: Math.max(lineLeastPx, Math.min(lineMostPx, sparePx)), valuePx };
}
