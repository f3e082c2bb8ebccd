import { expect, it } from 'vitest';
import { topicMatches } from '../../../../../renderer/src/format/topic-matches';

// [MQTT-4.7.1-2] to [MQTT-4.7.3]: the examples of the standard.
it.each([
  ['sport/tennis/player1/#', 'sport/tennis/player1', true],
  ['sport/tennis/player1/#', 'sport/tennis/player1/score/wimbledon', true],
  ['sport/#', 'sport', true],
  ['sport/tennis/+', 'sport/tennis/player1', true],
  ['sport/tennis/+', 'sport/tennis/player1/ranking', false],
  ['sport/+', 'sport', false],
  ['sport/+', 'sport/', true],
  ['+/+', '/finance', true],
  ['/+', '/finance', true],
  ['+', '/finance', false],
  ['#', '$SYS/monitor', false],
  ['+/monitor', '$SYS/monitor', false],
  ['$SYS/#', '$SYS/monitor', true],
  ['a/b', 'a/B', false]
])('%s for %s: %s', (filter, topic, matches) => expect(topicMatches(filter, topic)).toBe(matches));
