import { describe, expect, it } from 'vitest';
import { History } from '../../../../../electron/engine/store/history';
import { KeptMessage } from '../../../../../electron/engine/store/kept-message';
import { TopicHistory } from '../../../../../electron/engine/store/topic-history';
import { arrival, randomFrom } from '../../../../support/arrival';

interface ModelMessage {
  readonly seq: number;
  readonly topic: number;
  readonly costBytes: number;
}

/** The rule in its plainest form: while over budget, let the oldest message go that is not its topic's newest. */
class Model {
  kept: ModelMessage[] = [];
  bytes = 0;
  discarded = 0;

  add(message: ModelMessage, budgetBytes: number): void {
    this.kept.push(message);
    this.bytes += message.costBytes;
    this.trim(budgetBytes);
  }

  trim(budgetBytes: number): void {
    while (this.bytes > budgetBytes) {
      const newest = new Map(this.kept.map(({ topic, seq }) => [topic, seq]));
      const oldest = this.kept.findIndex(({ topic, seq }) => newest.get(topic) !== seq);
      if (oldest < 0) return;
      this.bytes -= this.kept[oldest]?.costBytes ?? 0;
      this.kept.splice(oldest, 1);
      this.discarded += 1;
    }
  }
}

function build(topic: TopicHistory<KeptMessage>, seq: number, sizeBytes: number): KeptMessage {
  return new KeptMessage(seq, topic, arrival('t', new Uint8Array(sizeBytes)));
}

describe('History', () => {
  it('equals a plain model over 120,000 random appends, reads and budget changes', () => {
    const random = randomFrom(7);
    let seq = 0;
    for (let round = 0; round < 40; round += 1) {
      let budgetBytes = 2_000 + Math.floor(random() * 30_000);
      const history = new History(budgetBytes);
      const model = new Model();
      const topics = Array.from({ length: 1 + Math.floor(random() * 30) }, () => new TopicHistory<KeptMessage>());
      for (let step = 0; step < 3_000; step += 1) {
        seq += 1 + Math.floor(random() * 3);
        // Few topics get most of the messages, so that some newest messages grow very old.
        const topic = Math.floor(random() ** 4 * topics.length);
        const message = build(topics[topic] as TopicHistory<KeptMessage>, seq, Math.floor(random() ** 3 * 900));
        history.add(message);
        model.add({ seq, topic, costBytes: message.costBytes }, budgetBytes);
        if (random() < 0.002) {
          budgetBytes = 1_000 + Math.floor(random() * 40_000);
          history.setBudget(budgetBytes);
          model.trim(budgetBytes);
        }
        if (history.bytes !== model.bytes || history.discarded !== model.discarded) {
          expect([round, step, history.bytes, history.discarded]).toEqual([round, step, model.bytes, model.discarded]);
        }
        if (step % 50 === 0) {
          const before = Math.floor(random() * (seq + 2));
          const limit = 1 + Math.floor(random() * 20);
          const probe = Math.floor(random() * topics.length);
          const want = model.kept.filter((kept) => kept.topic === probe).map((kept) => kept.seq);
          const read = topics[probe]?.before(Infinity, Infinity).map((kept) => kept.seq);
          expect(read).toEqual([...want].reverse());
          const earlier = want.filter((kept) => kept < before);
          expect(topics[probe]?.before(before, limit).map((kept) => kept.seq)).toEqual(
            [...earlier].reverse().slice(0, limit)
          );
          expect(topics[probe]?.countBefore(before)).toBe(earlier.length);
          expect(topics[probe]?.find(before)?.seq ?? null).toBe(want.includes(before) ? before : null);
        }
      }
    }
  }, 60_000);

  it('keeps the newest of each topic even when last values alone are over the budget', () => {
    const history = new History(1_000);
    const topics = [1, 2, 3].map(() => new TopicHistory<KeptMessage>());
    topics.forEach((topic, place) => history.add(build(topic, place + 1, 2_000)));
    expect(topics.map((topic) => topic.count)).toEqual([1, 1, 1]);
    expect(history.discarded).toBe(0);
    expect(history.bytes).toBeGreaterThan(6_000);
    history.add(build(topics[0] as TopicHistory<KeptMessage>, 9, 10));
    expect(topics[0]?.newest?.seq).toBe(9);
    expect(topics[0]?.count).toBe(1);
    expect(history.discarded).toBe(1);
  });
});
