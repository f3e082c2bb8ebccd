// Stands in for Electron's default_app.asar inside the fallback runtime (our own code), so that it starts exactly like
// an official build: `electron [-r module]... [--switches] <app folder or file> [arguments]`, and `--version`.
'use strict';
const Module = require('node:module');
const path = require('node:path');
const fs = require('node:fs');
const { app } = require('electron');

/** What the command line asks for; -r is what Playwright adds. */
function parse(argv) {
  const preloads = [];
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i];
    if (arg === '-r' || arg === '--require') preloads.push(argv[++i]);
    else if (arg === '-v' || arg === '--version') return { version: true, preloads };
    else if (!arg.startsWith('-')) return { target: arg, preloads };
  }
  return { preloads };
}

function nameApp(packageFile) {
  const described = JSON.parse(fs.readFileSync(packageFile, 'utf8'));
  if (described.version) app.setVersion(described.version);
  if (described.productName || described.name) app.setName(described.productName || described.name);
  if (described.desktopName) app.setDesktopName(described.desktopName);
}

const { target, preloads, version } = parse(process.argv.slice(1));
if (version) {
  process.stdout.write(`v${process.versions.electron}\n`);
  process.exit(0);
}
for (const preload of preloads) Module._load(path.resolve(preload), module, false);
if (!target) {
  process.stderr.write('usage: electron [options] <app folder>\n');
  process.exit(64);
}

Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true });
const folder = path.resolve(target);
const packageFile = path.join(folder, 'package.json');
const described = fs.existsSync(packageFile);
if (described) nameApp(packageFile);
const file = Module._resolveFilename(folder, null, true);
app.setAppPath(described ? folder : path.dirname(file));
Module._load(file, Module, true);
