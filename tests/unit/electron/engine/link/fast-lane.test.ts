import { Duplex } from 'node:stream';
import { generate, parser, type Packet } from 'mqtt-packet';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineBudgets } from '../../../../../electron/contract/engine-control';
import type { Failure } from '../../../../../electron/contract/failure';
import { FastLane } from '../../../../../electron/engine/link/fast-lane';
import type { ReceivedMessage } from '../../../../../electron/engine/link/received-message';
import { waitUntil } from '../../../../support/wait-until';

/** A socket: what the broker sends is pushed by the test, what is sent to it is kept. */
class RawStream extends Duplex {
  readonly sent: Buffer[] = [];
  /** Calls of `_write` and `_writev`. */
  writes = 0;
  /** The broker reads nothing: writes stay under way. */
  stuck: (() => void) | null = null;
  reads = true;

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this._writev([{ chunk }], done);
  }

  override _writev(pieces: { readonly chunk: Buffer }[], done: () => void): void {
    this.writes += 1;
    for (const { chunk } of pieces) this.sent.push(chunk);
    if (this.reads) done();
    else this.stuck = done;
  }
}

const usual: EngineBudgets = {
  historyBudgetBytes: 1e6,
  maxPayloadBytes: 1e6,
  receiveBufferBytes: 1e6,
  topicLimit: 1_000
};
const connack = generate({ cmd: 'connack', returnCode: 0, sessionPresent: false });

function publish(topic: string, payloadBytes = 10, qos: 0 | 1 | 2 = 0, messageId = 1): Buffer {
  const packet = {
    cmd: 'publish',
    topic,
    payload: Buffer.alloc(payloadBytes),
    qos,
    retain: false,
    dup: false
  } as const;
  return generate({ ...packet, ...(qos > 0 ? { messageId } : {}) });
}

interface Stage {
  readonly raw: RawStream;
  readonly lane: FastLane;
  /** Topics, steps, slices, failures and ends in the order they were told. */
  readonly told: string[];
  readonly failures: Failure[];
  /** What came out for MQTT.js. */
  readonly passed: () => string;
}

let stages: Stage[] = [];
beforeEach(() => {
  stages = [];
});
afterEach(() => {
  for (const { lane } of stages) lane.destroy();
});

async function stage(
  budgets: Partial<EngineBudgets> = {},
  { receive = (): void => {}, open = true }: { receive?: (message: ReceivedMessage) => void; open?: boolean } = {}
): Promise<Stage> {
  const raw = new RawStream({ readableHighWaterMark: 1_000, writableHighWaterMark: 16_384 });
  const told: string[] = [];
  const failures: Failure[] = [];
  const lane = new FastLane({
    raw,
    version5: false,
    topicAliasMaximum: 0,
    unreleased: new Set(),
    budgets: { ...usual, ...budgets },
    facts: {},
    received: (message) => {
      told.push(Buffer.from(message.bytes.subarray(message.topicStart, message.topicEnd)).toString());
      receive(message);
    },
    stored: (_oldestReadAtMs, messages) => told.push(`stored ${messages}`),
    overload: (step) => told.push(`step ${step}`),
    failed: (failure) => failures.push(failure),
    over: (error) => told.push(`over ${error?.message ?? ''}`)
  });
  const passed: Buffer[] = [];
  lane.on('data', (bytes: Buffer) => passed.push(bytes));
  const made: Stage = { raw, lane, told, failures, passed: () => Buffer.concat(passed).toString('hex') };
  stages.push(made);
  if (open) {
    raw.push(connack);
    await waitUntil('CONNACK', () => passed.length > 0);
    passed.length = 0;
    lane.open();
  }
  return made;
}

function parsed(sent: readonly Buffer[]): Packet[] {
  const packets: Packet[] = [];
  const reader = parser();
  reader.on('packet', (packet) => packets.push(packet));
  reader.on('error', (error) => {
    throw error;
  });
  reader.parse(Buffer.concat(sent));
  return packets;
}

