import type { UserProperties } from '#contract/user-property';
import { topicFilterProblem } from '#contract/topic';
import type { Subscription } from '#contract/subscription';
import { cleanLine } from './clean-line';
import type { ProblemList } from './problem-list';

/** The bounds that contract/profile.ts sets, met here with a problem instead of a refusal. */
const longestName = 200;
const longestClientId = 1_000;
const longestText = 65_535;
const mostSubscriptions = 200;
const mostUserProperties = 100;

/** `otherwise` where nothing of it can be shown. */
export function boundedName(name: string | null, otherwise: string, problems: ProblemList): string {
  const cleaned = cleanLine(name ?? '', longestName);
  if (cleaned !== (name ?? '').trim() || cleaned === '') problems.add('name-cleaned');
  return cleaned === '' ? cleanLine(otherwise, longestName) : cleaned;
}

export function boundedFolder(folder: string, problems: ProblemList): string {
  const cleaned = cleanLine(folder, longestName);
  if (cleaned !== folder.trim()) problems.add('folder-cleaned');
  return cleaned;
}

/** Empty (a random one at each connect) where it cannot be sent [MQTT5 3.1.3.1]. */
export function boundedClientId(clientId: string, problems: ProblemList): string {
  if (clientId.length <= longestClientId && !/[\p{Cc}\p{Cs}]/u.test(clientId)) return clientId;
  problems.add('client-id');
  return '';
}

export function boundedUsername(username: string, problems: ProblemList): string {
  if (fitsMqttString(username)) return username;
  problems.add('username');
  return '';
}

/** Null: there is none, or it cannot be sent. */
export function boundedSecret(value: unknown, problems: ProblemList): string | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string' && Buffer.byteLength(value) <= longestText) return value;
  problems.add('secret');
  return null;
}

/** A UTF-8 string of MQTT: at most 65,535 bytes and no U+0000 [MQTT5 1.5.4]. */
export function fitsMqttString(text: string): boolean {
  return text.length <= longestText && Buffer.byteLength(text) <= longestText && !text.includes('\u0000');
}

/** The number within its bounds; null stays null. Beyond them the nearest one, with a problem under this name. */
export function boundedNumber(
  value: number | null,
  { min, max }: { readonly min: number; readonly max: number },
  name: string,
  problems: ProblemList
): number | null {
  if (value === null) return null;
  const bounded = Math.min(max, Math.max(min, Math.round(value)));
  if (bounded !== value) problems.add('number', name);
  return bounded;
}

/** Without empty, invalid and doubled filters, in order. */
export function boundedSubscriptions(candidates: readonly Subscription[], problems: ProblemList): Subscription[] {
  const kept = new Map<string, Subscription>();
  for (const candidate of candidates) {
    const { filter } = candidate;
    if (filter === '' || kept.has(filter)) continue;
    if (filter.length > longestText || topicFilterProblem(filter) !== null) problems.add('filter', filter);
    else if (kept.size === mostSubscriptions) problems.add('subscriptions-many');
    else kept.set(filter, candidate);
  }
  return [...kept.values()];
}

export function boundedUserProperties(
  pairs: readonly (readonly [name: string, value: unknown])[],
  problems: ProblemList
): UserProperties {
  const kept: UserProperties = [];
  for (const [name, value] of pairs) {
    const fits = typeof value === 'string' && name.length <= 4_000 && value.length <= 16_000;
    if (!fits || !fitsMqttString(name + value) || kept.length === mostUserProperties) problems.add('user-properties');
    else kept.push([name, value]);
  }
  return kept;
}
