import { describe, expect, it } from 'vitest';
import { differingParts, seriesLabels } from '../../../../../renderer/src/format/chart-labels';

const texts = (series: readonly { topic: string; path: string }[]) =>
  seriesLabels(series, 'payload').map(({ text }) => text);

describe('seriesLabels', () => {
  it('names fields where all are of one topic', () => {
    expect(
      texts([
        { topic: 'a/b', path: 'value' },
        { topic: 'a/b', path: '' }
      ])
    ).toEqual(['value', 'payload']);
  });

  it('names topics by what differs where all are of one field', () => {
    expect(
      texts(['robot-a', 'robot-b'].map((robot) => ({ topic: `plant/${robot}/temperature`, path: 'value' })))
    ).toEqual(['robot-a', 'robot-b']);
  });

  it('names both else', () => {
    expect(
      seriesLabels(
        [
          { topic: 'a/x', path: 'v' },
          { topic: 'a/y', path: '' }
        ],
        'payload'
      )
    ).toEqual([
      { topic: 'x', field: 'v', text: 'x v' },
      { topic: 'y', field: '', text: 'y' }
    ]);
  });
});

describe('differingParts', () => {
  it('always leaves a level, also of a topic that another begins with', () => {
    expect(differingParts(['a', 'a/b'])).toEqual(['a', 'a/b']);
    expect(differingParts(['a/b', 'a/b'])).toEqual(['b', 'b']);
    expect(differingParts(['a/b/c', 'a/c'])).toEqual(['b/c', 'c']);
  });
});
