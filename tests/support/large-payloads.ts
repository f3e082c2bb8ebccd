import { createCipheriv, createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** The same bytes each time, with no pattern in them: a cipher over zeros. */
export function seededBytes(sizeBytes: number): Buffer {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), Buffer.alloc(16));
  return cipher.update(Buffer.alloc(sizeBytes));
}

/** A list of readings of exactly this size, whose last line says that it is the last. */
export function largeJson(sizeBytes: number): Buffer {
  const end = '{"last":true}]}';
  const parts: string[] = ['{"readings":['];
  let length = parts[0]?.length ?? 0;
  for (let n = 0; ; n += 1) {
    const part = `{"n":${n},"value":${(n * 7919) % 1_000}.5,"unit":"bar"},`;
    if (length + part.length + end.length > sizeBytes) break;
    parts.push(part);
    length += part.length;
  }
  return Buffer.from(`${parts.join('')}${' '.repeat(sizeBytes - length - end.length)}${end}`);
}

/** Of a file, in hex. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
