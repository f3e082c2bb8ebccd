import * as zlib from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DecodeError } from '../../../../../electron/engine/decode/decode-error';
import { unpackWhole } from '../../../../../electron/engine/decode/unpacking';

vi.mock('node:zlib', { spy: true });

/** As Node's and Electron's zlib throw: a name of the fault as its code, in Electron without the library's prefix. */
function thrown(code: string, errno: number): Error {
  return Object.assign(new Error('Decompression failed'), { code, errno });
}

function problem(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error instanceof DecodeError ? error.code : error;
  }
  return null;
}

const alive = (): void => undefined;
const bytes = Buffer.from([0x1b, 0x0e, 0x00, 0x00, 0x24]);

describe('an error of Brotli', () => {
  afterEach(() => vi.restoreAllMocks());

  it.each(['ERR__ERROR_FORMAT_PADDING_1', 'ERR_PADDING_1', 'ERR_CL_SPACE', 'ERR_ARE_NAMED_ANEW', 'ERR_BROTLI_X'])(
    'is a problem of the bytes, and no bug, when it is called %s',
    (code) => {
      vi.mocked(zlib.brotliDecompressSync).mockImplementation(() => {
        throw thrown(code, -14);
      });
      expect(problem(() => unpackWhole('brotli', bytes, alive))).toBe('invalid');
    }
  );

  it('is what this runtime says for bytes that are none', () => {
    expect(problem(() => unpackWhole('brotli', Buffer.alloc(40, 0xff), alive))).toBe('invalid');
  });

  it('that is no error of unpacking stays a bug', () => {
    const bug = new TypeError('options is not an object');
    vi.mocked(zlib.brotliDecompressSync).mockImplementation(() => {
      throw bug;
    });
    expect(problem(() => unpackWhole('brotli', bytes, alive))).toBe(bug);
  });
});
