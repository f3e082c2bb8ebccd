import { expect, test } from 'vitest';
import { warmUp } from '../../../../../../electron/engine/decode/worker/warm-up';

test('the decode worker warms up in many steps, every one of which works', { timeout: 60_000 }, () => {
  const steps = warmUp();
  let count = 0;
  while (!steps.next().done) count += 1;
  expect(count).toBeGreaterThan(40);
});
