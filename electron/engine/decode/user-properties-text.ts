import { longestCopiedCharacters } from '#contract/limits';
import type { MessageProperties } from '#contract/message';

/** User properties for the clipboard, exactly as they came, one a line. Null: not all of them can be copied. */
export function userPropertiesText({ userProperties, userPropertyCount, readToEnd }: MessageProperties): string | null {
  if (!readToEnd || userProperties.length < userPropertyCount) return null;
  const text = userProperties.map(([name, value]) => `${name}\t${value}`).join('\n');
  return text.length > longestCopiedCharacters ? null : text;
}
