import type { FieldStep } from '#contract/field-path';

/**
 * Whether a number of a Sparkplug B message, as formats/sparkplug lays it out, is what a metric says: its value, one of its array
 * or data set, or that of a metric or parameter of its template. Times, aliases, sequence numbers and properties are not.
 */
export function isSparkplugValue(steps: readonly FieldStep[]): boolean {
  if (steps[0] !== 'metrics') return false;
  // metrics.Name.value, and in a template metrics.Name.value.metrics.Name.value
  for (let at = 0; steps[at + 2] === 'value'; at += 3) {
    const next = steps[at + 3];
    if (next === undefined || typeof next === 'number' || next === 'rows') return true;
    if (next !== 'metrics' && next !== 'parameters') return false;
  }
  return false;
}
