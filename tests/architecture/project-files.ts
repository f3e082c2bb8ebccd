import fs from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');

/** Made by the commands, never committed: what .gitignore names as folders, and git's own. */
const MADE = new Set(['.git', ...ignoredFolders()]);

/** Paths below ROOT that belong to the project. Read from disk: a machine that only runs the tests may have no git. */
export function projectFiles(): string[] {
  const found: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true })) {
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory() && !MADE.has(entry.name)) folders.push(name);
      else if (entry.isFile() && !entry.name.endsWith('.log')) found.push(name);
    }
  }
  return found.sort();
}

function ignoredFolders(): string[] {
  const lines = fs.readFileSync(path.join(ROOT, '.gitignore'), 'utf8').split('\n');
  return lines.filter((line) => line.endsWith('/')).map((line) => line.slice(0, -1));
}

export const sourceFiles = (): string[] => projectFiles().filter((name) => /^(electron|renderer|scripts)\//.test(name));

export const readProjectFile = (name: string): string => fs.readFileSync(path.join(ROOT, name), 'utf8');