describe('FastLane', () => {
  it('hands messages on and all else through, and tells after a slice how many there were', async () => {
    const { raw, told, passed } = await stage();
    const pingresp = generate({ cmd: 'pingresp' });
    raw.push(Buffer.concat([publish('a'), pingresp, publish('b'), publish('c')]));
    await waitUntil('the slice', () => told.includes('stored 3'));
    expect(told).toEqual(['a', 'b', 'c', 'stored 3']);
    expect(passed()).toBe(pingresp.toString('hex'));
  });

  it('hands nothing on before CONNACK is accepted', async () => {
    const { raw, lane, told, passed } = await stage({}, { open: false });
    raw.push(Buffer.concat([connack, publish('a')]));
    await waitUntil('CONNACK', () => passed() === connack.toString('hex'));
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(told).toEqual([]);
    lane.open();
    await waitUntil('the message', () => told.includes('stored 1'));
  });

  it('lets others have their turn after 4 ms, and goes on after it', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      const { raw, told } = await stage({}, { receive: () => void vi.advanceTimersByTime(1) });
      raw.push(Buffer.concat(Array.from({ length: 20 }, () => publish('a'))));
      await waitUntil('all', () => told.filter((word) => word === 'a').length === 20);
      await new Promise((resolve) => setImmediate(resolve));
      const slices = told.filter((word) => word.startsWith('stored'));
      expect(slices.length).toBeGreaterThan(3);
      // The first slices may look at the clock too late, as no message took long before.
      expect(slices.at(-2)).toBe('stored 4');
    } finally {
      vi.useRealTimers();
    }
  });

  it('acknowledges QoS 1 after it was handed on, a slice at once', async () => {
    const sentBefore: number[] = [];
    const run = await stage({}, { receive: () => sentBefore.push(run.raw.sent.length) });
    run.raw.push(Buffer.concat(Array.from({ length: 500 }, (_, index) => publish('a', 1, 1, index + 1))));
    await waitUntil('the slice', () => run.told.some((word) => word.startsWith('stored')));
    await waitUntil('all PUBACKs', () => parsed(run.raw.sent).length === 500);
    expect(sentBefore[0]).toBe(0);
    expect(parsed(run.raw.sent).map(({ cmd, messageId }) => `${cmd} ${messageId}`)).toEqual(
      Array.from({ length: 500 }, (_, index) => `puback ${index + 1}`)
    );
    expect(run.raw.writes).toBe(run.told.filter((word) => word.startsWith('stored')).length);
  });

  it('stops for a broker that sends QoS 1 and reads no PUBACK, until it does', async () => {
    const { raw, told } = await stage({ receiveBufferBytes: 100e6 });
    const count = (): number => told.filter((word) => word === 'a').length;
    raw.reads = false;
    const flood = Buffer.concat(Array.from({ length: 100_000 }, () => publish('a', 0, 1)));
    raw.push(flood);
    await waitUntil('the stop', () => count() > 65_535);
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(count()).toBeLessThan(100_000);
    raw.reads = true;
    raw.stuck?.();
    await waitUntil('all', () => count() === 100_000);
  });

  it('ends at bytes that are no MQTT, after what came before them', async () => {
    const { raw, told, failures } = await stage();
    raw.push(Buffer.concat([publish('a'), Buffer.from([0x36, 0, 0]), publish('b')]));
    await waitUntil('the failure', () => failures[0]);
    expect(failures).toMatchObject([{ code: 'malformed-packet' }]);
    raw.push(publish('c'));
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(told).toEqual(['a', 'stored 1']);
    expect(failures).toHaveLength(1);
  });

  it('waits while MQTT.js wants no more, and loses nothing of it', async () => {
    const { raw, lane, told, passed } = await stage();
    lane.pause();
    const pingresp = generate({ cmd: 'pingresp' });
    raw.push(Buffer.concat([...Array.from({ length: 10_000 }, () => pingresp), publish('a')]));
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(told).toEqual([]);
    lane.resume();
    await waitUntil('the message', () => told.includes('a'));
    await waitUntil('all', () => passed() === pingresp.toString('hex').repeat(10_000));
  });
});

