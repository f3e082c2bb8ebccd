import { describe, expect, it } from 'vitest';
import type { LinkEnd } from '../../../../../electron/contract/connection';
import { failure } from '../../../../../electron/contract/failure';
import { failureBrief } from '../../../../../electron/contract/words/failures';
import { endLines, endsWorthTelling } from '../../../../../renderer/src/format/link-ends';
import { formatTime } from '../../../../../renderer/src/format/times';

const takenOver = failure('taken-over', 'DISCONNECT 0x8E');
const end = (livedMs: number | null, why = takenOver): LinkEnd => ({ atMs: 1_000, livedMs, failure: why });

describe('endLines', () => {
  it('says when, for how long it was up, and the code', () => {
    expect(endLines([end(400)], takenOver)).toEqual([
      { clock: formatTime(1_000), text: 'Connected, then closed again after 0.4 s', raw: 'DISCONNECT 0x8E' }
    ]);
  });

  it('says why where it was up for long, or never came up', () => {
    const refused = failure('refused', 'ECONNREFUSED');
    expect(endLines([end(120_000), end(null, refused)], refused).map(({ text }) => text)).toEqual([
      `Ended after 2 m: ${failureBrief(takenOver)}`,
      `Did not connect: ${failureBrief(refused)}`
    ]);
  });

  it('says at the newest one that tries are further apart from now on', () => {
    const flapping = endLines([end(300), end(400)], failure('flapping')).map(({ text }) => text);
    expect(flapping[0]).not.toContain('Waiting longer');
    expect(flapping[1]).toContain('. Waiting longer between tries from now on');
  });
});

describe('endsWorthTelling', () => {
  it('are those of links that come up and go again', () => {
    const flapping = [end(400), end(300)];
    expect(endsWorthTelling(flapping)).toBe(flapping);
  });

  it('are none of a broker that was up for long and cannot be reached now', () => {
    expect(endsWorthTelling([end(120_000), end(null), end(null)])).toEqual([]);
    expect(endsWorthTelling([end(300), end(null)])).toEqual([]);
  });
});
