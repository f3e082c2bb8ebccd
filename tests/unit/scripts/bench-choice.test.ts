import { expect, it } from 'vitest';
import { benchNames, chooseBenches } from '../../../scripts/bench-choice.mjs';

const known = ['ingest', 'tree', 'whole-path'];

it('runs what is named, everything when nothing is', () => {
  expect(chooseBenches(['tree'], known)).toEqual({ names: ['tree'], full: false, record: false });
  expect(chooseBenches(['--full', 'tree', 'tree'], known)).toEqual({ names: ['tree'], full: true, record: false });
  expect(chooseBenches(['--record'], known)).toEqual({ names: known, full: false, record: true });
});

it('names the benches to someone who named none of them', () => {
  const list = 'The benches are ingest, tree, whole-path.';
  expect(chooseBenches(['whole'], known)).toEqual({ problem: `There is no bench called whole. ${list}` });
  expect(chooseBenches(['tree', '--fast'], known)).toEqual({
    problem: `Benches know --full and --record, not --fast. ${list}`
  });
});

it('finds the benches by their files', () => {
  expect(benchNames('tests/bench')).toContain('whole-path');
});
