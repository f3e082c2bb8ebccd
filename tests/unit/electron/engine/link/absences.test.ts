import { describe, expect, it } from 'vitest';
import { failure } from '../../../../../electron/contract/failure';
import type { Gap } from '../../../../../electron/contract/message';
import { Absences } from '../../../../../electron/engine/link/absences';
import { usualSession } from '../../../../support/usual-session';

const session = usualSession('5');
const online = { kind: 'online', sinceMs: 0, clientId: 'c', session, subscriptions: [] } as const;
const waiting = {
  kind: 'waiting',
  retryAtMs: 0,
  attempt: 1,
  failure: failure('no-answer'),
  ends: [],
  diagnosis: null
} as const;

function watch(): { gaps: Gap[]; absences: Absences } {
  const gaps: Gap[] = [];
  return { gaps, absences: new Absences((gap) => gaps.push(gap)) };
}

describe('Absences', () => {
  it('notes the time between two connections, once, and nothing before the first', () => {
    const { gaps, absences } = watch();
    absences.linkChanged({ kind: 'idle' }, 500);
    absences.linkChanged(online, 1_000);
    absences.linkChanged({ ...online, clientId: 'd' }, 1_100);
    absences.linkChanged(waiting, 5_000);
    absences.linkChanged({ kind: 'connecting', step: 'tcp', attempt: 2, failure: null, ends: [] }, 6_000);
    absences.linkChanged(online, 9_000);
    expect(gaps).toEqual([{ fromMs: 5_000, toMs: 9_000, cause: 'offline' }]);
  });

  it('counts the silence before a link was given up', () => {
    const { gaps, absences } = watch();
    absences.linkChanged(online, 0);
    absences.linkChanged({ ...waiting, failure: failure('keepalive-timeout', '', { seconds: 90 }) }, 200_000);
    absences.linkChanged(online, 201_000);
    expect(gaps).toEqual([{ fromMs: 110_000, toMs: 201_000, cause: 'offline' }]);
  });

  it('counts that silence also where the next try comes at once', () => {
    const { gaps, absences } = watch();
    absences.linkChanged(online, 0);
    const silent = failure('keepalive-timeout', '', { seconds: 2 });
    absences.linkChanged({ kind: 'connecting', step: 'tcp', attempt: 2, failure: silent, ends: [] }, 50_000);
    absences.linkChanged(online, 51_000);
    expect(gaps).toEqual([{ fromMs: 48_000, toMs: 51_000, cause: 'offline' }]);
  });

  it('notes that it stood still while online', () => {
    const { gaps, absences } = watch();
    absences.linkChanged(online, 0);
    for (const ms of [100, 150, 200, 5_200, 5_250]) absences.tick(1_000_000 + ms, 77_000 + ms);
    expect(gaps).toEqual([{ fromMs: 1_000_200, toMs: 1_005_200, cause: 'stopped' }]);
  });

  it('takes neither a clock that was set nor a busy second for a standstill', () => {
    const { gaps, absences } = watch();
    absences.linkChanged(online, 0);
    absences.tick(1_000_000, 10_000);
    absences.tick(9_000_000, 10_050);
    absences.tick(2_000_000, 11_900);
    expect(gaps).toEqual([]);
  });

  it('is not misled by an uptime in whole seconds', () => {
    const { gaps, absences } = watch();
    absences.linkChanged(online, 0);
    const uptimeMs = (ms: number): number => Math.floor((ms + 77_300) / 1_000) * 1_000;
    for (const ms of [0, 50, 690, 1_710, 1_760]) absences.tick(1_000_000 + ms, uptimeMs(ms));
    expect(gaps).toEqual([]);
    absences.tick(1_004_000, uptimeMs(4_000));
    expect(gaps).toEqual([{ fromMs: 1_001_760, toMs: 1_004_000, cause: 'stopped' }]);
  });

  it('says how long it stood still when the clock was set meanwhile', () => {
    const { gaps, absences } = watch();
    absences.linkChanged(online, 0);
    absences.tick(1_000_000, 10_000);
    absences.tick(9_000_000, 14_000);
    expect(gaps).toEqual([{ fromMs: 8_996_000, toMs: 9_000_000, cause: 'stopped' }]);
  });

  it('has nothing to say of a standstill while offline', () => {
    const { gaps, absences } = watch();
    absences.tick(1_000, 1_000);
    absences.tick(61_000, 61_000);
    expect(gaps).toEqual([]);
  });
});
