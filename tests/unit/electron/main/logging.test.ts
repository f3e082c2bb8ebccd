import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Log } from '../../../../electron/main/logging';
import { temporaryFolder } from '../storage/temporary-folder';

describe('Log', () => {
  it('keeps two files of at most 1 MB', () => {
    const folder = path.join(temporaryFolder(), 'logs');
    const log = new Log(folder, false);
    for (let line = 0; line < 900; line += 1) log.info(`${line} ${'x'.repeat(5_000)}`);
    expect(readdirSync(folder).sort()).toEqual(['treeline.log', 'treeline.log.old']);
    for (const name of readdirSync(folder))
      expect(statSync(path.join(folder, name)).size).toBeLessThanOrEqual(1_000_000);
    expect(readFileSync(log.file, 'utf8')).toContain(' info 899 x');
  });

  it('goes on where the last run stopped', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'treeline.log'), 'x'.repeat(999_990));
    new Log(folder, false).warn('new');
    expect(readFileSync(path.join(folder, 'treeline.log'), 'utf8')).toMatch(/^\S+ warn new\n$/);
  });

  it('lets no text pretend to be another line', () => {
    const folder = temporaryFolder();
    const log = new Log(folder, false);
    log.info('first\n2026-01-01T00:00:00.000Z bug forged');
    expect(
      readFileSync(log.file, 'utf8')
        .split('\n')
        .filter((line) => /^\d{4}-/.test(line))
    ).toHaveLength(1);
  });

  it('does without a disk', () => {
    const file = path.join(temporaryFolder(), 'no-folder');
    writeFileSync(file, '');
    expect(() => new Log(path.join(file, 'logs'), false).info('unheard')).not.toThrow();
  });
});
