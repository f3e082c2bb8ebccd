import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { recordLines } from '../../../scripts/bench-record.mjs';

it('keeps each line with the command, commit, date and machine it comes from', () => {
  const folder = mkdtempSync(join(tmpdir(), 'treeline-record-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const where = {
    args: ['ingest', '--full', '--record'],
    runtime: { kind: 'fallback', version: '25.1.1' },
    folder: join(folder, 'new')
  };
  recordLines(['{"bench":"ingest","lost":0}'], where);
  recordLines(['{"bench":"ingest","lost":1}', '{"bench":"tree"}'], where);
  const lines = readFileSync(join(folder, 'new/ingest.jsonl'), 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ bench: 'ingest', lost: 0, command: 'npm run bench -- ingest --full' }),
    expect.objectContaining({ bench: 'ingest', lost: 1, machine: expect.stringContaining('25.1.1') as unknown })
  ]);
  expect(JSON.parse(lines[0] ?? '')).toHaveProperty('commit');
  expect(JSON.parse(lines[0] ?? '')).toHaveProperty('date');
});
