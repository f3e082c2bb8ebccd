import type { FieldPath, NumericField, SeriesWish, Unit } from '#contract/chart';
import { SeriesPoints } from './series-points';

/** One field of one topic, for as long as a chart shows it. */
export class ChartSeries implements SeriesWish {
  readonly node: number;
  readonly path: FieldPath;
  points = new SeriesPoints();
  kind: NumericField['kind'] = 'number';
  unit: Unit | null = null;
  /** Kind and unit are known. */
  isDescribed = false;
  /** Charts that show it. */
  users = 0;
  /** Points behind this time are not seen: the window is paused. */
  untilMs = Number.POSITIVE_INFINITY;

  constructor({ node, path }: SeriesWish) {
    this.node = node;
    this.path = path;
  }
}
