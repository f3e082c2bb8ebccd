/** Waits for what the test means: the first truthy answer of `check`. Fails with `what` after the limit. */
export async function waitUntil<T>(
  what: string | (() => string),
  check: () => T | Promise<T>,
  timeoutMs = 15_000
): Promise<Exclude<T, null | undefined | false | 0 | ''>> {
  const endsAtMs = performance.now() + timeoutMs;
  for (;;) {
    const found = await check();
    if (found) return found as Exclude<T, null | undefined | false | 0 | ''>;
    if (performance.now() > endsAtMs)
      throw new Error(`waited ${timeoutMs} ms in vain: ${typeof what === 'string' ? what : what()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
