import { describe, expect, it } from 'vitest';
import { labelPlaces, type LabelPlace } from '../../../../../renderer/src/format/chart-label-places';
import { lineSpace } from '../../../../../renderer/src/format/chart-line-space';

const nothing: ReadonlyMap<string, LabelPlace> = new Map();
const room = { widthPx: 360, topPx: 8, bottomPx: 192, bucketPx: 4, scale: 1 };
const shape = { x: (ms: number) => ms, y: (value: number) => value, steps: false, leftPx: 0, buckets: 90, bucketPx: 4 };

/** A line through a y for each 4 px of the width. */
function space(y: (x: number) => number, more: { steps?: boolean } = {}) {
  const atMs = Float64Array.from({ length: 91 }, (_, index) => index * 4);
  return lineSpace([atMs.map(y)], { ...shape, ...more, atMs });
}
const label = (key: string, y: (x: number) => number, widthPx = 60) => ({ key, widthPx, space: space(y) });

/** Whether the letters lie on the line. */
function covers({ leftPx, baselinePx }: LabelPlace, widthPx: number, y: (x: number) => number): boolean {
  for (let x = leftPx; x <= leftPx + widthPx; x += 1) if (y(x) >= baselinePx - 9 && y(x) <= baselinePx + 3) return true;
  return false;
}

describe('labelPlaces', () => {
  it.each<readonly [string, (x: number) => number]>([
    ['flat', () => 100],
    ['rising', (x) => 180 - x / 2],
    ['falling', (x) => 20 + x / 2],
    ['waves', (x) => 100 - 60 * Math.sin(x / 15)],
    ['at the top', () => 10],
    ['at the bottom', () => 190],
    ['a step', (x) => (x < 30 ? 20 : 180)]
  ])('does not cover its own line: %s', (_, y) => {
    const [place] = labelPlaces([label('a', y)], room, nothing);
    expect(place && covers(place, 60, y)).toBe(false);
    expect(place && place.leftPx + 60 <= 360).toBe(true);
    expect(place && place.baselinePx >= 17 && place.baselinePx <= 189).toBe(true);
  });

  it('stands right above where the line begins when nothing speaks against it', () => {
    expect(labelPlaces([label('a', () => 100)], room, nothing)).toEqual([{ leftPx: 4, baselinePx: 93, below: false }]);
  });

  it('covers neither other lines nor other labels where there is room', () => {
    const ys = [40, 80, 120, 160].map((level) => (x: number) => level + 5 * Math.sin(x / 20));
    const places = labelPlaces(
      ys.map((y, index) => label(String(index), y)),
      room,
      nothing
    );
    for (const place of places) for (const y of ys) expect(place && covers(place, 60, y)).toBe(false);
  });

  it('names lines that lie on each other, each once', () => {
    const places = labelPlaces(
      ['a', 'b', 'c'].map((key) => label(key, () => 100)),
      room,
      nothing
    );
    const found = places.map((place) => `${place?.leftPx} ${place?.baselinePx}`);
    expect(new Set(found).size).toBe(3);
  });

  it('leaves out what has no room, and what is not in view', () => {
    const many = Array.from({ length: 150 }, (_, index) => label(String(index), () => 100, 350));
    const places = labelPlaces([...many, label('gone', () => Number.NaN)], room, nothing);
    expect(places.filter((place) => place !== null).length).toBeLessThan(15);
    expect(places.at(-1)).toBeNull();
  });

  it('stays where it was while that is about as good', () => {
    const wave = (by: number) => (x: number) => 100 - 30 * Math.sin((x + by) / 25);
    const [first] = labelPlaces([label('a', wave(0))], room, nothing);
    let moves = 0;
    let before = first ?? null;
    for (let by = 1; by < 40; by += 1) {
      const [place = null] = labelPlaces([label('a', wave(by))], room, new Map(before ? [['a', before]] : []));
      if (place?.leftPx !== before?.leftPx || place?.below !== before?.below) moves += 1;
      before = place;
    }
    expect(moves).toBeLessThan(5);
  });
});

describe('lineSpace', () => {
  it('holds what a line passes between its points, and nothing where it is broken', () => {
    const broken = Number.POSITIVE_INFINITY;
    const atMs = Float64Array.from([0, 40, 60, 80, 120]);
    const { top, bottom } = lineSpace([Float64Array.from([0, 100, broken, 10, 20])], { ...shape, atMs });
    expect([top[5], bottom[5]]).toEqual([50, 60]);
    expect(top[12]).toBeNaN();
    expect([top[25], bottom[25]]).toEqual([15, 16]);
    expect(top[31]).toBeNaN();
  });

  it('of steps holds the value until the next', () => {
    const atMs = Float64Array.from([0, 80]);
    const { top, bottom } = lineSpace([Float64Array.from([1, 50])], { ...shape, steps: true, atMs });
    expect([top[10], bottom[10]]).toEqual([1, 1]);
    expect([top[20], bottom[20]]).toEqual([1, 50]);
  });

  it('of a band holds both its edges', () => {
    const atMs = Float64Array.from([0, 80]);
    const { top, bottom } = lineSpace([Float64Array.from([10, 10]), Float64Array.from([30, 30])], { ...shape, atMs });
    expect([top[10], bottom[10]]).toEqual([10, 30]);
  });
});
