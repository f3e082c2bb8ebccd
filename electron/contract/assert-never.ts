/** Ends a switch over a union: a case nobody handles is a compile error, and a bug that throws if it gets here anyway. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
