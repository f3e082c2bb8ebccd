import { expect, test } from 'vitest';
import { decodingBounds } from '../../electron/contract/limits';
import { decodeMutated } from '../support/mutated-inputs';
import { mutatedFormats, mutationCase } from '../support/mutation-cases';
import { bySize, report, rounded, small } from './report';

/** Damaged inputs for every binary decoder, the same ones each time: none may fail otherwise than with a DecodeError, or take a second. */
const inputs = bySize({ small: 200, usual: 20_000, full: 100_000 });
const sliceInputs = 200;
const megabyte = 1_000_000;

/** What is closed is freed in the next turn of the event loop. */
async function usedBytes(): Promise<number> {
  await new Promise((resume) => setImmediate(resume));
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test.each(mutatedFormats)('%s answers for damaged inputs', { timeout: 3_600_000 }, async (format) => {
  const damaged = mutationCase(format);
  const usedBefore = await usedBytes();
  const sum = { read: 0, refused: 0, slowestMs: 0, mostBytes: 0, mostGrowthBytes: 0 };
  for (let done = 0; done < inputs; done += sliceInputs) {
    const { read, refused, slowestMs, mostBytes } = decodeMutated(damaged, sliceInputs, done);
    sum.read += read;
    sum.refused += refused;
    sum.slowestMs = Math.max(sum.slowestMs, slowestMs);
    sum.mostBytes = Math.max(sum.mostBytes, mostBytes);
    sum.mostGrowthBytes = Math.max(sum.mostGrowthBytes, (await usedBytes()) - usedBefore);
  }
  const row = {
    decoder: format,
    inputs,
    read: sum.read,
    refused: sum.refused,
    slowestMs: rounded(sum.slowestMs, 2),
    mostMBOfOne: rounded(sum.mostBytes / megabyte, 2),
    mostGrowthMB: rounded(sum.mostGrowthBytes / megabyte)
  };
  report('decoder-mutations', [row], { part: format, ...row });
  expect(sum.read + sum.refused).toBe(inputs);
  expect(sum.mostBytes).toBeLessThan(4 * decodingBounds.decodedBytes);
  // Beside other tests, another one may have had the processor.
  if (!small) expect(sum.slowestMs).toBeLessThan(decodingBounds.jobMs);
});
