import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { succeed } from '#contract/failure';
import { temporaryFolder } from '../storage/temporary-folder';
import { answerOf, draft, shell } from './shell-example';

describe('what a person saves', () => {
  it('is written by the engine that has it, to where main’s own dialog says, for the window that asked', async () => {
    const main = await shell();
    const { id } = await answerOf(main, 'saveProfile', draft());
    await answerOf(main, 'connect', { profileId: id });
    main.seen.savePath = '/somewhere/chosen.csv';
    const saved = answerOf(main, 'saveHistory', {
      profileId: id,
      list: 7,
      format: 'csv',
      columns: ['a.b'],
      ranges: [{ fromSeq: 12, toSeq: 7 }],
      suggestedName: 'history.csv'
    });
    await new Promise((resolve) => setImmediate(resolve));
    const order = main.engines[0]?.posted.at(-1)?.message;
    expect(order).toEqual({
      kind: 'saveHistory',
      id: 1,
      windowId: main.window.id,
      list: 7,
      format: 'csv',
      columns: ['a.b'],
      ranges: [{ fromSeq: 12, toSeq: 7 }],
      path: '/somewhere/chosen.csv'
    });
    main.engines[0]?.say({ kind: 'saved', id: 1, result: succeed({ bytes: 99 }) });
    expect(await saved).toEqual({ bytes: 99, path: '/somewhere/chosen.csv' });
  });

  it('of a chart goes the same way', async () => {
    const main = await shell();
    const { id } = await answerOf(main, 'saveProfile', draft());
    await answerOf(main, 'connect', { profileId: id });
    main.seen.savePath = '/c.csv';
    void main.handlers.saveChart({ profileId: id, chart: 3, fromMs: 1, toMs: 2.5, suggestedName: 'c' }, main.window);
    await new Promise((resolve) => setImmediate(resolve));
    expect(main.engines[0]?.posted.at(-1)?.message).toMatchObject({
      kind: 'saveChart',
      windowId: 1,
      chart: 3,
      fromMs: 1,
      toMs: 2.5,
      path: '/c.csv'
    });
  });

  it('as a picture comes from the page and is written as it is, whole or not at all', async () => {
    const main = await shell();
    const folder = temporaryFolder();
    main.seen.savePath = path.join(folder, 'chart.png');
    const png = Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 0]);
    expect(await answerOf(main, 'savePicture', { png, suggestedName: 'chart' })).toEqual({
      bytes: 9,
      path: main.seen.savePath
    });
    expect(main.seen.suggested).toBe('chart.png');
    expect(new Uint8Array(readFileSync(main.seen.savePath))).toEqual(png);
    expect(readdirSync(folder)).toEqual(['chart.png']);
    main.seen.savePath = path.join(folder, 'missing', 'chart.png');
    expect(await main.handlers.savePicture({ png, suggestedName: 'x' }, main.window)).toMatchObject({
      failure: { code: 'file-unwritable' }
    });
    main.seen.savePath = null;
    expect(await answerOf(main, 'savePicture', { png, suggestedName: 'x' })).toBeNull();
  });

  it('as a picture is a picture: nobody is asked where to write anything else', async () => {
    const main = await shell();
    main.seen.savePath = path.join(temporaryFolder(), 'run.sh');
    const png = Buffer.from('#!/bin/sh\n');
    expect(await main.handlers.savePicture({ png, suggestedName: 'run.sh' }, main.window)).toMatchObject({
      failure: { code: 'request-invalid' }
    });
    expect(existsSync(main.seen.savePath)).toBe(false);
    expect(main.seen.suggested).toBe('');
  });
});
