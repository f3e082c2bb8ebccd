import { describe, expect, it } from 'vitest';
import type { Averaging } from '../../../../../electron/contract/chart';
import { ColumnSums } from '../../../../../electron/engine/inspect/chart-column-sums';
import { reduceChart, type ReductionWish } from '../../../../../electron/engine/inspect/chart-reduction';
import { SeriesPoints } from '../../../../../electron/engine/inspect/series-points';
import { seededRandom } from '../../../../support/seeded-random';

const startMs = 1_790_000_000_000;

type Point = readonly [atMs: number, value: number];

/** Some appended, the ones before prepended: as a series grows. */
function pointsOf(points: readonly Point[], split = 0): SeriesPoints {
  const series = new SeriesPoints();
  for (const [atMs, value] of points.slice(split)) series.append(atMs, value);
  for (const [atMs, value] of points.slice(0, split).reverse()) series.prepend(atMs, value);
  return series;
}

function seen(points: SeriesPoints): { readonly points: SeriesPoints; readonly untilMs: number } {
  return { points, untilMs: Number.POSITIVE_INFINITY };
}

function randomPoints(random: () => number, count: number): readonly Point[] {
  let atMs = startMs;
  return Array.from({ length: count }, (): Point => {
    atMs += random() < 0.02 ? random() * 60_000 : random() * 20;
    return [atMs, random() < 0.01 ? Number.NaN : Math.round((random() - 0.5) * 1e6) / 1_000];
  });
}

function wish(fromMs: number, toMs: number, averaging: Averaging, widthPx = 100): ReductionWish {
  return { fromMs, toMs, widthPx, averaging, breaksMs: [] };
}

/** What a reduction must keep, made the slow way. */
function columnsOf(points: readonly Point[], columnMs: number): Map<number, number[]> {
  const columns = new Map<number, number[]>();
  for (const [atMs, value] of points) {
    const column = Math.floor(atMs / columnMs);
    columns.set(column, [...(columns.get(column) ?? []), value]);
  }
  return columns;
}

