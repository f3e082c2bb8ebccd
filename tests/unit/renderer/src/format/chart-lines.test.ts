import { describe, expect, it } from 'vitest';
import { traceArea, traceLine } from '../../../../../renderer/src/format/chart-lines';

class ListPen {
  readonly drawn: string[] = [];
  moveTo(x: number, y: number): void {
    this.drawn.push(`M${x},${y}`);
  }
  lineTo(x: number, y: number): void {
    this.drawn.push(`L${x},${y}`);
  }
  closePath(): void {
    this.drawn.push('Z');
  }
}

const at = (...times: number[]): Float64Array => Float64Array.from(times);
const { NaN: nothing, POSITIVE_INFINITY: broken } = Number;
const shape = (atMs: Float64Array, steps = false) => ({
  atMs,
  x: (ms: number) => ms,
  y: (value: number) => -value,
  steps,
  dotPx: 2
});

describe('traceLine', () => {
  it('goes on over rows of other series and breaks where messages may be missing', () => {
    const pen = new ListPen();
    traceLine(pen, at(1, nothing, 2, broken, 3, 4), shape(at(0, 10, 20, 30, 40, 50)));
    expect(pen.drawn).toEqual(['M0,-1', 'L20,-2', 'M40,-3', 'L50,-4']);
  });

  it('makes a dot of a point between two breaks and of the last one alone', () => {
    const pen = new ListPen();
    traceLine(pen, at(1, broken, 2, broken, 3), shape(at(0, 1, 2, 3, 4)));
    expect(pen.drawn).toEqual(['M0,-1', 'M-1,-1', 'L1,-1', 'M2,-2', 'M1,-2', 'L3,-2', 'M4,-3', 'M3,-3', 'L5,-3']);
  });

  it('holds a boolean until the next one', () => {
    const pen = new ListPen();
    traceLine(pen, at(0, 1), shape(at(0, 10), true));
    expect(pen.drawn).toEqual(['M0,0', 'L10,0', 'L10,-1']);
  });
});

describe('traceArea', () => {
  it('closes a band over each unbroken stretch, not over single points', () => {
    const pen = new ListPen();
    traceArea(pen, at(1, 2, broken, 7), at(3, 4, broken, 9), 0, shape(at(0, 10, 20, 30)));
    expect(pen.drawn).toEqual(['M0,-3', 'L10,-4', 'L10,-2', 'L0,-1', 'Z']);
  });

  it('goes down to the floor without a lower line', () => {
    const pen = new ListPen();
    traceArea(pen, null, at(3, nothing, 4), 99, shape(at(0, 10, 20)));
    expect(pen.drawn).toEqual(['M0,-3', 'L20,-4', 'L20,99', 'L0,99', 'Z']);
  });
});
