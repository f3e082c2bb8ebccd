import { describe, expect, it } from 'vitest';
import type { MessageToDecode } from '../../../../../../electron/engine/decode/message-to-decode';
import { DiffJobs } from '../../../../../../electron/engine/decode/worker/diff-jobs';
import { readAs } from '../diff/compared';

function message(lines: readonly string[]): MessageToDecode {
  return { topic: 'a', contentType: null, payload: Buffer.from(lines.join('\n')), births: [] };
}

const lines = Array.from({ length: 1_000 }, (_, at) => `line ${at}`);
const changed = lines.map((line, at) => (at % 100 === 50 ? `${line} changed` : line));

describe('jobs that compare', () => {
  it('open, read a range, unfold and close', () => {
    const jobs = new DiffJobs(
      ({ payload }) => readAs('text', payload),
      () => undefined
    );
    const opened = jobs.open({
      document: 7,
      a: message(lines),
      b: message(changed),
      layout: 'split',
      ignore: [],
      inPlace: false
    });
    // Ten changes with two lines on each side, and eleven folds between them.
    expect(opened).toEqual({ kind: 'text', changes: 10, identical: false, restless: [], coarse: false, rows: 61 });
    expect(jobs.rows({ document: 7, first: 0, count: 2 })).toMatchObject({
      ok: true,
      value: [
        { kind: 'folded', lines: 48 },
        { kind: 'same', b: { text: 'line 48', number: 49 } }
      ]
    });
    expect(jobs.rows({ document: 7, first: 60, count: 400 })).toMatchObject({ value: [{ kind: 'folded', lines: 47 }] });
    expect(jobs.unfold({ document: 7, row: 1 })).toEqual({ ok: true, value: { rows: 61 } });
    expect(jobs.unfold({ document: 7, row: 0 })).toEqual({ ok: true, value: { rows: 108 } });
    expect(jobs.rows({ document: 7, first: 50, count: 1 })).toMatchObject({
      value: [{ kind: 'change', a: { text: 'line 50', marks: [] }, b: { text: 'line 50 changed', marks: [[7, 15]] } }]
    });
    jobs.close(7);
    expect(jobs.rows({ document: 7, first: 0, count: 1 })).toMatchObject({ ok: false, failure: { code: 'not-kept' } });
    expect(jobs.unfold({ document: 7, row: 0 })).toMatchObject({ ok: false, failure: { code: 'not-kept' } });
  });
});
