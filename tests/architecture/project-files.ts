import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** Paths below ROOT that belong to the project: tracked, or new and not ignored. */
export function projectFiles(): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const listed = execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 }).split('\0');
  // a deleted file stays listed until the deletion is committed
  return listed.filter((name) => name !== '' && fs.existsSync(path.join(ROOT, name)));
}

export const sourceFiles = (): string[] => projectFiles().filter((name) => /^(electron|renderer|scripts)\//.test(name));

export const readProjectFile = (name: string): string => fs.readFileSync(path.join(ROOT, name), 'utf8');
