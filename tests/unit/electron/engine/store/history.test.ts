import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../../../../electron/engine/store/arrival';
import { History } from '../../../../../electron/engine/store/history';
import { arrival } from '../../../../support/arrival';

const megabyte = 1_048_576;

function historyOf(more: Partial<ConstructorParameters<typeof History>[0]> = {}): History {
  const history = new History({
    budgetBytes: 64 * 1_024,
    largeBudgetBytes: 1_000_000,
    blockBytes: 4_096,
    overLargeBytes: 512,
    ...more
  });
  history.reserve(1_000);
  return history;
}

function message(payload: string | Uint8Array, more: Parameters<typeof arrival>[2] = {}): Arrival {
  return arrival('t', payload, more);
}

/** Appends as many messages of 100 bytes to one topic; the answer is the seq after the last. */
function flood(history: History, node: number, firstSeq: number, count: number): number {
  const hundred = message(new Uint8Array(100));
  for (let seq = firstSeq; seq < firstSeq + count; seq += 1) history.append(node, hundred, seq);
  return firstSeq + count;
}

const text = (bytes: Uint8Array | null | undefined): string | null => (bytes ? new TextDecoder().decode(bytes) : null);
const seqs = (messages: readonly { readonly facts: { readonly seq: number } }[]): number[] =>
  messages.map(({ facts }) => facts.seq);

