import { expect, it } from 'vitest';
import { asarArchive } from '../../../scripts/asar.mjs';

/** Reads as Electron does: the header's length stands at byte 12, bodies begin after the padded header. */
function read(archive: Buffer, name: string): string {
  const json = archive.subarray(16, 16 + archive.readUInt32LE(12)).toString();
  const { files } = JSON.parse(json) as { files: Record<string, { size: number; offset: string }> };
  const entry = files[name];
  if (entry === undefined) throw new Error(`${name} is not in the archive`);
  const start = 8 + archive.readUInt32LE(4) + Number(entry.offset);
  return archive.subarray(start, start + entry.size).toString();
}

it('holds every file whole', () => {
  const archive = asarArchive({ 'package.json': '{}', 'main.cjs': 'naïve()', empty: '' });
  expect(read(archive, 'package.json')).toBe('{}');
  expect(read(archive, 'main.cjs')).toBe('naïve()');
  expect(read(archive, 'empty')).toBe('');
});
