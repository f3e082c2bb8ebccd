import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { electronBundle } from '../../../scripts/electron-bundle.mjs';
import { connectionRow, makeMqttxDatabase } from '../electron/exchange/example-database';
import { temporaryFolder } from '../electron/storage/temporary-folder';

interface BundledReader {
  readonly readMqttxDatabase: (copy: string) => Promise<unknown>;
}

describe('the bundle of the reader of databases', () => {
  it('has the database reader’s WebAssembly beside it, and loads it when a database is read', async () => {
    const outDir = temporaryFolder();
    await build(electronBundle({ name: 'exchange', source: 'electron/exchange/mqttx-database.ts' }, { outDir }));
    expect(fs.readdirSync(outDir).toSorted()).toEqual(['exchange.cjs', 'node-sqlite3-wasm.wasm']);
    const wasm = path.join(outDir, 'node-sqlite3-wasm.wasm');
    const database = path.join(temporaryFolder(), 'MQTTX.db');
    const made = makeMqttxDatabase(database);
    made.insert('ConnectionEntity', connectionRow());
    made.close();

    // Loading the bundle alone does not look for it: a start has no use for it.
    fs.renameSync(wasm, `${wasm}.away`);
    const bundle = createRequire(import.meta.url)(path.join(outDir, 'exchange.cjs')) as BundledReader;
    fs.renameSync(`${wasm}.away`, wasm);
    expect(await bundle.readMqttxDatabase(database)).toMatchObject({ value: { profiles: [{}] } });
  }, 60_000);
});
