/** A command is small; more than this is refused unread. */
export const MAX_COMMAND_BYTES = 4_096;

/** The value of a command: JSON `{field: value}`, a bare JSON value, or plain text. */
export function valueIn(text: string, field: string): unknown {
  const trimmed = text.trim();
  let parsed: unknown;
  try {
    parsed = JSON.parse(trimmed);
  } catch {
    return trimmed;
  }
  if (typeof parsed !== 'object' || parsed === null) return parsed;
  return Object.getOwnPropertyDescriptor(parsed, field)?.value;
}

/** A number within bounds, else undefined. */
export function numberIn(text: string, field: string, low: number, high: number): number | undefined {
  const value = valueIn(text, field);
  return typeof value === 'number' && value >= low && value <= high ? value : undefined;
}

/** One of the allowed words in any case, else undefined. */
export function wordIn<Word extends string>(text: string, field: string, allowed: readonly Word[]): Word | undefined {
  const value = valueIn(text, field);
  if (typeof value !== 'string') return undefined;
  return allowed.find((word) => word.toLowerCase() === value.toLowerCase());
}
