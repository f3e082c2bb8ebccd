import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// Plants a small house that breaks each wall once, and wants exactly those breaks found. A rule that went blind
// (a renamed folder, a changed resolver) fails here, and so does a rule that nobody plants a break for.

const ROOT = path.resolve(import.meta.dirname, '../..');
const CONFIG = path.join(ROOT, '.dependency-cruiser.cjs');

type Cruise = { summary: { violations: { from: string; to: string; rule: { name: string } }[] } };

/** Sound files, which all breaks are planted beside. */
const HOUSE: Record<string, string> = {
  'package.json': '{ "type": "module", "imports": { "#contract/*": "./electron/contract/*.ts" } }',
  'node_modules/zod/index.js': 'export const z = {};',
  'node_modules/mqtt/index.js': 'export default {};',
  'node_modules/electron/index.js': 'module.exports = {};',
  'electron/contract/topic.ts': 'export type Topic = string; export const topic = 1;',
  'electron/contract/app.ts': "import { z } from 'zod'; export type App = typeof z; export const app = z;",
  'electron/contract/doors.ts':
    "import { app } from './app'; export type Doors = typeof app; export const doors = app;",
  'electron/storage/profiles.ts': "import { app } from '#contract/app'; export const profiles = app;",
  'node_modules/node-sqlite3-wasm/index.js': 'module.exports = {};',
  'electron/exchange/reader.ts':
    "import { createHash } from 'node:crypto'; import 'node-sqlite3-wasm'; import { app } from '#contract/app'; export const reader = [app, createHash];",
  'electron/main/main.ts':
    "import 'electron'; import { profiles } from '../storage/profiles'; import { reader } from '../exchange/reader'; export const main = [profiles, reader];",
  'electron/preload/preload.ts':
    "import 'electron'; import { topic } from '#contract/topic'; export const preload = topic;",
  'electron/engine/link/link.ts': "import mqtt from 'mqtt'; export const link = mqtt;",
  'electron/engine/store/tree.ts': 'export type Tree = string; export const tree = 1;',
  'electron/engine/view/window.ts': "import type { Tree } from '../store/tree'; export const view: Tree = '';",
  'electron/engine/decode/text.ts': 'export const decode = 1;',
  'electron/engine/publish/outbox.ts': 'export const outbox = 1;',
  'electron/engine/save/save.ts': 'export const save = 1;',
  'electron/engine/engine.ts':
    "import { link } from './link/link'; import { tree } from './store/tree'; import { view } from './view/window'; export const engine = [link, tree, view];",
  'electron/demo/process.ts': "import { topic } from '#contract/topic'; export const demo = topic;",
  'renderer/src/ui/Button.svelte': '<button>x</button>',
  'renderer/src/format/rates.ts': "import { topic } from '#contract/topic'; export const rates = topic;",
  'renderer/src/client/client.ts': "import type { App } from '#contract/app'; export const client: App = {};",
  'renderer/src/state/tree.svelte.ts': "import { client } from '../client/client'; export const state = client;",
  'renderer/src/commands/commands.ts': "import { state } from '../state/tree.svelte'; export const commands = state;",
  'renderer/src/panes/topics/row.ts': 'export const row = 1;',
  'renderer/src/panes/inspector/Inspector.svelte':
    "<script lang=\"ts\">import type { App } from '#contract/app'; import Button from '../../ui/Button.svelte'; const a: App | null = null;</script><Button {a} />",
  'scripts/start.mjs': "import 'node:fs'; export const start = 1;"
};

const svelte = (line: string) => `<script lang="ts">${line}\nconst used = x;</script><p>{used}</p>`;

