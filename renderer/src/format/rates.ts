import { rateWords } from '#contract/words/tree';
import { formatTenths, formatWhole } from './numbers';

export interface FormattedRate {
  readonly amount: string;
  readonly unit: string;
}

/** `402/s`, `8.1/s`, down to 0.1; then `2/min`; then `–`. The mean of a minute counts in steps of one per minute. */
export function formatRate(perSecond: number): FormattedRate {
  if (perSecond >= 9.95) return { amount: formatWhole(perSecond), unit: rateWords.perSecond };
  if (perSecond >= 0.0995) return { amount: formatTenths(perSecond), unit: rateWords.perSecond };
  const perMinute = Math.round(perSecond * 60);
  return perMinute >= 1
    ? { amount: formatWhole(perMinute), unit: rateWords.perMinute }
    : { amount: rateWords.none, unit: '' };
}
