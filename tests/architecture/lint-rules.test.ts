import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { ROOT } from './project-files';

// Plants a break of every rule that the house added to eslint and wants it found; beside it the form that is allowed.

const eslint = new ESLint({ cwd: ROOT });

async function rulesBroken(file: string, source: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(source, { filePath: path.join(ROOT, file) });
  return result?.messages.map(({ ruleId }) => ruleId) ?? [];
}

const svelte = (line: string): string =>
  `<script lang="ts">\n  ${line}\n  const x: X | null = null;\n</script>\n\n<p>{x}</p>\n`;
const IMPORTS = '@typescript-eslint/no-restricted-imports';

const BROKEN: [what: string, rule: string, file: string, source: string][] = [
  [
    'ipcMain outside of requests',
    IMPORTS,
    'electron/main/window.ts',
    "import { ipcMain } from 'electron';\nipcMain;\n"
  ],
  ['the contract by a path', IMPORTS, 'electron/engine/x.ts', "import '../contract/topic';\n"],
  ['a barrel', 'no-restricted-syntax', 'electron/engine/x.ts', "export * from './y';\n"],
  ['a re-export', 'no-restricted-syntax', 'electron/engine/x.ts', "export { y } from './y';\n"],
  ['innerHTML', 'no-restricted-syntax', 'renderer/src/x.ts', "document.body.innerHTML = '';\n"],
  ['{@html}', 'svelte/no-at-html-tags', 'renderer/src/ui/X.svelte', '<p>{@html "x"}</p>\n'],
  ['console', 'no-console', 'electron/engine/x.ts', "console.log('x');\n"],
  ['any', '@typescript-eslint/no-explicit-any', 'electron/engine/x.ts', 'export const x = (y: any) => y;\n'],
  ['a switch without an end', 'default-case', 'electron/engine/x.ts', 'switch (Date.now()) { case 1: break; }\n'],
  [
    'an unused exception',
    '',
    'electron/engine/x.ts',
    '// eslint-disable-next-line no-eval -- no need\nexport const x = 1;\n'
  ],
  [
    'an error that is expected without a reason',
    '@typescript-eslint/ban-ts-comment',
    'electron/engine/x.ts',
    '// @ts-expect-error\nexport const x = 1;\n'
  ],
  ['a focused test', 'no-restricted-syntax', 'tests/unit/x.test.ts', "it.only('x', () => {});\n"],
  [
    'a type of another pane',
    IMPORTS,
    'renderer/src/panes/inspector/X.svelte',
    svelte("import type { X } from '../topics/x';")
  ],
  [
    'a type of the client in a pane',
    IMPORTS,
    'renderer/src/panes/topics/X.svelte',
    svelte("import type { X } from '../../client/x';")
  ],
  [
    'a type of the contract in ui',
    IMPORTS,
    'renderer/src/ui/X.svelte',
    svelte("import type { X } from '#contract/topic';")
  ],
  ['a type of state in ui', IMPORTS, 'renderer/src/ui/X.svelte', svelte("import type { X } from '../state/x';")],
  [
    'a type import that still loads the file',
    '@typescript-eslint/no-import-type-side-effects',
    'renderer/src/state/x.ts',
    "import { type App } from '#contract/app';\nexport type X = App;\n"
  ]
];

const ALLOWED: [what: string, file: string, source: string][] = [
  [
    'ipcMain in requests',
    'electron/main/requests.ts',
    "import { ipcMain } from 'electron';\nexport const door = ipcMain;\n"
  ],
  ['console in scripts', 'scripts/x.mjs', "console.log('x');\n"],
  ['console in logging', 'electron/main/logging.ts', "console.log('x');\n"],
  [
    'state and contract in a pane',
    'renderer/src/panes/topics/X.svelte',
    svelte("import type { X } from '../../state/x';")
  ],
  ['a file of the same pane', 'renderer/src/panes/topics/X.svelte', svelte("import type { X } from './x';")]
];

describe('lint rules', () => {
  it.each(BROKEN)('find %s', async (_what, rule, file, source) => {
    expect((await rulesBroken(file, source)).map((id) => id ?? '')).toContain(rule);
  });

  it.each(ALLOWED)('allow %s', async (_what, file, source) => {
    expect(await rulesBroken(file, source)).toEqual([]);
  });
});
