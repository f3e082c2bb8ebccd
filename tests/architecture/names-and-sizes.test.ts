import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFiles, readProjectFile, sourceFiles } from './project-files';

const WALL_LINES = 400;
const CODE = /\.(ts|mjs|cjs|js|svelte|css)$/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const PASCAL = /^([A-Z][a-z0-9]*)+$/;

/** Names that say nothing about what is inside (R9); the second half may still qualify another word (roving-index). */
const EMPTY_WORDS = /(^|-)(utils?|helpers?|misc|managers?)(-|$)|^(common|services?|types|index)$/i;
/** Their tools want these names. */
const NAMED_BY_TOOLS = new Set(['renderer/index.html', 'renderer/src/App.svelte']);

function tooLong(name: string, source: string): string | undefined {
  const lines = source.split('\n').length - 1;
  return lines > WALL_LINES ? `${name}: ${lines} lines` : undefined;
}

function misnamed(name: string): string | undefined {
  if (NAMED_BY_TOOLS.has(name)) return undefined;
  const extension = path.extname(name);
  const stem = path.basename(name).replace(/\.(svelte\.ts|test\.ts|spec\.ts|bench-test\.ts|[^.]+)$/, '');
  const dotted = stem.replace(/^\./, '');
  if (EMPTY_WORDS.test(dotted)) return `${name}: an empty word`;
  if (extension === '.svelte') return PASCAL.test(stem) ? undefined : `${name}: not PascalCase`;
  if (!CODE.test(name)) return undefined;
  return KEBAB.test(stem) ? undefined : `${name}: not kebab-case`;
}

/** Folders are words too. */
function misnamedFolder(name: string): string | undefined {
  const bad = path
    .dirname(name)
    .split('/')
    .find((folder) => EMPTY_WORDS.test(folder));
  return bad === undefined ? undefined : `${name}: folder ${bad} is an empty word`;
}

/** A file may export a shape and the functions on it; two classes are two concepts (R8). */
function twoConcepts(name: string, source: string): string | undefined {
  const classes = [...source.matchAll(/^export (?:abstract )?class (\w+)/gm)].map(([, word]) => word);
  return classes.length > 1 ? `${name}: ${classes.join(', ')}` : undefined;
}

/** A lint exception names its rule and its reason (R15). */
function unexplained(source: string): string[] {
  return [...source.matchAll(/eslint-disable\S*([^\n]*)/g)]
    .filter(([, rest = '']) => !/^ +[\w@/-]+.* -- \S/.test(rest))
    .map(([line]) => line);
}

const found = (check: (name: string) => string | undefined, names: string[]): string[] =>
  names.map(check).filter((problem) => problem !== undefined);

describe('names and sizes', () => {
  it('keep every source file below the wall', () => {
    const sources = sourceFiles().filter((name) => CODE.test(name));
    expect(sources.length).toBeGreaterThan(50);
    expect(found((name) => tooLong(name, readProjectFile(name)), sources)).toEqual([]);
  });

  it('keep one exported class per file', () => {
    const sources = sourceFiles().filter((name) => CODE.test(name));
    expect(found((name) => twoConcepts(name, readProjectFile(name)), sources)).toEqual([]);
  });

  it('are kebab-case for code, PascalCase for components, and words of the field', () => {
    const named = projectFiles().filter((name) => /^(electron|renderer|scripts|tests)\//.test(name));
    expect(found(misnamed, named)).toEqual([]);
    expect(found(misnamedFolder, named)).toEqual([]);
  });

  it('leave no lint exception without its rule and reason', () => {
    const code = projectFiles().filter((name) => CODE.test(name) && !name.startsWith('tests/architecture/'));
    expect(code.flatMap((name) => unexplained(readProjectFile(name)).map((line) => `${name}: ${line}`))).toEqual([]);
  });

  it('are seen when they break the rules', () => {
    expect(tooLong('a.ts', 'x\n'.repeat(401))).toBe('a.ts: 401 lines');
    expect(tooLong('a.ts', 'x\n'.repeat(400))).toBeUndefined();
    expect(twoConcepts('a.ts', 'export class A {}\nexport class B {}\n')).toBe('a.ts: A, B');
    expect(twoConcepts('a.ts', 'export class A {}\nclass B {}\n')).toBeUndefined();
    const bad = ['electron/main/topicTree.ts', 'renderer/src/ui/big-button.svelte', 'electron/engine/link-utils.ts'];
    expect(found(misnamed, [...bad, 'electron/main/window-place.ts', 'renderer/src/ui/Button.svelte'])).toHaveLength(3);
    expect(misnamed('renderer/src/state/tree.svelte.ts')).toBeUndefined();
    expect(misnamedFolder('electron/helpers/x.ts')).toContain('helpers');
    expect(unexplained('// eslint-disable-next-line no-console')).toHaveLength(1);
    expect(unexplained('// eslint-disable-next-line\n')).toHaveLength(1);
    expect(unexplained('// eslint-disable-next-line no-console -- the last words of a dying process')).toEqual([]);
  });
});
