import { displayText } from '#contract/display-text';

const maxCharacters = 240;

/** The beginning of a text on one line, safe to show. `goesOn`: there is more of it than `text`. */
export function previewText(text: string, goesOn = false): string {
  const shown = displayText(text.slice(0, maxCharacters));
  return goesOn || text.length > maxCharacters ? `${shown}…` : shown;
}