describe('the receive buffer', () => {
  /** 1,000 bytes each. */
  const messages = (count: number): Buffer => Buffer.concat(Array.from({ length: count }, () => publish('a', 994)));

  it('fills while nothing is handed on, tells its steps, and holds the socket when it is full', async () => {
    const { raw, lane, told } = await stage({ receiveBufferBytes: 100_000 }, { open: false });
    raw.push(connack);
    for (let chunk = 0; chunk < 30; chunk += 1) {
      raw.push(messages(5));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(told).toEqual(['step 1', 'step 2', 'step 3', 'step 4']);
    expect(lane.holding).toBe(true);
    expect(raw.isPaused()).toBe(true);
    expect(lane.intake).toMatchObject({ step: 4, bufferBytes: 100_000 });
    expect(lane.intake.waitingBytes).toBeLessThan(110_000);

    lane.open();
    await waitUntil('all messages', () => told.filter((word) => word === 'a').length === 150);
    await waitUntil('the last step', () => told.includes('step 0'));
    const steps = told.filter((word) => word.startsWith('step'));
    expect(steps.slice(0, 4)).toEqual(['step 1', 'step 2', 'step 3', 'step 4']);
    expect(steps.at(-1)).toBe('step 0');
    expect(lane.holding).toBe(false);
    expect(raw.isPaused()).toBe(false);
    expect(lane.intake.waitingBytes).toBe(0);
  });

  it('is read again at 75 %', async () => {
    const { raw, lane, told } = await stage(
      { receiveBufferBytes: 100_000 },
      { open: false, receive: () => heldAt.push([lane.intake.waitingBytes, lane.holding]) }
    );
    const heldAt: [number, boolean][] = [];
    raw.push(connack);
    for (let chunk = 0; chunk < 20; chunk += 1) raw.push(messages(5));
    await waitUntil('the hold', () => lane.holding);
    lane.open();
    await waitUntil('all messages', () => told.filter((word) => word === 'a').length === 100);
    for (const [waitingBytes, holding] of heldAt) expect(holding).toBe(waitingBytes > 75_000);
  });

  it('is not filled by the one message that is looked at: a large one over WebSocket comes in one piece', async () => {
    const { raw, lane, told } = await stage({ receiveBufferBytes: 100_000 });
    await waitUntil('CONNACK', () => lane.intake.waitingBytes === 0);
    for (const payloadBytes of [90_000, 150_000]) {
      raw.push(publish('large', payloadBytes));
      raw.push(publish('next'));
      await waitUntil('both', () => told.includes('next'));
      expect(told.splice(0).filter((word) => !word.startsWith('stored'))).toEqual(['large', 'next']);
    }
    expect(lane.holding).toBe(false);
  });

  it('may grow and shrink at once', async () => {
    const { raw, lane } = await stage({ receiveBufferBytes: 50_000 }, { open: false });
    raw.push(connack);
    raw.push(messages(60));
    await waitUntil('the hold', () => lane.holding);
    lane.setBudgets({ ...usual, receiveBufferBytes: 200_000 });
    expect(lane.holding).toBe(false);
    expect(lane.intake).toMatchObject({ step: 2, bufferBytes: 200_000 });
    lane.setBudgets({ ...usual, receiveBufferBytes: 20_000 });
    expect(lane.holding).toBe(true);
  });
});

describe('the end of the raw stream', () => {
  it.each([
    ['with an error', (raw: RawStream) => raw.destroy(new Error('reset')), 'over reset'],
    ['without', (raw: RawStream) => raw.destroy(), 'over ']
  ])('%s: what was read is handed on first, what lies in the held socket too', async (_name, end, over) => {
    const { raw, lane, told } = await stage({ receiveBufferBytes: 2_000 }, { open: false });
    raw.push(connack);
    raw.push(publish('a', 2_500));
    await waitUntil('the hold', () => lane.holding);
    raw.push(publish('b', 500));
    raw.push(Buffer.concat([publish('c'), publish('incomplete').subarray(0, 5)]));
    end(raw);
    await waitUntil('the end', () => told.includes(over));
    lane.finish(() => told.push('finished'));
    lane.open();
    await waitUntil('the rest', () => told.includes('finished'));
    expect(told.filter((word) => !word.startsWith('step'))).toEqual(
      expect.arrayContaining([over, 'a', 'b', 'c', 'stored 3', 'finished'])
    );
    expect(told.at(-1)).toBe('finished');
  });

  it('does not wait for a write that nobody takes any more', async () => {
    const { raw, lane, told } = await stage();
    raw.reads = false;
    let written = false;
    lane.write(Buffer.alloc(100_000), () => (written = true));
    await waitUntil('the write', () => raw.stuck !== null);
    expect(written).toBe(false);
    raw.destroy();
    await waitUntil('the end', () => told.includes('over '));
    await waitUntil('the write to be given up', () => written);
    lane.write('more', () => told.push('swallowed'));
    await waitUntil('the other, too', () => told.includes('swallowed'));
  });

  it('after stop hands nothing on, and reads to the end', async () => {
    const { raw, lane, told } = await stage({ receiveBufferBytes: 2_000 }, { open: false });
    raw.push(connack);
    raw.push(publish('a', 3_000));
    await waitUntil('the hold', () => lane.holding);
    lane.stop();
    lane.open();
    expect(told.at(-1)).toBe('step 0');
    raw.push(publish('b'));
    raw.push(null);
    await waitUntil('the end', () => raw.readableEnded);
    expect(told.filter((word) => !word.startsWith('step'))).toEqual([]);
    expect(lane.intake).toMatchObject({ step: 0, waitingBytes: 0 });
  });
});

describe('what is sent', () => {
  it('goes out packet by packet, with PUBACKs between packets and never inside one', async () => {
    const { raw, lane, told } = await stage({ receiveBufferBytes: 10e6 });
    const { writeToStream } = await import('mqtt-packet');
    const flood = Buffer.concat(Array.from({ length: 100 }, (_, index) => publish('in', 10, 1, index + 1)));
    for (let round = 0; round < 50; round += 1) {
      raw.push(flood);
      // Half of a stuck round's packets wait in the lane while PUBACKs go by.
      raw.reads = round % 3 !== 0;
      for (const payloadBytes of [0, 100, 200_000]) {
        const packet = { cmd: 'publish', topic: 'out', payload: Buffer.alloc(payloadBytes, 0x40), qos: 1 } as const;
        writeToStream({ ...packet, retain: false, dup: false, messageId: 7 }, lane);
      }
      await new Promise((resolve) => setImmediate(resolve));
      const { stuck } = raw;
      raw.stuck = null;
      raw.reads = true;
      stuck?.();
    }
    await waitUntil('all PUBACKs', () => told.filter((word) => word === 'in').length === 5_000);
    await waitUntil('all packets', () => parsed(raw.sent).length === 5_150);
    const sizes = parsed(raw.sent).flatMap((packet) => (packet.cmd === 'publish' ? [packet.payload.length] : []));
    expect(sizes).toEqual(Array.from({ length: 50 }, () => [0, 100, 200_000]).flat());
  });

  it('joins the pieces of a small packet', async () => {
    const { raw, lane } = await stage();
    lane.cork();
    for (const piece of ['a', 'b', 'c']) lane.write(piece);
    lane.uncork();
    await waitUntil('the write', () => raw.sent.length > 0);
    expect(raw.sent.map(String)).toEqual(['abc']);
  });

  it('is slowed down by a socket that takes no more', async () => {
    const { raw, lane } = await stage();
    raw.reads = false;
    expect(lane.write(Buffer.alloc(100_000))).toBe(false);
    let drained = false;
    lane.once('drain', () => (drained = true));
    await waitUntil('the write', () => raw.stuck !== null);
    expect(drained).toBe(false);
    raw.reads = true;
    raw.stuck?.();
    await waitUntil('drain', () => drained);
  });
});
