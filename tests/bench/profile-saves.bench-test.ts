import { expect, test } from 'vitest';
import { killDuringSaves } from '../support/profile-saves';
import { seededRandom } from '../support/seeded-random';
import { bySize, report } from './report';

/** Processes that save profiles and are killed (SIGKILL) at any moment of it: what was acknowledged has to be there after. */
const kills = bySize({ small: 5, usual: 100, full: 1_000 });

test(
  'kill -9 during profile saves costs nothing that was acknowledged',
  async () => {
    const { acknowledged, lost, corrupt, troubles } = await killDuringSaves(kills, seededRandom(1));
    const rows = [
      { what: 'kills', count: kills },
      { what: 'saves acknowledged', count: acknowledged },
      { what: 'corrupt', count: corrupt },
      { what: 'lost', count: lost }
    ];
    report('profile-saves', rows, { kills, acknowledged, corrupt, lost });
    expect({ lost, corrupt, troubles }).toEqual({ lost: 0, corrupt: 0, troubles: [] });
  },
  60_000 + kills * 3_000
);
