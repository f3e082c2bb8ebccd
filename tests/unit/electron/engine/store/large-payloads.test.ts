import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../../../../electron/engine/store/arrival';
import { History } from '../../../../../electron/engine/store/history';
import { arrival } from '../../../../support/arrival';

const overLargeBytes = 65_537;
const megabyte = 1_048_576;
const empty = new Uint8Array(0);

function historyOf(largeBudgetBytes: number): History {
  const history = new History({ budgetBytes: 16_000_000, largeBudgetBytes });
  history.reserve(100);
  return history;
}

function large(fill: number, sizeBytes = 100_000, more: Parameters<typeof arrival>[2] = {}): Arrival {
  return arrival('t', new Uint8Array(sizeBytes).fill(fill), more);
}

/** Which of the messages still have their payload. */
function withPayload(history: History, messages: readonly (readonly [node: number, seq: number])[]): number[] {
  return messages.filter(([node, seq]) => history.read(node, seq)?.payload).map(([, seq]) => seq);
}

describe('LargePayloads', () => {
  it('keep bodies of more than 64 KB beside the history, to the byte', () => {
    const history = historyOf(megabyte);
    history.append(1, large(1, overLargeBytes - 1), 1);
    expect(history.largeBytes).toBe(0);
    const inRing = history.bytes;
    expect(inRing).toBe(overLargeBytes - 1 + 40);
    history.append(1, large(2, overLargeBytes, { properties: Uint8Array.of(5, 6) }), 2);
    expect(history.largeBytes).toBe(overLargeBytes);
    expect(history.bytes).toBe(inRing + 48);
    const read = history.read(1, null);
    expect(Buffer.compare(read?.payload ?? empty, new Uint8Array(overLargeBytes).fill(2))).toBe(0);
    expect(read?.payload?.buffer.byteLength).toBe(overLargeBytes);
    expect(read?.properties).toEqual(Uint8Array.of(5, 6));
    expect(history.newestStart(1)?.byteLength).toBe(overLargeBytes);
  });

  it('let the oldest go first, whatever topic it is of, and keep its facts', () => {
    const history = historyOf(350_000);
    history.append(1, large(1), 1);
    history.append(2, large(2), 2);
    history.append(2, large(3), 3);
    // The oldest of all is overtaken last and goes first all the same.
    history.append(1, arrival('t', 'small'), 4);
    expect(history.largeBytes).toBe(300_000);
    history.append(3, large(4), 5);
    expect(withPayload(history, [[1, 1], [2, 2], [2, 3], [3, 5]])).toEqual([2, 3, 5]); // prettier-ignore
    expect(history.read(1, 1)).toMatchObject({ facts: { seq: 1, sizeBytes: 100_000 }, payload: null });
    expect(history.startOf(1, 1)).toBeNull();
    expect(history.kept(1)).toBe(2);
    expect(history.discarded).toBe(0);
    expect(history.largeBytes).toBe(300_000);
  });

  it('keep the newest of each topic whole, also far over the budget', () => {
    const history = historyOf(0);
    for (let seq = 1; seq <= 40; seq += 1) history.append(1 + (seq % 10), large(seq), seq);
    expect(history.largeBytes).toBe(1_000_000);
    for (let node = 1; node <= 10; node += 1) {
      expect(history.read(node, null)?.payload?.[0]).toBe(history.newestSeq(node));
      expect(history.before(node, null, 9).slice(1)).toMatchObject([
        { payload: null },
        { payload: null },
        { payload: null }
      ]);
    }
  });

  it('come down to a lower budget', () => {
    const history = historyOf(megabyte);
    for (let seq = 1; seq <= 8; seq += 1) history.append(1, large(seq), seq);
    expect(history.largeBytes).toBe(800_000);
    history.setBudgets({ budgetBytes: 16_000_000, largeBudgetBytes: 250_000 });
    expect(history.largeBudgetBytes).toBe(250_000);
    history.maintain();
    expect(history.largeBytes).toBe(200_000);
  });

  it('go with the message when the history makes room', () => {
    const history = new History({ budgetBytes: 20_000, largeBudgetBytes: 1e9, blockBytes: 4_096, overLargeBytes: 512 });
    history.reserve(3);
    history.append(1, large(1), 1);
    history.append(1, arrival('t', 'small'), 2);
    history.append(2, large(2), 3);
    for (let seq = 4; seq < 2_000; seq += 1) history.append(1, arrival('t', 'small'), seq);
    expect(history.read(1, 1)).toBeNull();
    // The other was moved: it is its topic's newest.
    expect(history.largeBytes).toBe(100_000);
    expect(history.read(2, 3)?.payload?.byteLength).toBe(100_000);
  });

  it('go with the message whose place is taken', () => {
    const history = historyOf(megabyte);
    history.append(1, large(1), 1);
    history.replaceNewest(1, large(2, 200_000), 2);
    expect(history.largeBytes).toBe(200_000);
    history.replaceNewest(1, arrival('t', 'small'), 3);
    expect(history.largeBytes).toBe(0);
    expect(history.kept(1)).toBe(1);
    history.replaceNewest(1, large(4), 4);
    history.append(1, large(5), 5);
    history.setBudgets({ budgetBytes: 16_000_000, largeBudgetBytes: 100_000 });
    history.maintain();
    expect(withPayload(history, [[1, 4], [1, 5]])).toEqual([5]); // prettier-ignore
  });

  it('take very large properties with them, also of a small payload', () => {
    const history = historyOf(megabyte);
    const properties = new Uint8Array(70_000).fill(9);
    history.append(1, arrival('t', 'small', { properties }), 1);
    expect(history.bytes).toBe(40);
    expect(history.largeBytes).toBe(70_005);
    const read = history.read(1, 1);
    expect(read?.payload).toEqual(new TextEncoder().encode('small'));
    expect(Buffer.compare(read?.properties ?? empty, properties)).toBe(0);
    expect(history.newestEquals(1, arrival('t', 'small'))).toBe(true);
    expect(history.newestEquals(1, arrival('t', 'smalL'))).toBe(false);
  });

  it('are compared whole', () => {
    const history = historyOf(megabyte);
    history.append(1, large(1), 1);
    expect(history.newestEquals(1, large(1))).toBe(true);
    expect(history.newestEquals(1, large(1, 100_001))).toBe(false);
    const other = large(1);
    other.bytes[other.payloadEnd - 1] = 2;
    expect(history.newestEquals(1, other)).toBe(false);
  });
});

