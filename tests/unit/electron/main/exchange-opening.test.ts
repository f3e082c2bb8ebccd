import { execFileSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exchangeBounds } from '#contract/limits';
import { readMqttxDatabase } from '../../../../electron/exchange/mqttx-database';
import { DatabaseCopies } from '../../../../electron/main/exchange-database-copies';
import { openExchangeFile, type DatabaseWorld } from '../../../../electron/main/exchange-opening';
import { connectionRow, makeMqttxDatabase } from '../exchange/example-database';
import { bytesOf, explorerSettings, mqttxConnection } from '../exchange/example-files';
import { temporaryFolder } from '../storage/temporary-folder';

function fileWith(name: string, content: Uint8Array | string): string {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

const world = (): DatabaseWorld => ({ copies: new DatabaseCopies(temporaryFolder()), readDatabase: readMqttxDatabase });

async function toolOf(file: string): Promise<string> {
  const read = await openExchangeFile(file, world());
  return read.ok ? read.value.tool : `${read.failure.code} ${read.failure.facts.reason} ${read.failure.facts.fileName}`;
}

describe('openExchangeFile', () => {
  it('recognises files by what they hold, not by their names', async () => {
    expect(await toolOf(fileWith('a.txt', bytesOf(explorerSettings())))).toBe('mqtt-explorer');
    expect(await toolOf(fileWith('settings.json', bytesOf([mqttxConnection()])))).toBe('mqttx');
    const database = path.join(temporaryFolder(), 'export.json');
    const made = makeMqttxDatabase(database);
    made.insert('ConnectionEntity', connectionRow());
    made.close();
    expect(await toolOf(database)).toBe('mqttx');
  });

  it('refuses a file of 500 MB without reading it', async () => {
    const file = fileWith('all.json', '[');
    truncateSync(file, 500_000_000);
    expect(await openExchangeFile(file, world())).toEqual({
      ok: false,
      failure: {
        code: 'import-unreadable',
        facts: { reason: 'too-large', limitBytes: exchangeBounds.fileBytes, fileName: 'all.json' },
        raw: ''
      }
    });
  });

  it('says what is wrong with anything else', async () => {
    const folder = temporaryFolder();
    expect(await toolOf(path.join(folder, 'none.json'))).toBe('import-unreadable unreadable none.json');
    expect(await toolOf(folder)).toBe(`import-unreadable no-file ${path.basename(folder)}`);
    expect(await toolOf(fileWith('empty', ''))).toBe('import-unreadable no-json empty');
    expect(await toolOf(fileWith('a.db', `SQLite format 3\0${'x'.repeat(9_000)}`))).toBe(
      'import-unreadable no-database a.db'
    );
    expect(await toolOf(fileWith('deep.json', '['.repeat(100_000)))).toBe('import-unreadable too-deep deep.json');
  });

  it.skipIf(process.platform === 'win32')('does not wait for a pipe', async () => {
    const pipe = path.join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(await toolOf(pipe)).toBe('import-unreadable no-file pipe');
  });
});
