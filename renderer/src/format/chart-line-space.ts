/** Where a line is, bucket by bucket of the width: from its highest to its lowest pixel; NaN: nowhere. */
export interface LineSpace {
  readonly top: Float64Array;
  readonly bottom: Float64Array;
}

export interface SpaceShape {
  readonly atMs: Float64Array;
  readonly x: (timeMs: number) => number;
  readonly y: (value: number) => number;
  readonly steps: boolean;
  readonly leftPx: number;
  readonly buckets: number;
  readonly bucketPx: number;
}

/** What lines of these columns cover: one, or those around a band. Columns as in `SeriesFacts`. */
export function lineSpace(columns: readonly Float64Array[], shape: SpaceShape): LineSpace {
  const { atMs, x, y, steps, leftPx, buckets, bucketPx } = shape;
  const top = new Float64Array(buckets).fill(Number.NaN);
  const bottom = new Float64Array(buckets).fill(Number.NaN);
  const note = (bucket: number, py: number): void => {
    if (bucket < 0 || bucket >= buckets) return;
    if (!((top[bucket] ?? 0) <= py)) top[bucket] = py;
    if (!((bottom[bucket] ?? 0) >= py)) bottom[bucket] = py;
  };
  const bucketOf = (px: number): number => Math.floor((px - leftPx) / bucketPx);
  const segment = (fromX: number, fromY: number, toX: number, toY: number): void => {
    const first = Math.max(0, bucketOf(fromX));
    const last = Math.min(buckets - 1, bucketOf(toX));
    const slope = toX > fromX ? (toY - fromY) / (toX - fromX) : 0;
    for (let bucket = first; bucket <= last; bucket += 1) {
      const startX = Math.max(fromX, leftPx + bucket * bucketPx);
      const endX = Math.min(toX, leftPx + (bucket + 1) * bucketPx);
      note(bucket, fromY + (startX - fromX) * slope);
      note(bucket, endX === toX ? toY : fromY + (endX - fromX) * slope);
    }
  };
  for (const values of columns) {
    let down = false;
    let lastX = 0;
    let lastY = 0;
    for (let row = 0; row < values.length; row += 1) {
      const value = values[row] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      if (!Number.isFinite(value)) {
        down = false;
        continue;
      }
      const px = x(atMs[row] ?? 0);
      const py = y(value);
      if (down) segment(lastX, lastY, px, steps ? lastY : py);
      note(bucketOf(px), py);
      down = true;
      lastX = px;
      lastY = py;
    }
  }
  return { top, bottom };
}
