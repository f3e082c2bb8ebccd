import type { MessageProperties } from '#contract/message';

/** User properties for the clipboard, exactly as they came, one a line. Null: not all of them were read. */
export function userPropertiesText({ userProperties, userPropertyCount, readToEnd }: MessageProperties): string | null {
  if (!readToEnd || userProperties.length < userPropertyCount) return null;
  return userProperties.map(([name, value]) => `${name}\t${value}`).join('\n');
}
