import type { LineSpace } from './chart-line-space';

export interface LineLabel {
  readonly key: string;
  readonly widthPx: number;
  readonly space: LineSpace;
}

/** What there is for labels, in px of the canvas. */
export interface LabelRoom {
  readonly widthPx: number;
  readonly topPx: number;
  readonly bottomPx: number;
  readonly bucketPx: number;
  /** Px of the canvas for one of CSS. */
  readonly scale: number;
}

export interface LabelPlace {
  /** From the left of the lines. */
  readonly leftPx: number;
  readonly baselinePx: number;
  readonly below: boolean;
}

const linePx = 13;
/** Of letters, above and below their baseline. */
const risePx = 9;
const fallPx = 3;
/** Between letters and line. */
const clearPx = 4;
const stepPx = 24;
/** What a place costs that is not the best one: right above the line, where it begins. */
const costs = { faraway: 12, eachLine: 4, below: 1.5, besides: 8, eachCrossing: 1.5, moved: 3 } as const;

/**
 * A place for each label above or below its line where it covers neither that nor another label, and other lines as little as
 * can be; where there is none, as near to where the line begins as other labels leave room. Null: no room at all.
 * `before`: where labels were, so that they move seldom.
 */
export function labelPlaces(
  labels: readonly LineLabel[],
  room: LabelRoom,
  before: ReadonlyMap<string, LabelPlace>
): readonly (LabelPlace | null)[] {
  const taken: { readonly leftPx: number; readonly rightPx: number; readonly baselinePx: number }[] = [];
  const isFree = (leftPx: number, widthPx: number, baselinePx: number): boolean =>
    taken.every(
      (other) =>
        leftPx >= other.rightPx ||
        leftPx + widthPx <= other.leftPx ||
        Math.abs(other.baselinePx - baselinePx) >= linePx * room.scale
    );
  return labels.map((label) => {
    const place =
      bestPlace(label, labels, room, before.get(label.key) ?? null, isFree) ?? nearBeginning(label, room, isFree);
    if (place) {
      const { leftPx, baselinePx } = place;
      taken.push({ leftPx, rightPx: leftPx + label.widthPx, baselinePx });
    }
    return place;
  });
}

type IsFree = (leftPx: number, widthPx: number, baselinePx: number) => boolean;

function bestPlace(
  label: LineLabel,
  labels: readonly LineLabel[],
  room: LabelRoom,
  before: LabelPlace | null,
  isFree: IsFree
): LabelPlace | null {
  const { widthPx, topPx, bottomPx, bucketPx, scale } = room;
  const begins = firstBucket(label.space);
  if (begins === null) return null;
  let best: LabelPlace | null = null;
  let lowest = Number.POSITIVE_INFINITY;
  for (let leftPx = 4 * scale; leftPx + label.widthPx <= widthPx; leftPx += stepPx * scale) {
    const from = Math.floor(leftPx / bucketPx);
    const to = Math.min(label.space.top.length - 1, Math.floor((leftPx + label.widthPx) / bucketPx));
    const own = extent(label.space, from, to);
    if (own === null) continue;
    for (const below of [false, true]) {
      const baselinePx = below ? own.bottom + (clearPx + risePx) * scale : own.top - (clearPx + fallPx) * scale;
      if (baselinePx - risePx * scale < topPx || baselinePx + fallPx * scale > bottomPx) continue;
      if (!isFree(leftPx, label.widthPx, baselinePx)) continue;
      const awayPx = below ? own.bottom - own.firstBottom : own.firstTop - own.top;
      let cost =
        (Math.abs(from - begins) / label.space.top.length) * costs.faraway +
        (awayPx / (linePx * scale)) * costs.eachLine +
        own.missing * costs.besides +
        (below ? costs.below : 0);
      for (const other of labels) {
        if (other === label || cost >= lowest) continue;
        const upper = baselinePx - risePx * scale;
        cost += crossings(other.space, from, to, upper, baselinePx + fallPx * scale) * costs.eachCrossing;
      }
      if (before && (before.leftPx !== leftPx || before.below !== below)) cost += costs.moved;
      if (cost >= lowest) continue;
      lowest = cost;
      best = { leftPx, baselinePx, below };
    }
  }
  return best;
}

function nearBeginning(label: LineLabel, room: LabelRoom, isFree: IsFree): LabelPlace | null {
  const { widthPx, topPx, bottomPx, bucketPx, scale } = room;
  const begins = firstBucket(label.space);
  if (begins === null) return null;
  const leftPx = Math.max(0, Math.min(begins * bucketPx + 4 * scale, widthPx - label.widthPx));
  const top = topPx + risePx * scale;
  const bottom = bottomPx - fallPx * scale;
  const wanted = Math.min(bottom, Math.max(top, (label.space.top[begins] ?? 0) - (clearPx + fallPx) * scale));
  for (let step = 0; step < 24; step += 1) {
    const baselinePx = wanted + Math.ceil(step / 2) * linePx * scale * (step % 2 === 0 ? 1 : -1);
    if (baselinePx < top || baselinePx > bottom || !isFree(leftPx, label.widthPx, baselinePx)) continue;
    return { leftPx, baselinePx, below: false };
  }
  return null;
}

function firstBucket({ top }: LineSpace): number | null {
  const found = top.findIndex((px) => !Number.isNaN(px));
  return found < 0 ? null : found;
}

/** Of a line between two buckets; null: it is not there. `missing`: the part of them in which it is not. */
function extent({ top, bottom }: LineSpace, from: number, to: number) {
  let [highest, lowest, firstTop, firstBottom, missing] = [Number.NaN, Number.NaN, Number.NaN, Number.NaN, 0];
  for (let bucket = from; bucket <= to; bucket += 1) {
    const [upper = Number.NaN, lower = Number.NaN] = [top[bucket], bottom[bucket]];
    if (Number.isNaN(upper)) {
      missing += 1;
      continue;
    }
    if (Number.isNaN(firstTop)) [firstTop, firstBottom] = [upper, lower];
    if (!(highest <= upper)) highest = upper;
    if (!(lowest >= lower)) lowest = lower;
  }
  if (Number.isNaN(highest)) return null;
  return { top: highest, bottom: lowest, firstTop, firstBottom, missing: missing / (to - from + 1) };
}

function crossings({ top, bottom }: LineSpace, from: number, to: number, upper: number, lower: number): number {
  let count = 0;
  for (let bucket = from; bucket <= to; bucket += 1)
    if ((top[bucket] ?? Number.NaN) <= lower && (bottom[bucket] ?? Number.NaN) >= upper) count += 1;
  return count;
}