describe('History', () => {
  it('knows nothing of a topic without messages, and of a node that was never reserved', () => {
    const history = historyOf();
    for (const node of [0, 7, 999, 5_000_000]) {
      expect(history.has(node)).toBe(false);
      expect(history.kept(node)).toBe(0);
      expect(history.read(node, null)).toBeNull();
      expect(history.read(node, 3)).toBeNull();
      expect(history.before(node, null, 10)).toEqual([]);
      expect(history.newestStart(node)).toBeNull();
      expect(history.newestEquals(node, message(''))).toBe(false);
      expect([history.newestSeq(node), history.newestAtMs(node), history.newestBytes(node)]).toEqual([0, 0, 0]);
      expect(history.newestRetain(node)).toBe(false);
    }
  });

  it('gives a message back as it came', () => {
    const history = historyOf();
    const properties = Uint8Array.of(1, 1, 9);
    const facts = {
      qos: 2,
      retain: true,
      duplicate: true,
      packetId: 65_535,
      receivedAtMs: 1_790_000_000_123.456
    } as const;
    history.append(5, message('{"a":1}', { ...facts, properties }), 2 ** 52);
    expect(history.read(5, null)).toEqual({
      facts: { seq: 2 ** 52, sizeBytes: 7, propertiesBytes: 3, ...facts },
      payload: new TextEncoder().encode('{"a":1}'),
      properties
    });
    expect(history.newestRetain(5)).toBe(true);
    expect(history.newestAtMs(5)).toBe(facts.receivedAtMs);
    expect(history.newestBytes(5)).toBe(7);
    expect(text(history.newestStart(5))).toBe('{"a":1}');
  });

  it('keeps an empty payload and no properties', () => {
    const history = historyOf();
    history.append(1, message(''), 1);
    expect(history.read(1, 1)).toMatchObject({ payload: new Uint8Array(0), properties: null });
    expect(history.newestEquals(1, message(''))).toBe(true);
  });

  it('holds nothing of the bytes it was given', () => {
    const history = historyOf();
    const given = message('kept', { properties: Uint8Array.of(1, 2) });
    history.append(1, given, 1);
    given.bytes.fill(0);
    expect(text(history.read(1, 1)?.payload)).toBe('kept');
    expect(history.read(1, 1)?.properties).toEqual(Uint8Array.of(1, 2));
  });

  it('reads copies, so that what was read stays when its place is written to again', () => {
    const history = historyOf({ budgetBytes: 10_000 });
    history.append(1, message('first', { properties: Uint8Array.of(7) }), 1);
    const read = history.read(1, 1);
    expect(read?.payload?.buffer.byteLength).toBe(5);
    flood(history, 1, 2, 1_000);
    expect(history.read(1, 1)).toBeNull();
    expect(text(read?.payload)).toBe('first');
    expect(read?.properties).toEqual(Uint8Array.of(7));
  });

  it('pages from newest to oldest', () => {
    const history = historyOf();
    for (let seq = 10; seq <= 100; seq += 10) history.append(1, message(`m${seq}`), seq);
    history.append(2, message('other'), 101);
    expect(seqs(history.before(1, null, 3))).toEqual([100, 90, 80]);
    expect(seqs(history.before(1, 80, 3))).toEqual([70, 60, 50]);
    expect(seqs(history.before(1, 45, 100))).toEqual([40, 30, 20, 10]);
    expect(history.before(1, 10, 3)).toEqual([]);
    expect(history.before(1, null, 0)).toEqual([]);
    expect(text(history.startOf(1, 40))).toBe('m40');
    expect(history.startOf(1, 45)).toBeNull();
    expect(history.startOf(2, 40)).toBeNull();
  });

  it('copies for a list no more than its rows show', () => {
    const history = historyOf();
    const properties = Uint8Array.from([1, 1]);
    history.append(1, message('short', { properties }), 1);
    history.append(1, message('x'.repeat(400), { properties }), 2);
    history.append(1, message('y'.repeat(600), { properties }), 3);
    const listed = history.before(1, null, 10, 8);
    expect(listed.map(({ payload }) => payload?.length)).toEqual([600, 8, 5]);
    expect(listed.map(({ facts }) => facts.sizeBytes)).toEqual([600, 400, 5]);
    expect(listed.map((each) => each.properties)).toEqual([null, null, null]);
    expect(text(listed[1]?.payload)).toBe('x'.repeat(8));
    expect(listed[1]?.payload?.buffer.byteLength).toBe(8);
    expect(history.before(1, null, 10).map(({ payload }) => payload?.length)).toEqual([600, 400, 5]);
  });

  it('pages on after the message where the last page ended had to go', () => {
    const history = historyOf({ budgetBytes: 20_000 });
    const next = flood(history, 1, 1, 500);
    const page = history.before(1, null, 20);
    const oldest = page.at(-1)?.facts.seq ?? 0;
    flood(history, 1, next, 500);
    expect(history.before(1, oldest, 20)).toEqual([]);
    expect(history.before(1, null, 1_000)).toHaveLength(history.kept(1));
  });

  it('lets the oldest messages of all topics go first and counts them', () => {
    const history = historyOf({ budgetBytes: 50_000 });
    let seq = 1;
    for (let round = 0; round < 1_000; round += 1) {
      seq = flood(history, 1, seq, 1);
      seq = flood(history, 2, seq, 1);
    }
    expect(history.bytes).toBeLessThanOrEqual(50_000);
    expect(history.bytes).toBe((history.kept(1) + history.kept(2)) * 144);
    expect(history.discarded).toBe(2_000 - history.kept(1) - history.kept(2));
    expect(Math.abs(history.kept(1) - history.kept(2))).toBeLessThanOrEqual(1);
    expect(history.kept(1)).toBeGreaterThan(100);
  });

  it("never loses a topic's last value to a busy topic", () => {
    const history = historyOf({ budgetBytes: 30_000 });
    history.append(1, message('older'), 1);
    history.append(1, message('quiet', { qos: 1, packetId: 515, receivedAtMs: 5, properties: Uint8Array.of(3) }), 2);
    flood(history, 2, 3, 20_000);
    expect(seqs(history.before(1, null, 10))).toEqual([2]);
    expect(history.read(1, 2)).toEqual({
      facts: {
        seq: 2,
        receivedAtMs: 5,
        qos: 1,
        retain: false,
        duplicate: false,
        packetId: 515,
        sizeBytes: 5,
        propertiesBytes: 1
      },
      payload: new TextEncoder().encode('quiet'),
      properties: Uint8Array.of(3)
    });
    history.append(1, message('again'), 30_000);
    expect(seqs(history.before(1, null, 10))).toEqual([30_000, 2]);
  });

  it('stands above the budget when last values alone are larger, and says so', () => {
    const history = historyOf({ budgetBytes: 10_000 });
    for (let node = 1; node < 1_000; node += 1) flood(history, node, node, 1);
    flood(history, 1, 1_000, 20_000);
    for (let node = 2; node < 1_000; node += 1) expect(history.newestSeq(node)).toBe(node);
    const valuesBytes = 999 * 144;
    expect(history.bytes).toBeGreaterThanOrEqual(valuesBytes);
    expect(history.bytes).toBeLessThan(valuesBytes * 1.375 + 4 * 4_096);
    // A fifth of that is left to turn over, or each message would have all last values moved for it.
    expect(history.kept(1)).toBeGreaterThan(200);
  });

  it('comes down to a lower budget step by step and gives the memory back', () => {
    const history = historyOf({ budgetBytes: 40 * megabyte, blockBytes: megabyte, overLargeBytes: 65_536 });
    flood(history, 1, 1, 250_000);
    const bytes = history.bytes;
    history.setBudgets({ budgetBytes: 4 * megabyte, largeBudgetBytes: 0 });
    expect(history.bytes).toBe(bytes);
    history.maintain();
    expect(history.bytes).toBeLessThan(bytes);
    expect(history.bytes).toBeGreaterThan(bytes * 0.9);
    for (let tick = 0; tick < 100; tick += 1) history.maintain();
    expect(history.bytes).toBeLessThanOrEqual(4 * megabyte);
    expect(history.memoryBytes).toBeLessThanOrEqual(7.1 * megabyte);
    expect(history.kept(1) + history.discarded).toBe(250_000);
  });

  it('takes no more memory than there are messages, whatever the budget', () => {
    const history = new History({ budgetBytes: 4_000_000_000, largeBudgetBytes: 0 });
    expect(history.memoryBytes).toBeLessThan(10_000);
    history.reserve(1);
    flood(history, 0, 1, 1);
    expect(history.memoryBytes).toBeLessThan(2.1 * megabyte);
  });

  it('refuses a block that cannot hold its largest record', () => {
    expect(() => historyOf({ blockBytes: 1_024, overLargeBytes: 512 })).toThrow(RangeError);
    expect(() => historyOf({ blockBytes: 5_000 })).toThrow(RangeError);
  });
});

