import { expect, it } from 'vitest';
import { RecentTopics } from '../../../../../electron/engine/store/recent-topics';

const bytesOf = (topic: string): Buffer => Buffer.from(`..${topic}..`, 'latin1');

/** Only one in 16 offers is taken. */
function offer(recent: RecentTopics, hash: number, topic: string, node: number): void {
  const bytes = bytesOf(topic);
  for (let each = 0; each < 16; each += 1) recent.offer(hash, bytes, 2, bytes.length - 2, node);
}

function find(recent: RecentTopics, hash: number, topic: string): number {
  const bytes = bytesOf(topic);
  return recent.find(hash, bytes, 2, bytes.length - 2);
}

it('finds what was offered, by its bytes and not by its hash', () => {
  const recent = new RecentTopics();
  offer(recent, -5, 'plant/line/7', 12);
  expect(find(recent, -5, 'plant/line/7')).toBe(12);
  // Equal hash and length, another last byte; another beginning; another length.
  expect(find(recent, -5, 'plant/line/8')).toBe(-1);
  expect(find(recent, -5, 'Plant/line/7')).toBe(-1);
  offer(recent, 9, 'plant/line/10', 13);
  expect([find(recent, 9, 'plant/line/10'), find(recent, 9, 'plant/line/11')]).toEqual([13, -1]);
  expect(find(recent, -5, 'plant/line/')).toBe(-1);
  expect(find(recent, -6, 'plant/line/7')).toBe(-1);
});

it('gives a slot to who comes later, and knows no topic in an empty one', () => {
  const recent = new RecentTopics();
  expect(find(recent, 0, '')).toBe(-1);
  offer(recent, 0, '', 3);
  expect(find(recent, 0, '')).toBe(3);
  offer(recent, 8_192, 'other', 4);
  expect([find(recent, 0, ''), find(recent, 8_192, 'other')]).toEqual([-1, 4]);
});

it('takes no topic that does not fit, whose text would run into the next one', () => {
  const recent = new RecentTopics();
  offer(recent, 2, 'next', 5);
  offer(recent, 1, 'x'.repeat(97), 6);
  offer(recent, 3, 'y'.repeat(96), 7);
  expect(find(recent, 1, 'x'.repeat(97))).toBe(-1);
  expect(find(recent, 2, 'next')).toBe(5);
  expect(find(recent, 3, 'y'.repeat(96))).toBe(7);
});
