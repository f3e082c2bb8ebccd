import { describe, expect, it } from 'vitest';
import { NodeRecords } from '../../../../../electron/engine/store/node-records';
import { TopicValues } from '../../../../../electron/engine/store/topic-values';
import { arrival } from '../../../../support/arrival';

const startMs = 1_760_000_000_000;

function values(): TopicValues {
  const records = new NodeRecords();
  records.reserve(70_000);
  return new TopicValues(records);
}

describe('TopicValues', () => {
  it('keeps the figures of neighbours apart, also where a page of memory ends', () => {
    const topics = values();
    for (const [node, messages] of [
      [65_534, 1],
      [65_535, 2],
      [65_536, 3],
      [65_537, 4]
    ] as const) {
      for (let step = 0; step < messages; step += 1) {
        topics.count(node, arrival('a', '1', { receivedAtMs: startMs + step * node, retain: step === 3 }));
        topics.noteChange(node, startMs + step);
      }
    }
    const read = [65_533, 65_534, 65_535, 65_536, 65_537].map((node) => [
      topics.messages(node),
      topics.revision(node),
      topics.usualGapMs(node),
      topics.retainedAtMs(node)
    ]);
    expect(read).toEqual([
      [0, 0, null, null],
      [1, 1, null, null],
      [2, 2, 65_535, null],
      [3, 3, 65_536, null],
      [4, 4, 65_537, startMs + 3 * 65_537]
    ]);
  });

  it('moves the usual gap by a fifth of what is new', () => {
    const topics = values();
    let atMs = startMs;
    const speak = (gapMs: number): number | null => {
      atMs += gapMs;
      topics.count(1, arrival('a', '1', { receivedAtMs: atMs }));
      return topics.usualGapMs(1);
    };
    expect(speak(0)).toBeNull();
    expect(speak(0)).toBe(0);
    expect(topics.isHotter(1, 100)).toBe(true);
    expect(speak(1_000)).toBeCloseTo(200, 3);
    expect(topics.isHotter(1, 100)).toBe(false);
    expect(speak(100)).toBeCloseTo(180, 3);
    // A clock that was set back says nothing of the topic.
    expect(speak(-5_000)).toBeCloseTo(180, 3);
    expect(speak(180)).toBeCloseTo(180, 3);
  });

  it('knows nothing of a topic that spoke once: not that it is hot', () => {
    const topics = values();
    topics.count(1, arrival('a'));
    expect(topics.isHotter(1, 100)).toBe(false);
  });

  it('follows three changes within a second over the turn of the 32 bits of its times', () => {
    const turnMs = Math.ceil(startMs / 2 ** 32) * 2 ** 32;
    for (const firstMs of [turnMs - 10_000, turnMs - 1_200, turnMs - 300, turnMs, turnMs + 50]) {
      const topics = values();
      topics.noteChange(1, firstMs);
      topics.noteChange(1, firstMs + 600);
      expect(topics.steadyUntilMs(1, firstMs + 600)).toBe(0);
      topics.noteChange(1, firstMs + 999);
      expect(topics.steadyUntilMs(1, firstMs + 999)).toBe(firstMs + 2_999);
      // Unchanged messages came since; one change more, too late to hold it.
      expect(topics.steadyUntilMs(1, firstMs + 1_500)).toBe(firstMs + 2_999);
      topics.noteChange(1, firstMs + 2_500);
      expect(topics.steadyUntilMs(1, firstMs + 2_500)).toBe(firstMs + 2_999);
      topics.noteChange(1, firstMs + 900_000);
      expect(topics.steadyUntilMs(1, firstMs + 900_000)).toBeLessThan(firstMs + 900_000);
    }
  });

  it('is not steady for an hour when the clock is set back by one', () => {
    const topics = values();
    for (const atMs of [0, 100, 200]) topics.noteChange(1, startMs + atMs);
    expect(topics.steadyUntilMs(1, startMs - 3_600_000)).toBeLessThan(startMs - 3_600_000);
    topics.noteChange(1, startMs - 3_600_000);
    expect(topics.steadyUntilMs(1, startMs - 3_600_000)).toBe(0);
  });
});
