import type { OpenedDiff } from '../diff';

/** Words of the comparison of two messages. Numbers arrive formatted. */
export const diffWords = {
  label: 'Comparison',
  layout: 'Layout',
  inline: 'Inline',
  split: 'Split',
  a: 'A',
  b: 'B',
  /** What A is. */
  aIsMarked: 'The message you marked',
  aIsBefore: 'The message before B in its topic',
  aIsDifferent: 'The newest message before B in its topic with another payload',
  /** Where rows are filtered. */
  listedOrNot: (what: string) => `${what}, listed or not`,
  bIs: 'The message you look at',
  clearA: 'Compare with the message before B again',
  to: '→',
  removed: '−',
  added: '+',
  unchanged: (lines: number, formatted: string) => (lines === 1 ? '1 unchanged line' : `${formatted} unchanged lines`),
  unfold: 'Show them',
  identical: 'A and B are identical.',
  identicalBut: 'A and B differ only in what is ignored.',
  sameMessage: 'A and B are the same message.',
  alone: 'The first message kept here. There is none before it to compare with.',
  noOther: 'No earlier message kept here is different.',
  notKept: (side: 'A' | 'B') => `The payload of ${side} is no longer kept: there is nothing to compare.`,
  nothing: 'Pick a message to compare it with the one before.',
  coarse: 'Too large to compare closely: compared line by line, in place.',
  ignore: (path: string) => `Ignore ${path}`,
  ignoring: 'Ignoring',
  unignore: (path: string) => `Compare ${path} again`
} as const;

/** What was counted as different. */
export function changesWords(kind: OpenedDiff['kind'], count: number, formatted: string): string {
  const [one, many] = { json: ['field', 'fields'], text: ['line', 'lines'], binary: ['byte', 'bytes'] }[kind];
  return count === 1 ? `1 ${one}` : `${formatted} ${many}`;
}
