import type { Result } from '#contract/failure';

/**
 * Reads what is open in the decode worker. Where it is not, because its worker had to be ended, `openAgain` brings it back (or
 * says that it cannot) and it is read once more.
 */
export async function readAgain<T>(
  read: () => Promise<Result<T>>,
  openAgain: () => Promise<boolean>
): Promise<Result<T>> {
  const first = await read();
  if (first.ok || first.failure.code !== 'not-kept' || !(await openAgain())) return first;
  return read();
}
