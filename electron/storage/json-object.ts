/** A JSON object as read: its keys are anybody's, so it is only ever copied, never assigned into. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether nothing in it lies deeper than `levels`: what writes JSON recurses, and a hostile file must not overflow its stack. */
export function isWithinDepth(value: unknown, levels: number): boolean {
  let here: readonly unknown[] = [value];
  for (let depth = 0; here.length > 0; depth += 1) {
    if (depth > levels) return false;
    here = here.flatMap((each): unknown[] => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return true;
}