describe('History, replacing the newest message', () => {
  it('keeps as many messages and discards none', () => {
    const history = historyOf();
    history.replaceNewest(1, message('a'), 1);
    expect(history.kept(1)).toBe(1);
    history.append(1, message('b'), 2);
    history.replaceNewest(1, message('c', { qos: 1, retain: true }), 3);
    history.replaceNewest(1, message('much longer than before'), 4);
    history.replaceNewest(1, message('short'), 5);
    expect(history.kept(1)).toBe(2);
    expect(history.discarded).toBe(0);
    expect(seqs(history.before(1, null, 9))).toEqual([5, 1]);
    expect(history.before(1, null, 9).map(({ payload }) => text(payload))).toEqual(['short', 'a']);
    for (const seq of [2, 3, 4]) expect(history.read(1, seq)).toBeNull();
  });

  it('takes no more room for a thousand values of the same length', () => {
    const history = historyOf();
    for (let seq = 1; seq <= 1_000; seq += 1) history.replaceNewest(1, message('12345678'), seq);
    expect(history.bytes).toBe(48);
    expect(history.newestSeq(1)).toBe(1_000);
  });

  it('does not find a page by a message that was replaced', () => {
    const history = historyOf();
    for (let seq = 1; seq <= 5; seq += 1) history.append(1, message('x'), seq);
    expect(seqs(history.before(1, 6, 1))).toEqual([5]);
    history.replaceNewest(1, message('y'.repeat(300)), 6);
    expect(seqs(history.before(1, 5, 2))).toEqual([4, 3]);
    expect(history.read(1, 5)).toBeNull();
  });

  it('gives back the room that a long value left to a short one when it is moved', () => {
    const history = historyOf({ budgetBytes: 20_000 });
    history.append(1, message('z'.repeat(400)), 1);
    history.replaceNewest(1, message('z'), 2);
    flood(history, 2, 3, 2_000);
    expect(text(history.newestStart(1))).toBe('z');
    expect(history.bytes).toBe(48 + history.kept(2) * 144);
  });
});
