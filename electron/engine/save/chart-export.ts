/** What a chart gives to be saved: a row for each time, a value for each column; null: none at that time. */
export interface SavedChart extends Iterable<{ readonly atMs: number; readonly values: readonly (number | null)[] }> {
  readonly columns: readonly { readonly topic: string; readonly path: string }[];
}

const rowsPerLook = 64;
const sliceMs = 2;
const chunkCharacters = 65_536;
const encoder = new TextEncoder();

/**
 * CSV (RFC 4180, UTF-8): `time` as ISO 8601 in UTC with microseconds, `epoch_ms`, then a column for each series, named by
 * topic and field. Made in slices of 2 ms, so that messages go on.
 */
export async function* chartCsv(chart: SavedChart): AsyncGenerator<Uint8Array, void, undefined> {
  const names = chart.columns.map(({ topic, path }) => cell(path === '' ? topic : `${topic} ${path}`));
  let text = `${['time', 'epoch_ms', ...names].join(',')}\r\n`;
  let rows = 0;
  let untilMs = performance.now() + sliceMs;
  for (const { atMs, values } of chart) {
    text += `${isoTime(atMs)},${atMs.toFixed(3)},${values.map((value) => value ?? '').join(',')}\r\n`;
    rows += 1;
    if (rows % rowsPerLook !== 0) continue;
    if (text.length >= chunkCharacters) {
      yield encoder.encode(text);
      text = '';
    }
    if (performance.now() < untilMs) continue;
    await new Promise((resume) => setImmediate(resume));
    untilMs = performance.now() + sliceMs;
  }
  yield encoder.encode(text);
}

/** `2026-03-14T14:32:07.418000Z` */
function isoTime(atMs: number): string {
  const wholeMs = Math.floor(atMs);
  const microseconds = Math.min(999, Math.round((atMs - wholeMs) * 1_000));
  return `${new Date(wholeMs).toISOString().slice(0, -1)}${String(microseconds).padStart(3, '0')}Z`;
}

/** A topic is a stranger's text: one that a spreadsheet would take for a formula is marked as text (OWASP, CSV injection). */
function cell(name: string): string {
  const safe = /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
