import fs from 'node:fs';
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

// dependency-cruiser reads a .svelte file after compilation, where type imports are gone, and it resolves away how a
// name was spelled. So the spelling of walls (R6), and R5 for type imports inside .svelte files, stand here.

const CONTRACT_BY_NAME = { group: ['**/contract/*', '**/contract/**'], message: 'Write #contract/<file> (R6).' };
const NO_BARREL_TARGET = { regex: '(^|/)(index|\\.{1,2})$', message: 'There are no barrels (R6): name the file.' };
const IPC_MAIN = {
  name: 'electron',
  importNames: ['ipcMain'],
  message: 'Requests come in by one door: main/requests.ts (R2).'
};

/** A later block replaces the rule whole, so each set of files names all it may not import. */
const restrictImports = (patterns, paths = []) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { paths, patterns: [NO_BARREL_TARGET, ...patterns] }]
});

/** A folder of the page and the folders that it may not name, not even for their types. */
const pageFolder = (folder, forbidden, message, more = []) => ({
  files: [`renderer/src/${folder}/**/*.{ts,svelte}`],
  rules: restrictImports([CONTRACT_BY_NAME, { regex: `^(\\.\\./)+(${forbidden.join('|')})/`, message }, ...more])
});

const NO_CONTRACT = { regex: '^#contract/', message: 'ui knows no MQTT word (R5).' };

/** Each pane with all the others: panes are strangers. */
function panes() {
  const folder = new URL('renderer/src/panes/', import.meta.url);
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return names.map((pane) => {
    const others = names.filter((name) => name !== pane);
    const message = 'What two panes need is state, ui or format (R5); the client is behind state.';
    return pageFolder(`panes/${pane}`, ['client', ...others.flatMap((name) => [name, `panes/${name}`])], message);
  });
}

const HTML_SINK = 'Everything from outside is hostile: text nodes only.';
const BARRELS = [
  { selector: 'ExportAllDeclaration', message: 'There are no barrels (R6).' },
  { selector: 'ExportNamedDeclaration[source]', message: 'There are no barrels (R6): export where it is written.' }
];
const NOWHERE = [
  {
    selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|srcdoc)$/]',
    message: HTML_SINK
  },
  {
    selector: 'CallExpression[callee.object.name="document"][callee.property.name=/^write(ln)?$/]',
    message: HTML_SINK
  },
  {
    selector: 'MemberExpression[object.name=/^(it|test|describe|suite|bench)$/][property.name="only"]',
    message: 'A focused test hides the others.'
  }
];

export default ts.config(
  { ignores: ['dist/', 'release/', 'node_modules/', 'test-results/', 'playwright-report/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } }
  },
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-syntax': ['error', ...NOWHERE, ...BARRELS],
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
      // R11: the default of a switch over a union is assertNever, of any other it is the answer to anything else
      'default-case': 'error',
      'default-case-last': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/ban-ts-comment': [
        'error',
        {
          'ts-expect-error': 'allow-with-description',
          'ts-ignore': true,
          'ts-nocheck': true,
          minimumDescriptionLength: 10
        }
      ],
      // `import { type X }` alone would still load the file, and a zod-bearing one must not reach the page
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }]
    }
  },
  // tsc knows the globals of every room better than a list does
  { files: ['**/*.{ts,svelte}'], rules: { 'no-undef': 'off' } },
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  {
    files: ['scripts/**', 'electron/main/logging.ts', 'tests/bench/**', 'tests/support/**/*.mjs'],
    rules: { 'no-console': 'off' }
  },
  // a fixture file hands on Playwright's `expect` beside its own `test`
  { files: ['tests/e2e/**'], rules: { 'no-restricted-syntax': ['error', ...NOWHERE] } },

  {
    files: ['{electron,renderer}/**/*.{ts,svelte}'],
    ignores: ['electron/contract/**'],
    rules: restrictImports([CONTRACT_BY_NAME])
  },
  {
    files: ['electron/main/**/*.ts'],
    ignores: ['electron/main/requests.ts'],
    rules: restrictImports([CONTRACT_BY_NAME], [IPC_MAIN])
  },
  pageFolder('ui', ['client', 'state', 'commands', 'panes', 'format'], 'ui is a leaf (R5).', [NO_CONTRACT]),
  pageFolder('format', ['client', 'state', 'commands', 'panes', 'ui'], 'format is a leaf (R5).'),
  pageFolder('client', ['state', 'commands', 'panes', 'ui', 'format'], 'client knows the contract only (R5).'),
  pageFolder('state', ['commands', 'panes', 'ui'], 'state is below commands and panes (R5).'),
  pageFolder('commands', ['client', 'panes', 'ui'], 'commands act on state (R5).'),
  ...panes(),
  {
    files: ['renderer/**/*.svelte'],
    rules: {
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      // {' '} is how a space survives the formatter
      'svelte/no-useless-mustaches': 'off'
    }
  },
  // R12: message data stays out of deep reactivity; a plain Map beside a version rune is the measured way
  { files: ['renderer/**/*.{ts,svelte}'], rules: { 'svelte/prefer-svelte-reactivity': 'off' } }
);
