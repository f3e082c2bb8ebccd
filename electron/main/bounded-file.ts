import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { fail, succeed, type Result } from '#contract/failure';

/** A file a person chose. Failure: file-unreadable (facts `fileName`; `reason` 'no-file', or 'too-large' with `limitBytes`). */
export async function readBounded(file: string, fileName: string, limitBytes: number): Promise<Result<Buffer>> {
  try {
    // Without O_NONBLOCK a named pipe would be waited for, until somebody writes into it.
    const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const facts = await handle.stat();
      if (!facts.isFile()) return fail('file-unreadable', '', { fileName, reason: 'no-file' });
      if (facts.size > limitBytes) return tooLarge(fileName, limitBytes);
      // The file may grow under us: no more than was measured is read.
      const bytes = Buffer.alloc(facts.size);
      const { bytesRead } = await handle.read(bytes, 0, facts.size, 0);
      return succeed(bytes.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return fail('file-unreadable', code, { fileName });
  }
}

export function tooLarge(fileName: string, limitBytes: number): Result<never> {
  return fail('file-unreadable', '', { fileName, reason: 'too-large', limitBytes });
}
