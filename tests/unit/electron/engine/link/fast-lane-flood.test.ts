import { Duplex } from 'node:stream';
import { generate } from 'mqtt-packet';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FastLane } from '../../../../../electron/engine/link/fast-lane';

/** A socket that the test pushes into. */
class Socket extends Duplex {
  override _read(): void {}
  override _write(_chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    done();
  }
}

const startMs = 1_800_000_000_000;
const payload = Buffer.alloc(60_000);
const message = generate({ cmd: 'publish', topic: 'a', payload, qos: 0, retain: false, dup: false });

let nowMs: number;
let socket: Socket;
let lane: FastLane;
let messages: number;

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

async function online(receiveBufferBytes: number): Promise<void> {
  socket = new Socket();
  messages = 0;
  lane = new FastLane({
    raw: socket,
    version5: false,
    topicAliasMaximum: 0,
    unreleased: new Set(),
    budgets: { historyBudgetBytes: 1e6, maxPayloadBytes: 1e6, receiveBufferBytes, topicLimit: 1_000 },
    facts: {},
    received: () => (messages += 1),
    stored: () => undefined,
    overload: () => undefined,
    failed: (failure) => expect.unreachable(failure.code),
    over: () => undefined
  });
  lane.on('data', () => lane.open());
  socket.push(generate({ cmd: 'connack', returnCode: 0, sessionPresent: false }));
  await turns(10);
  expect(lane.intake.waitingBytes).toBe(0);
}

/** 1.2 MB in one moment. */
async function flood(): Promise<void> {
  for (let count = 0; count < 20; count += 1) socket.push(message);
  await turns(10);
}

beforeEach(() => {
  nowMs = startMs;
  vi.spyOn(Date, 'now').mockImplementation(() => nowMs);
});
afterEach(() => {
  vi.restoreAllMocks();
  lane.destroy();
});

describe('a flood', () => {
  it('is only read, and looked at once it is over', async () => {
    await online(100e6);
    await flood();
    expect(messages).toBe(0);
    nowMs += 20;
    await turns(30);
    expect(messages).toBe(20);
  });

  it('that does not end is looked at after 150 ms', async () => {
    await online(1e9);
    await flood();
    for (; nowMs < startMs + 150; nowMs += 1) {
      for (let count = 0; count < 3; count += 1) socket.push(message);
      await turns(1);
      expect(messages).toBe(0);
    }
    socket.push(message);
    await turns(2);
    expect(messages).toBeGreaterThan(0);
  });

  it('is looked at when an eighth of the receive buffer is full', async () => {
    await online(4e6);
    await flood();
    expect(messages).toBeGreaterThan(0);
  });

  it('is looked at when the link is over, and then that is told', async () => {
    await online(100e6);
    await flood();
    let before = -1;
    lane.finish(() => (before = messages));
    await turns(30);
    expect(before).toBe(20);
  });
});
