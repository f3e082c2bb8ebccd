import { fail, succeed, type Result } from '#contract/failure';
import { exchangeBounds } from '#contract/limits';

/** Values in a file: a list of 64 MB of `[]` would need gigabytes of memory. */
const mostValues = 5_000_000;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openers = new Set([0x5b, 0x7b]);
const closers = new Set([0x5d, 0x7d]);

/**
 * JSON text from outside, its size, depth and count of values looked at before anything is made of it. Failure:
 * import-unreadable with the fact `reason`: 'too-large' (with `limitBytes`), 'too-deep', 'too-many' or 'no-json'.
 */
export function readBoundedJson(bytes: Uint8Array): Result<unknown> {
  if (bytes.byteLength > exchangeBounds.fileBytes) return tooLarge(exchangeBounds.fileBytes);
  const refused = refusal(bytes);
  if (refused) return fail('import-unreadable', '', { reason: refused });
  try {
    return succeed(JSON.parse(new TextDecoder().decode(bytes)) as unknown);
  } catch {
    // The error's text quotes the file, which may hold a password.
    return fail('import-unreadable', '', { reason: 'no-json' });
  }
}

/** A file beyond a bound: it was not read. */
export function tooLarge(limitBytes: number): Result<never> {
  return fail('import-unreadable', '', { reason: 'too-large', limitBytes });
}

/** One pass without recursion. In UTF-8 no byte of a longer character looks like the ones that are counted. */
function refusal(bytes: Uint8Array): 'too-deep' | 'too-many' | null {
  let depth = 0;
  let values = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (inString) {
      if (byte === backslash) at += 1;
      else if (byte === quote) inString = false;
    } else if (byte === quote) {
      inString = true;
    } else if (byte === comma) {
      values += 1;
    } else if (openers.has(byte)) {
      values += 1;
      depth += 1;
      if (depth > exchangeBounds.depth) return 'too-deep';
    } else if (closers.has(byte)) {
      depth -= 1;
    }
    if (values > mostValues) return 'too-many';
  }
  return null;
}
