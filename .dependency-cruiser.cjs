// The walls of the house (docs/architecture.md, R1 to R6). tests/architecture/dependency-rules.test.ts plants one
// violation of each rule and wants it found, so a rule cannot go blind unnoticed.
const fs = require('node:fs');
const path = require('node:path');

const CONTRACT = '^electron/contract/';
const ENGINE_PARTS = ['link', 'store', 'view', 'inspect', 'decode', 'publish', 'save'];
/** Whose types a part may name. */
const NAMED_PARTS = { view: ['store'], inspect: ['store', 'decode', 'view'] };
const npm = (name) => `(^|/)node_modules/${name}/`;

/** Files of the contract that bring zod with them when imported as values, directly or through one another. */
function zodBearing() {
  const folder = path.resolve('electron/contract');
  if (!fs.existsSync(folder)) return [];
  const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const imports = new Map(files.map((name) => [name, valueImports(folder, name)]));
  const bearing = new Set(files.filter((name) => imports.get(name).includes('zod')));
  for (let before = -1; before !== bearing.size;) {
    before = bearing.size;
    for (const name of files) if (imports.get(name).some((target) => bearing.has(target))) bearing.add(name);
  }
  return [...bearing].map((name) => `^electron/contract/${name.replaceAll(path.sep, '/').replace('.', '\\.')}$`);
}

/** What a contract file imports as values: package names, or names relative to the folder. */
function valueImports(folder, name) {
  const source = fs.readFileSync(path.join(folder, name), 'utf8');
  const targets = [...source.matchAll(/^(?:import|export)\s(?!type\s)[^;]*?from '([^']+)'/gm)].map((match) => match[1]);
  return targets.map((target) => {
    if (target.startsWith('#contract/')) return `${target.slice('#contract/'.length)}.ts`;
    return target.startsWith('.') ? `${path.join(path.dirname(name), target)}.ts` : target;
  });
}

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** A room of the Electron side imports itself, the contract, and the rooms that are named. */
const closedRoom = (room, also = []) =>
  rule(
    `${room}-stays-in-its-room`,
    'R1, R3: processes share the contract only; main uses storage and exchange and forks the others as files',
    { path: `^electron/${room}/` },
    { path: '^(electron|renderer|scripts|tests)/', pathNot: [`^electron/(${[room, ...also].join('|')})/`, CONTRACT] }
  );

const enginePart = (part) =>
  rule(
    `engine-${part}-is-a-stranger`,
    'R4: the parts meet in engine/engine.ts only; view and inspect may name the types of some',
    { path: `^electron/engine/${part}/` },
    {
      path: '^electron/engine/',
      pathNot: [part, ...(NAMED_PARTS[part] ?? [])].map((known) => `^electron/engine/${known}/`)
    }
  );

/** A layer of the page imports itself, what is named of the page, and the contract where it may. */
const pageLayer = (layer, layers, contract = true) =>
  rule(
    `renderer-${layer}-looks-inward`,
    'R5: panes -> commands -> state -> client -> contract; ui and format are leaves',
    { path: `^renderer/src/${layer}/` },
    {
      path: '^(electron|renderer)/',
      pathNot: [`^renderer/src/(${[layer, ...layers].join('|')})/`, ...(contract ? [CONTRACT] : [])]
    }
  );

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule('no-circular', 'R6', {}, { circular: true }),
    rule('not-to-unresolvable', 'a name that nothing answers to', {}, { couldNotResolve: true }),

    rule(
      'contract-imports-only-zod',
      'R1: words for every process: no Node, no DOM, no Electron',
      { path: CONTRACT },
      { pathNot: [CONTRACT, npm('zod')] }
    ),
    closedRoom('main', ['storage', 'exchange']),
    closedRoom('preload'),
    closedRoom('engine'),
    closedRoom('demo'),
    closedRoom('storage'),
    closedRoom('exchange'),
    rule(
      'renderer-knows-the-contract-only',
      'R1: the page sees the other side through the contract',
      { path: '^renderer/' },
      { path: '^(electron|scripts|tests)/', pathNot: [CONTRACT] }
    ),
    rule(
      'scripts-run-alone',
      'scripts run before anything is built; they name sources as files',
      { path: '^scripts/' },
      { path: '^(electron|renderer|tests)/' }
    ),

    rule(
      'electron-in-main-and-preload-only',
      'R2: the engine, the demo and storage run under Vitest without it',
      { pathNot: ['^electron/(main|preload)/', '^tests/', '^scripts/default-app\\.cjs$'] },
      { path: ['^electron$', npm('electron')] }
    ),
    rule(
      'mqtt-in-link-only',
      'R2: one importer of the MQTT library',
      { path: '^(electron|renderer|scripts)/', pathNot: ['^electron/engine/link/'] },
      { path: npm('mqtt') }
    ),
    rule(
      'exchange-takes-values-only',
      'bytes in, values out: no disk and no network; ciphers, paths as text and the reader of databases',
      { path: '^electron/exchange/' },
      { pathNot: ['^electron/', npm('zod'), npm('node-sqlite3-wasm'), '^(buffer|crypto|path)$'] }
    ),
    rule(
      'sqlite-in-exchange-only',
      'one importer of the database reader, which loads it when a database is opened',
      { path: '^(electron|renderer|scripts)/', pathNot: ['^electron/exchange/'] },
      { path: npm('node-sqlite3-wasm') }
    ),
    rule('no-node-in-the-page', 'R7: the page is sandboxed', { path: '^renderer/' }, { dependencyTypes: ['core'] }),

    ...ENGINE_PARTS.map(enginePart),
    rule(
      'engine-view-names-store-types-only',
      'R4: engine.ts hands the store in; view knows its shape',
      { path: '^electron/engine/view/' },
      { path: '^electron/engine/store/', dependencyTypesNot: ['type-only'] }
    ),
    rule(
      'engine-inspect-names-types-only',
      'R4: engine.ts hands store and decode worker in; inspect knows their shapes',
      { path: '^electron/engine/inspect/' },
      { path: '^electron/engine/(store|decode|view)/', dependencyTypesNot: ['type-only'] }
    ),

    pageLayer('panes', ['commands', 'state', 'ui', 'format', 'styles']),
    pageLayer('commands', ['state', 'format']),
    pageLayer('state', ['client', 'format']),
    pageLayer('client', []),
    pageLayer('format', []),
    pageLayer('ui', [], false),
    rule(
      'panes-are-strangers',
      'R5: what two panes need is state, ui or format',
      { path: '^renderer/src/panes/([^/]+)/' },
      { path: '^renderer/src/panes/', pathNot: ['^renderer/src/panes/$1/'] }
    ),
    rule(
      'no-zod-in-the-page',
      'zod probes for eval, which the CSP reports: import such contract files as types',
      { path: '^renderer/' },
      { path: [npm('zod'), ...zodBearing()], dependencyTypesNot: ['type-only'] }
    )
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // bits-ui and Vite resolve what the compiler adds
    exclude: { path: ['svelte/internal', '^node_modules/vite/'] },
    // type imports count: a shape is knowledge too
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.svelte.ts', '.mjs', '.cjs', '.js', '.svelte', '.d.ts'],
      conditionNames: ['svelte', 'import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      mainFields: ['module', 'main', 'types']
    }
  }
};