describe('the reduction of a chart', () => {
  it('loses no lowest and no highest value, gives exact means, and keeps breaks, for any range and width', () => {
    const random = seededRandom(3);
    for (let round = 0; round < 25; round += 1) {
      const points = randomPoints(random, 2_000 + Math.floor(random() * 12_000));
      const series = pointsOf(points, Math.floor(random() * points.length));
      const firstMs = points[0]?.[0] ?? 0;
      const wholeMs = (points.at(-1)?.[0] ?? 0) - firstMs;
      const fromMs = firstMs + random() * wholeMs * 0.7 - 1_000;
      const toMs = fromMs + 1 + random() * wholeMs;
      const widthPx = 1 + Math.floor(random() * 400);
      for (const averaging of ['none', 'band', 'mean'] as const) {
        const { atMs, columnMs, columns } = reduceChart([seen(series)], wish(fromMs, toMs, averaging, widthPx));
        const [column] = columns;
        if (!column) throw new Error('no column');
        expect([...atMs]).toEqual([...atMs].sort((left, right) => left - right));
        if (columnMs === 0) continue;
        expect((toMs - fromMs) / columnMs).toBeLessThanOrEqual(widthPx);
        const drawn = new Map<number, { low: number; high: number; value: number }[]>();
        for (const [index, ms] of atMs.entries()) {
          const value = column.values[index] ?? 0;
          if (!Number.isFinite(value)) continue;
          const at = Math.floor(ms / columnMs);
          drawn.set(at, [
            ...(drawn.get(at) ?? []),
            { value, low: column.low[index] ?? 0, high: column.high[index] ?? 0 }
          ]);
        }
        for (const [at, all] of columnsOf(points, columnMs)) {
          if (at < Math.floor(fromMs / columnMs) || at > Math.floor(toMs / columnMs)) continue;
          const values = all.filter((value) => !Number.isNaN(value));
          const marks = drawn.get(at) ?? [];
          if (values.length === 0) {
            expect(marks).toEqual([]);
            continue;
          }
          if (averaging !== 'mean') {
            expect(Math.min(...marks.map(({ low }) => low))).toBe(Math.min(...values));
            expect(Math.max(...marks.map(({ high }) => high))).toBe(Math.max(...values));
          }
          if (averaging !== 'none') {
            const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
            expect(marks).toHaveLength(1);
            expect(marks[0]?.value).toBeCloseTo(mean, 6);
          }
        }
      }
    }
  });

  it('draws every point where there are few, with those next to the range', () => {
    const points: readonly Point[] = [0, 10, 20, 30, 40].map((ms) => [startMs + ms, ms]);
    const reduced = reduceChart([seen(pointsOf(points, 2))], wish(startMs + 15, startMs + 30, 'none'));
    expect(reduced.columnMs).toBe(0);
    expect([...reduced.atMs].map((ms) => ms - startMs)).toEqual([10, 20, 30, 40]);
    expect([...(reduced.columns[0]?.values ?? [])]).toEqual([10, 20, 30, 40]);
  });

  it('puts series side by side: nothing where one has none, a break where it was no number', () => {
    const a = pointsOf([
      [startMs, 1],
      [startMs + 10, Number.NaN],
      [startMs + 20, 3]
    ]);
    const b = pointsOf([
      [startMs + 10, 7],
      [startMs + 10, 8],
      [startMs + 15, 9]
    ]);
    const { atMs, columns } = reduceChart([seen(a), seen(b)], wish(startMs, startMs + 20, 'none'));
    const { NaN: none, POSITIVE_INFINITY: broken } = Number;
    expect([...atMs].map((ms) => ms - startMs)).toEqual([0, 10, 10, 15, 20]);
    expect([...(columns[0]?.values ?? [])]).toEqual([1, broken, none, none, 3]);
    expect([...(columns[1]?.values ?? [])]).toEqual([none, 7, 8, 9, none]);
  });

  it('breaks all lines where messages may be missing', () => {
    const points = pointsOf(Array.from({ length: 5_000 }, (_, index): Point => [startMs + index, index]));
    for (const averaging of ['none', 'mean', 'band'] as const) {
      const breaksMs = [startMs + 2_500.5];
      const { atMs, columns } = reduceChart([seen(points), seen(points)], {
        ...wish(startMs, startMs + 5_000, averaging),
        breaksMs
      });
      const row = [...atMs].indexOf(startMs + 2_500.5);
      expect(row).toBeGreaterThan(0);
      for (const { values } of columns) expect(values[row]).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it('keeps a break that ends a column, and the very last value', () => {
    const points = Array.from({ length: 10_000 }, (_, index): Point => [
      startMs + index,
      index === 4_999 ? Number.NaN : index % 100
    ]);
    const { atMs, columns, columnMs } = reduceChart([seen(pointsOf(points))], wish(startMs, startMs + 10_000, 'none'));
    const values = columns[0]?.values ?? new Float64Array(0);
    const broken = [...values].findIndex((value) => value === Number.POSITIVE_INFINITY);
    expect(Math.floor((atMs[broken] ?? 0) / columnMs)).toBe(Math.floor((startMs + 4_999) / columnMs));
    expect(values.at(-1)).toBe(99);
  });

  it('stays the same while time goes on: columns begin at multiples of their width', () => {
    const points = pointsOf(
      Array.from({ length: 20_000 }, (_, index): Point => [startMs + index * 10, (index * 7919) % 1_000])
    );
    const first = reduceChart([seen(points)], wish(startMs + 50_000, startMs + 150_000, 'mean'));
    const later = reduceChart([seen(points)], wish(startMs + 50_400, startMs + 150_400, 'mean'));
    const values = new Map([...later.atMs].map((ms, index) => [ms, later.columns[0]?.values[index]]));
    const shared = [...first.atMs].filter((ms) => ms > startMs + 52_000 && ms < startMs + 149_000);
    expect(shared.length).toBeGreaterThan(80);
    for (const ms of shared) expect(first.columns[0]?.values[first.atMs.indexOf(ms)]).toBe(values.get(ms));
  });

  it('does not see points behind the moment of a pause', () => {
    const points = pointsOf(Array.from({ length: 100 }, (_, index): Point => [startMs + index, index]));
    const { columns } = reduceChart([{ points, untilMs: startMs + 49 }], wish(startMs, startMs + 100, 'none'));
    expect(columns[0]?.values.at(-1)).toBe(49);
  });

  it('answers for nothing at all, and for no time at all', () => {
    const none = reduceChart([seen(new SeriesPoints())], wish(startMs, startMs + 1_000, 'band'));
    expect([none.atMs.length, none.columns[0]?.values.length]).toEqual([0, 0]);
    const one = reduceChart([seen(pointsOf([[startMs, 5]]))], wish(startMs, startMs, 'mean'));
    expect([...(one.columns[0]?.values ?? [])]).toEqual([5]);
  });
});

describe('SeriesPoints', () => {
  it('sums up what a plain array holds, while it grows at both ends and lets go of its oldest points', () => {
    const random = seededRandom(8);
    for (let round = 0; round < 20; round += 1) {
      const series = new SeriesPoints();
      let model: Point[] = [];
      let newestMs = startMs;
      let oldestMs = startMs;
      for (let step = 0; step < 400; step += 1) {
        const count = Math.floor(random() * 60);
        const value = (): number => (random() < 0.05 ? Number.NaN : Math.floor(random() * 1_000));
        for (let index = 0; index < count; index += 1) {
          if (random() < 0.5) {
            const point: Point = [(newestMs += random() * 5), value()];
            series.append(...point);
            model.push(point);
          } else {
            const point: Point = [(oldestMs -= random() * 5), value()];
            series.prepend(...point);
            model.unshift(point);
          }
        }
        if (random() < 0.02) {
          const gone = series.letGoOldest();
          model = model.slice(gone);
          oldestMs = model[0]?.[0] ?? newestMs;
        }
      }
      expect(series.length).toBe(model.length);
      const numbers = model.filter(([, value]) => !Number.isNaN(value)).map(([, value]) => value);
      expect(series.points).toBe(numbers.length);
      const sums = new ColumnSums(1);
      sums.readAll(series, 0, series.length);
      expect([sums.count(0), sums.min(0), sums.max(0), sums.last]).toEqual([
        numbers.length,
        Math.min(...numbers),
        Math.max(...numbers),
        numbers.at(-1)
      ]);
      const at = Math.floor(random() * model.length);
      expect([series.atMs(at), series.value(at)]).toEqual(model[at]);
      expect(series.from(model[at]?.[0] ?? 0)).toBe(at);
    }
  });

  it('lets time stand still when a clock was set back a little, and believes one that was set back far', () => {
    const series = pointsOf([
      [startMs, 1],
      [startMs + 5_000, 2],
      [startMs + 4_990, 3]
    ]);
    expect([series.length, series.newestMs]).toEqual([3, startMs + 5_000]);
    const snapshot = series.snapshot();
    series.append(startMs + 1_000, 4);
    expect([series.length, series.newestMs, series.value(1)]).toEqual([2, startMs + 1_000, 4]);
    expect([snapshot.length, snapshot.value(1), snapshot.value(2)]).toEqual([3, 2, 3]);
    expect(series.prepend(startMs + 9_000, 0)).toBe(false);
    expect(series.prepend(startMs + 10, 0)).toBe(true);
    expect(series.oldestMs).toBe(startMs);
  });
});
