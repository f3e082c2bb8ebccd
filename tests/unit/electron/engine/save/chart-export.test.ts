import { describe, expect, it } from 'vitest';
import { chartCsv, type SavedChart } from '../../../../../electron/engine/save/chart-export';

async function csv(chart: SavedChart): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of chartCsv(chart)) parts.push(part);
  return Buffer.concat(parts).toString();
}

function chart(
  columns: SavedChart['columns'],
  rows: readonly (readonly [atMs: number, ...values: readonly (number | null)[]])[]
): SavedChart {
  return { columns, [Symbol.iterator]: () => rows.map(([atMs, ...values]) => ({ atMs, values })).values() };
}

describe('a chart as CSV', () => {
  it('has a time twice and a column for each series', async () => {
    const columns = [
      { topic: 'plant/a', path: 'value' },
      { topic: 'b', path: '' }
    ];
    const text = await csv(
      chart(columns, [
        [1_790_000_000_000.25, 61.8, null],
        [1_790_000_000_001, -0.5, 1e-9]
      ])
    );
    expect(text).toBe(
      'time,epoch_ms,plant/a value,b\r\n' +
        '2026-09-21T14:13:20.000250Z,1790000000000.250,61.8,\r\n' +
        '2026-09-21T14:13:20.001000Z,1790000000001.000,-0.5,1e-9\r\n'
    );
  });

  it('quotes names, and lets none be a formula', async () => {
    const names = ['a,b', 'say "x"', 'two\r\nlines', '=HYPERLINK("http://x")', '@sum', '-1'];
    const text = await csv(
      chart(
        names.map((topic) => ({ topic, path: '' })),
        []
      )
    );
    expect(text).toBe(`time,epoch_ms,"a,b","say ""x""","two\r\nlines","'=HYPERLINK(""http://x"")",'@sum,'-1\r\n`);
  });

  it('comes in pieces', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => [1_790_000_000_000 + index, index] as const);
    let pieces = 0;
    let lines = 0;
    for await (const part of chartCsv(chart([{ topic: 'a', path: '' }], rows))) {
      pieces += 1;
      expect(part.length).toBeLessThan(80_000);
      lines += Buffer.from(part).toString().split('\r\n').length - 1;
    }
    expect(pieces).toBeGreaterThan(10);
    expect(lines).toBe(20_001);
  });
});
