import { formatAddress } from '#contract/address';
import type { ConnectionState } from '#contract/connection';
import type { Profile } from '#contract/profile';
import type { SessionFacts } from '#contract/session-facts';
import { failureBrief } from '#contract/words/failures';
import { subscriptionWords as railWords } from '#contract/words/rail';
import { sessionWords as words } from '#contract/words/session';
import { formatWhole } from '../../format/numbers';
import { formatSize } from '../../format/sizes';
import { daysLeft } from '../../format/days-left';
import { formatDay, formatSeconds } from '../../format/times';

/** One property: what it is called and what it is. */
interface SessionLine {
  readonly name: string;
  readonly value: string;
  /** Our words about it; empty: none. */
  readonly note: string;
  /** The value came over the wire. */
  readonly mono: boolean;
}

export interface SessionGroup {
  readonly title: string;
  readonly lines: readonly SessionLine[];
  /** Stands where there are no lines. */
  readonly none: string;
}

type Online = Extract<ConnectionState, { kind: 'online' }>;

/** What is known of a connection that is up, in groups; what the broker did not say is left out. */
export function sessionGroups(
  profile: Pick<Profile, 'address' | 'subscriptions'>,
  { session, clientId, sinceMs, subscriptions }: Online,
  nowMs: number
): readonly SessionGroup[] {
  const userProperties = session.userProperties.map(([name, value]) => ({ name, value, note: '', mono: true }));
  return [
    {
      title: words.connection,
      none: '',
      lines: [
        line(words.address, formatAddress(profile.address), true),
        line(words.since, clock(sinceMs, nowMs)),
        line(words.mqttVersion, words.version(session.mqttVersion), false, session.fellBack ? words.fellBack : ''),
        line(words.tls, session.tls?.version ?? null),
        line(words.cipher, session.tls?.cipher ?? null, true),
        line(words.alpn, session.tls?.alpn ?? null, true),
        certificateLine(session.tls, nowMs)
      ].flat()
    },
    {
      title: words.session,
      none: '',
      lines: [
        line(words.clientId, clientId, true, session.assignedClientId === null ? '' : words.assigned),
        line(words.sessionPresent, session.sessionPresent ? words.sessionResumed : words.sessionNew),
        line(words.keepAlive, session.keepAliveSeconds === 0 ? words.keepAliveNone : seconds(session.keepAliveSeconds)),
        line(words.sessionExpiry, expiry(session.sessionExpirySeconds)),
        line(words.responseInformation, session.responseInformation, true),
        line(words.serverReference, session.serverReference, true),
        line(words.reason, session.reasonString, true)
      ].flat()
    },
    { title: words.filters, none: words.noFilters, lines: filterLines(profile, subscriptions) },
    {
      title: words.limits,
      none: session.mqttVersion === '3.1.1' ? words.noLimitsIn311 : words.notSaid,
      lines: limitLines(session)
    },
    ...(userProperties.length === 0 ? [] : [{ title: words.userProperties, none: '', lines: userProperties }])
  ];
}

/** The broker's own certificate, and that it is trusted by itself. */
function certificateLine(tls: SessionFacts['tls'], nowMs: number): readonly SessionLine[] {
  if (!tls?.certificate) return [];
  const { subject, validToMs } = tls.certificate;
  const note = [daysLeft(validToMs, nowMs).text, ...(tls.byFingerprint ? [words.byFingerprint] : [])].join(', ');
  return line(words.certificate, subject, true, note);
}

/** Each filter that is on, with what became of it. */
function filterLines(
  { subscriptions }: Pick<Profile, 'subscriptions'>,
  told: Online['subscriptions']
): readonly SessionLine[] {
  const asked = new Map(subscriptions.map(({ filter, qos }) => [filter, qos]));
  return told.map(({ filter, standing, grantedQos, failure }) => {
    if (standing === 'granted' && grantedQos !== null) {
      const wanted = asked.get(filter) ?? grantedQos;
      const value = wanted > grantedQos ? railWords.lowerQos(grantedQos, wanted) : railWords.qos(grantedQos);
      return { name: filter, value, note: '', mono: false };
    }
    return { name: filter, value: failure ? failureBrief(failure) : railWords.asked, note: '', mono: false };
  });
}

/** To the second; the day with it where it was another one. */
function clock(epochMs: number, nowMs: number): string {
  const day = formatDay(epochMs);
  return day === formatDay(nowMs) ? formatSeconds(epochMs) : `${day} ${formatSeconds(epochMs)}`;
}

function limitLines(session: SessionFacts): readonly SessionLine[] {
  return [
    line(words.maximumQos, numeral(session.maximumQos)),
    line(words.retain, yesNo(session.retainAvailable)),
    line(words.receiveMaximum, numeral(session.receiveMaximum)),
    line(words.maximumPacketSize, session.maximumPacketSizeBytes && formatSize(session.maximumPacketSizeBytes)),
    line(words.topicAliases, numeral(session.topicAliasMaximum)),
    line(words.wildcards, yesNo(session.wildcardsAvailable)),
    line(words.subscriptionIds, yesNo(session.subscriptionIdsAvailable)),
    line(words.shared, yesNo(session.sharedAvailable))
  ].flat();
}

/** None where the broker did not say it. */
function line(name: string, value: string | 0 | null, mono = false, note = ''): readonly SessionLine[] {
  if (value === null || value === 0 || value === '') return [];
  return [{ name, value, note, mono }];
}

function seconds(count: number): string {
  return words.seconds(formatWhole(count));
}

/** [MQTT5 3.1.2.11.2]: 0xFFFFFFFF is for ever. */
function expiry(count: number | null): string | null {
  if (count === null) return null;
  if (count === 0) return words.sessionExpiryAtOnce;
  return count === 0xff_ff_ff_ff ? words.sessionExpiryNever : seconds(count);
}

function numeral(count: number | null): string | null {
  return count === null ? null : formatWhole(count);
}

function yesNo(available: boolean | null): string | null {
  return available === null ? null : available ? words.available : words.notAvailable;
}