describe("LargePayloads, given the link's own array", () => {
  it('keep a view of 1 MiB or more instead of a copy, and are charged with all of it', () => {
    const history = historyOf(0);
    const given = large(1, megabyte, { ownsBytes: true });
    history.append(1, given, 1);
    expect(history.read(1, 1)?.payload?.buffer).toBe(given.bytes.buffer);
    expect(Buffer.compare(history.read(1, 1)?.payload ?? empty, new Uint8Array(megabyte).fill(1))).toBe(0);
    expect(history.largeBytes).toBe(given.bytes.buffer.byteLength);
    history.append(1, arrival('t', 'small'), 2);
    expect(history.largeBytes).toBe(0);
  });

  it.each([
    ['it is smaller than that', large(1, megabyte - 1, { ownsBytes: true })],
    ['the link writes to it again', large(1, megabyte)],
    ['much else is in it', among(megabyte, 300_000)]
  ])('copy when %s', (_case, given) => {
    const history = historyOf(0);
    history.append(1, given, 1);
    const payload = history.read(1, 1)?.payload;
    expect(payload?.buffer).not.toBe(given.bytes.buffer);
    expect(payload?.buffer.byteLength).toBe(given.payloadEnd - given.payloadStart);
    expect(history.largeBytes).toBe(payload?.byteLength);
  });

  it('see the array behind a view of it', () => {
    const history = historyOf(0);
    const { bytes } = large(1, megabyte + 1_000);
    const given = { ...large(1, megabyte), bytes: bytes.subarray(500), payloadStart: 10, payloadEnd: 10 + megabyte };
    history.append(1, { ...given, ownsBytes: true }, 1);
    expect(history.read(1, 1)?.payload?.byteOffset).toBe(510);
    expect(history.largeBytes).toBe(bytes.byteLength);
  });
});

function among(payloadBytes: number, otherBytes: number): Arrival {
  const properties = new Uint8Array(0);
  return arrival(new Uint8Array(otherBytes), new Uint8Array(payloadBytes).fill(1), { ownsBytes: true, properties });
}
