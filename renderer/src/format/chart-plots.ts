import type { SeriesFacts } from '#contract/chart';

/** Series that share an axis: those of one unit, of those without a unit the ones of one field. */
export interface PlotPlan {
  readonly key: string;
  /** Null: no unit. */
  readonly unit: string | null;
  /** Where the unit stands, without repeats. */
  readonly unitFields: readonly string[];
  /** Of series without a unit. */
  readonly path: string;
  /** Off and on. */
  readonly switches: boolean;
  /** Places in the list of series, in their order. */
  readonly members: readonly number[];
}

/** One plot per unit, in the order in which the units come (DESIGN.md section 8). */
export function plotPlans(series: readonly Pick<SeriesFacts, 'path' | 'kind' | 'unit'>[]): readonly PlotPlan[] {
  const plans = new Map<string, PlotPlan & { readonly unitFields: string[]; readonly members: number[] }>();
  for (const [index, { path, kind, unit }] of series.entries()) {
    const switches = kind === 'boolean';
    const key = unit === null || switches ? `${switches ? 'switch' : 'field'} ${path}` : `unit ${unit.text}`;
    let plan = plans.get(key);
    if (!plan) {
      plan = { key, unit: switches ? null : (unit?.text ?? null), unitFields: [], path, switches, members: [] };
      plans.set(key, plan);
    }
    plan.members.push(index);
    if (unit && !switches && !plan.unitFields.includes(unit.field)) plan.unitFields.push(unit.field);
  }
  return [...plans.values()];
}

const leastPlotPx = 112;
const leastSwitchPx = 64;

/** Heights that fill what there is: more for plots of several series, less for switches, none below what can be read. */
export function plotHeights(
  plans: readonly Pick<PlotPlan, 'members' | 'switches'>[],
  wholePx: number
): readonly number[] {
  const shares = plans.map(({ members, switches }, place) => ({
    place,
    weight: switches ? 0.5 : members.length > 1 ? 1.75 : 1,
    leastPx: switches ? leastSwitchPx : leastPlotPx
  }));
  const heights = plans.map(() => 0);
  let leftPx = wholePx;
  let left = shares;
  // Those that need more than their share take it first, the others share the rest.
  for (let needy = left; needy.length > 0;) {
    const sum = left.reduce((all, { weight }) => all + weight, 0);
    const roomPx = leftPx;
    needy = left.filter(({ weight, leastPx }) => (roomPx * weight) / sum < leastPx);
    for (const { place, leastPx } of needy) heights[place] = leastPx;
    leftPx -= needy.reduce((all, { leastPx }) => all + leastPx, 0);
    left = left.filter((share) => !needy.includes(share));
    if (needy.length === 0) for (const { place, weight } of left) heights[place] = Math.floor((roomPx * weight) / sum);
  }
  return heights;
}
