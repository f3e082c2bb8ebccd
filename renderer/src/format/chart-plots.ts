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

const leastPlotPx = 144;

/** Heights that fill what there is: more for plots of several series, none below what can be read. */
export function plotHeights(
  plans: readonly Pick<PlotPlan, 'members' | 'switches'>[],
  wholePx: number
): readonly number[] {
  const weights = plans.map(({ members, switches }) => (switches ? 0.75 : members.length > 1 ? 1.75 : 1));
  const sum = weights.reduce((all, one) => all + one, 0);
  return weights.map((weight) => Math.max(leastPlotPx, Math.floor((wholePx * weight) / sum)));
}