/** rule, the file that breaks it, what it says, where that leads */
const BREAKS: [rule: string, from: string, source: string, to: string][] = [
  [
    'no-circular',
    'electron/demo/a.ts',
    "import { b } from './b'; export const a = b;",
    'electron/demo/b.ts' // written below
  ],
  ['not-to-unresolvable', 'electron/demo/lost.ts', "import './nowhere';", './nowhere'],
  ['contract-imports-only-zod', 'electron/contract/disk.ts', "import 'node:fs';", 'fs'],
  ['main-stays-in-its-room', 'electron/main/forks.ts', "import '../engine/engine';", 'electron/engine/engine.ts'],
  [
    'preload-stays-in-its-room',
    'electron/preload/deep.ts',
    "import '../storage/profiles';",
    'electron/storage/profiles.ts'
  ],
  [
    'engine-stays-in-its-room',
    'electron/engine/disk.ts',
    "import '../storage/profiles';",
    'electron/storage/profiles.ts'
  ],
  [
    'demo-stays-in-its-room',
    'electron/demo/shares.ts',
    "import '../engine/link/link';",
    'electron/engine/link/link.ts'
  ],
  [
    'storage-stays-in-its-room',
    'electron/storage/up.ts',
    "import type {} from '../main/main';",
    'electron/main/main.ts'
  ],
  [
    'exchange-stays-in-its-room',
    'electron/exchange/aside.ts',
    "import '../storage/profiles';",
    'electron/storage/profiles.ts'
  ],
  ['exchange-takes-values-only', 'electron/exchange/disk.ts', "import 'node:fs';", 'fs'],
  [
    'sqlite-in-exchange-only',
    'electron/storage/database.ts',
    "import 'node-sqlite3-wasm';",
    'node_modules/node-sqlite3-wasm/index.js'
  ],
  [
    'renderer-knows-the-contract-only',
    'renderer/src/outside.ts',
    "import '../../electron/main/main';",
    'electron/main/main.ts'
  ],
  ['scripts-run-alone', 'scripts/reach.mjs', "import '../electron/contract/topic';", 'electron/contract/topic.ts'],
  [
    'electron-in-main-and-preload-only',
    'electron/engine/shell.ts',
    "import 'electron';",
    'node_modules/electron/index.js'
  ],
  ['mqtt-in-link-only', 'electron/demo/second.ts', "import type M from 'mqtt';", 'node_modules/mqtt/index.js'],
  ['no-node-in-the-page', 'renderer/src/node.ts', "import 'node:path';", 'path'],
  [
    'engine-link-is-a-stranger',
    'electron/engine/link/x.ts',
    "import '../store/tree';",
    'electron/engine/store/tree.ts'
  ],
  [
    'engine-store-is-a-stranger',
    'electron/engine/store/x.ts',
    "import '../decode/text';",
    'electron/engine/decode/text.ts'
  ],
  [
    'engine-view-is-a-stranger',
    'electron/engine/view/x.ts',
    "import '../decode/text';",
    'electron/engine/decode/text.ts'
  ],
  [
    'engine-inspect-is-a-stranger',
    'electron/engine/inspect/x.ts',
    "import '../link/link';",
    'electron/engine/link/link.ts'
  ],
  [
    'engine-inspect-names-types-only',
    'electron/engine/inspect/y.ts',
    "import { tree } from '../store/tree'; export const y = tree;",
    'electron/engine/store/tree.ts'
  ],
  ['engine-decode-is-a-stranger', 'electron/engine/decode/x.ts', "import '../engine';", 'electron/engine/engine.ts'],
  [
    'engine-publish-is-a-stranger',
    'electron/engine/publish/x.ts',
    "import '../link/link';",
    'electron/engine/link/link.ts'
  ],
  [
    'engine-save-is-a-stranger',
    'electron/engine/save/x.ts',
    "import '../store/tree';",
    'electron/engine/store/tree.ts'
  ],
  [
    'engine-view-names-store-types-only',
    'electron/engine/view/y.ts',
    "import { tree } from '../store/tree'; export const y = tree;",
    'electron/engine/store/tree.ts'
  ],
  [
    'renderer-panes-looks-inward',
    'renderer/src/panes/topics/Direct.svelte',
    svelte("import { client as x } from '../../client/client';"),
    'renderer/src/client/client.ts'
  ],
  [
    'renderer-commands-looks-inward',
    'renderer/src/commands/x.ts',
    "import '../panes/topics/row';",
    'renderer/src/panes/topics/row.ts'
  ],
  [
    'renderer-state-looks-inward',
    'renderer/src/state/x.ts',
    "import '../commands/commands';",
    'renderer/src/commands/commands.ts'
  ],
  [
    'renderer-client-looks-inward',
    'renderer/src/client/x.ts',
    "import '../state/tree.svelte';",
    'renderer/src/state/tree.svelte.ts'
  ],
  [
    'renderer-format-looks-inward',
    'renderer/src/format/x.ts',
    "import '../client/client';",
    'renderer/src/client/client.ts'
  ],
  [
    'renderer-ui-looks-inward',
    'renderer/src/ui/Knowing.svelte',
    svelte("import { topic as x } from '#contract/topic';"),
    'electron/contract/topic.ts'
  ],
  [
    'panes-are-strangers',
    'renderer/src/panes/inspector/Stranger.svelte',
    svelte("import { row as x } from '../topics/row';"),
    'renderer/src/panes/topics/row.ts'
  ],
  [
    'no-zod-in-the-page',
    'renderer/src/panes/inspector/Zod.svelte',
    svelte("import { app as x } from '#contract/app';"),
    'electron/contract/app.ts'
  ],
  [
    'no-zod-in-the-page',
    'renderer/src/state/zod.ts',
    "import { doors } from '#contract/doors'; export const z = doors;",
    'electron/contract/doors.ts'
  ]
];

function write(folder: string, files: Record<string, string>): void {
  for (const [name, source] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), source);
  }
}

async function cruise(folder: string): Promise<Set<string>> {
  const program = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [program, '--config', CONFIG, '--output-type', 'json', 'electron', 'renderer', 'scripts'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 1 << 26 });
  const { violations } = (JSON.parse(stdout) as Cruise).summary;
  return new Set(violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`));
}

describe('dependency rules', () => {
  let folder = '';
  let sound = new Set<string>();
  let broken = new Set<string>();

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'treeline-house-'));
    write(folder, HOUSE);
    sound = await cruise(folder);
    write(folder, Object.fromEntries(BREAKS.map(([, from, source]) => [from, source])));
    write(folder, { 'electron/demo/b.ts': "import { a } from './a'; export const b = a;" });
    broken = await cruise(folder);
  }, 60_000);
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('find nothing in a sound house', () => {
    expect([...sound]).toEqual([]);
  });

  it.each(BREAKS)('%s: finds %s', (rule, from, _source, to) => {
    expect([...broken]).toContain(`${rule}: ${from} -> ${to}`);
  });

  it('have a planted break each', async () => {
    const config = (await import(CONFIG)) as { default: { forbidden: { name: string }[] } };
    const rules = config.default.forbidden.map(({ name }) => name);
    expect(rules.toSorted()).toEqual([...new Set(BREAKS.map(([rule]) => rule))].toSorted());
  });
});
