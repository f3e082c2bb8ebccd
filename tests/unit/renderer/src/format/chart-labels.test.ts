import { describe, expect, it } from 'vitest';
import { differingParts, seriesLabels } from '../../../../../renderer/src/format/chart-labels';

const texts = (series: readonly { topic: string; path: string }[]) => seriesLabels(series).map(({ text }) => text);

describe('seriesLabels', () => {
  it('names fields where all are of one topic, and a number that is the payload by its topic', () => {
    expect(
      texts([
        { topic: 'a/b', path: 'value' },
        { topic: 'a/b', path: '' }
      ])
    ).toEqual(['value', 'b']);
    expect(texts([{ topic: 'u/plain/number', path: '' }])).toEqual(['number']);
    expect(texts([{ topic: 'u/number/', path: '' }])).toEqual(['number']);
  });

  it('names topics by what differs where all are of one field', () => {
    expect(
      texts(['robot-a', 'robot-b'].map((robot) => ({ topic: `plant/${robot}/temperature`, path: 'value' })))
    ).toEqual(['robot-a', 'robot-b']);
    expect(texts(['a', 'b'].map((line) => ({ topic: `plant/${line}/temperature`, path: '' })))).toEqual(['a', 'b']);
  });

  it('puts the level that differs before a field that several topics have, and nothing before others', () => {
    const room = (number: number) => ({ topic: `u/room/${number}/climate`, path: 'temperature' });
    expect(
      seriesLabels([
        { topic: 'u/pump/telemetry', path: 'device.site.geo.lat' },
        room(1),
        room(2),
        { topic: 'u/plain/number', path: '' }
      ])
    ).toEqual([
      { topic: '', field: 'device.site.geo.lat', text: 'device.site.geo.lat' },
      { topic: '1', field: 'temperature', text: '1 temperature' },
      { topic: '2', field: 'temperature', text: '2 temperature' },
      { topic: '', field: 'number', text: 'number' }
    ]);
  });

  it('keeps names short and different where topics are of many shapes', () => {
    const topics = ['u/pump/telemetry', 'u/room/1/climate', 'u/room/2/climate'];
    expect(texts(topics.map((topic) => ({ topic, path: 'temperature' })))).toEqual(['pump/telemetry', '1', '2']);
    const crossed = ['a/b/c', 'b/a/d', 'c/d/a'];
    expect(texts(crossed.map((topic) => ({ topic, path: 'v' })))).toEqual(crossed);
  });
});

describe('differingParts', () => {
  it('always leaves a level, also of a topic that another begins with', () => {
    expect(differingParts(['a', 'a/b'])).toEqual(['a', 'a/b']);
    expect(differingParts(['a/b', 'a/b'])).toEqual(['b', 'b']);
    expect(differingParts(['a/b/c', 'a/c'])).toEqual(['b/c', 'c']);
  });
});
