import { expect, it } from 'vitest';
import { killDuringSaves } from '../support/profile-saves';
import { seededRandom } from '../support/seeded-random';

it('kill -9 while profiles are saved: none corrupt, none lost, 50 times', { timeout: 120_000 }, async () => {
  const killed = await killDuringSaves(50, seededRandom(4));
  expect(killed).toMatchObject({ kills: 50, lost: 0, corrupt: 0, troubles: [] });
  expect(killed.acknowledged).toBeGreaterThanOrEqual(50);
});
