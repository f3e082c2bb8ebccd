import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SchemaFiles } from '../../../../electron/storage/schema-files';
import { temporaryFolder } from './temporary-folder';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function kept(files: SchemaFiles, text: string): Promise<string> {
  const id = await files.keep(bytes(text));
  if (!id.ok) throw new Error(id.failure.code);
  return id.value;
}

describe('SchemaFiles', () => {
  it('gives back what it was given, once for the same bytes', async () => {
    const folder = join(temporaryFolder(), 'schemas');
    const files = new SchemaFiles(folder);
    const id = await kept(files, 'syntax = "proto3";');
    expect(await kept(files, 'syntax = "proto3";')).toBe(id);
    expect(readdirSync(folder)).toEqual([id]);
    expect(Buffer.from((await new SchemaFiles(folder).read(id)) ?? []).toString()).toBe('syntax = "proto3";');
  });

  it('gives back nothing that is gone, changed on disk or outside its folder', async () => {
    const folder = temporaryFolder();
    const files = new SchemaFiles(join(folder, 'schemas'));
    const id = await kept(files, 'one');
    writeFileSync(join(folder, 'schemas', id), 'another');
    writeFileSync(join(folder, 'secret'), 'x');
    expect(await files.read(id)).toBeNull();
    expect(await files.read('0'.repeat(64))).toBeNull();
    expect(await files.read('../secret')).toBeNull();
  });

  it('lets go of what no profile has', async () => {
    const folder = join(temporaryFolder(), 'schemas');
    const files = new SchemaFiles(folder);
    const one = await kept(files, 'one');
    await kept(files, 'two');
    await files.sweep(new Set([one]));
    expect(readdirSync(folder)).toEqual([one]);
    await new SchemaFiles(join(folder, 'missing')).sweep(new Set());
  });

  it('says so when the disk takes nothing', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'taken'), '');
    expect(await new SchemaFiles(join(folder, 'taken')).keep(bytes('x'))).toMatchObject({
      failure: { code: 'profiles-unwritable' }
    });
  });
});
