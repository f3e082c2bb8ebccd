import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFiles, readProjectFile, ROOT } from './project-files';

/** A new room or a new file at the top is a decision: it is made here and in docs/architecture.md. */
const ELECTRON_ROOMS = ['contract', 'demo', 'engine', 'exchange', 'main', 'preload', 'storage'];
const FOLDERS = ['.ci', '.github', 'docs', 'electron', 'renderer', 'scripts', 'tests'];
const FILES = [
  ...['.dependency-cruiser.cjs', '.gitattributes', '.gitignore', '.prettierignore', '.prettierrc.json'],
  ...['CHANGELOG.md', 'LICENSE', 'README.md'],
  ...['electron-builder.yml', 'eslint.config.js', 'knip.json', 'package-lock.json', 'package.json'],
  ...['playwright.config.ts', 'svelte.config.js', 'tsconfig.json', 'vite.config.ts', 'vitest.config.ts']
];

type TsConfig = { extends: string; compilerOptions: { types?: string[]; lib?: string[] } };

const config = (room: string): TsConfig => JSON.parse(readProjectFile(`${room}/tsconfig.json`)) as TsConfig;

describe('the house', () => {
  it('has no entry at the top beside the known ones', () => {
    const top = new Set(projectFiles().map((name) => name.split('/')[0] ?? ''));
    expect([...top].filter((name) => !FOLDERS.includes(name) && !FILES.includes(name))).toEqual([]);
  });

  it('has the rooms of the plan below electron/, each compiled in its own world', () => {
    const rooms = fs.readdirSync(path.join(ROOT, 'electron')).filter((name) => name !== 'build');
    expect(rooms.toSorted()).toEqual(ELECTRON_ROOMS);
    for (const room of ELECTRON_ROOMS) expect(config(`electron/${room}`).extends).toBe('../../tsconfig.json');
    for (const room of ['renderer', 'tests']) expect(config(room).extends).toBe('../tsconfig.json');
  });

  it('gives Node, Electron and the DOM to nobody who must not know them', () => {
    const worldOf = (room: string): string[] => {
      const { types = [], lib = [] } = config(room).compilerOptions;
      return [...types, ...(lib.includes('DOM') ? ['dom'] : [])].toSorted();
    };
    expect(worldOf('electron/contract')).toEqual([]);
    expect(worldOf('electron/engine')).toEqual(['node']);
    expect(worldOf('electron/storage')).toEqual(['node']);
    expect(worldOf('electron/exchange')).toEqual(['node']);
    expect(worldOf('electron/demo')).toEqual(['node']);
    expect(worldOf('electron/main')).toEqual(['electron', 'node']);
    expect(worldOf('electron/preload')).toEqual(['dom', 'electron']);
    expect(worldOf('renderer')).toEqual(['dom', 'svelte', 'vite/client']);
  });
});
