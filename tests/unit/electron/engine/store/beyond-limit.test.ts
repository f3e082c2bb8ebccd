import { expect, it } from 'vitest';
import { maxCountedBeyond } from '../../../../../electron/contract/frame';
import { BeyondLimit } from '../../../../../electron/engine/store/beyond-limit';
import { randomFrom } from '../../../../support/arrival';

it('counts each topic once and every message, up to a bound', () => {
  const beyond = new BeyondLimit(randomFrom(9));
  const count = (topic: string): void => {
    const bytes = Buffer.from(`--${topic}`);
    beyond.count(bytes, 2, bytes.length);
  };
  for (let round = 0; round < 3; round += 1) for (let each = 0; each < 50_000; each += 1) count(`t/${each}`);
  count('');
  expect(beyond).toMatchObject({ topics: 50_001, messages: 150_001 });
  for (let each = 0; each < maxCountedBeyond + 10; each += 1) count(`u/${each}`);
  expect(beyond).toMatchObject({ topics: maxCountedBeyond, messages: 150_001 + maxCountedBeyond + 10 });
  expect(beyond.memoryBytes).toBeLessThanOrEqual(40_000_000);
});
