import { describe, expect, it } from 'vitest';
import { topicEnds } from '../../../../../renderer/src/format/topic-ends';

describe('topicEnds', () => {
  it.each([
    ['factory/leipzig/line-2/robot-a/temperature', 'factory/leipzig/line-2/', 'robot-a/temperature'],
    ['a/b', 'a/', 'b'],
    ['a', '', 'a'],
    ['/', '/', ''],
    ['a//b', 'a/', '/b'],
    ['', '', '']
  ])('cuts %j into %j and %j', (topic, head, tail) => expect(topicEnds(topic)).toEqual({ head, tail }));
});
