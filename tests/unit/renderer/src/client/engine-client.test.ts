import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AnswerOf, EngineMessage, Question, WindowMessage } from '#contract/engine';
import { fail, succeed, type Result } from '#contract/failure';
import type { Frame } from '#contract/frame';
import { contractVersion, type Port } from '#contract/port';
import { EngineClient } from '../../../../../renderer/src/client/engine-client';
import { emptyFrame } from '../state/engine-double';

class EnginePort implements Port {
  readonly posted: WindowMessage[] = [];
  closed = false;
  #message: (message: unknown) => void = () => undefined;
  #close: () => void = () => undefined;
  post(message: unknown): void {
    this.posted.push(message as WindowMessage);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#message = listener;
  }
  onClose(listener: () => void): void {
    this.#close = listener;
  }
  close(): void {
    this.closed = true;
  }
  say(message: EngineMessage): void {
    this.#message(message);
  }
  die(): void {
    this.#close();
  }
}

const frame = (revision: number): Frame => ({ ...emptyFrame, revision });

function open(answer: () => Result<null> = () => succeed(null)) {
  let attach: (port: Port) => void = () => undefined;
  const painted: (() => void)[] = [];
  const openPort = vi.fn(() => Promise.resolve(answer()));
  const client = new EngineClient({
    openPort,
    receivePorts: (onPort) => {
      attach = onPort;
      return () => (attach = () => undefined);
    },
    afterPaint: (run) => painted.push(run)
  });
  const connect = (): EnginePort => {
    const port = new EnginePort();
    attach(port);
    return port;
  };
  return { client, connect, openPort, paint: () => painted.splice(0).forEach((run) => run()) };
}

const ignore = { snapshot: () => undefined, frame: () => undefined, refused: () => undefined };

describe('EngineClient', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('asks for a port and greets the engine on it', () => {
    const { openPort, connect } = open();
    expect(openPort).toHaveBeenCalledOnce();
    expect(connect().posted).toEqual([{ type: 'hello', version: contractVersion }]);
  });

  it('frees a frame only once it is painted', () => {
    const { client, connect, paint } = open();
    const port = connect();
    const shown: number[] = [];
    client.listen({ ...ignore, frame: ({ revision }) => shown.push(revision) });
    port.say(frame(7));
    expect(shown).toEqual([7]);
    expect(port.posted).toHaveLength(1);
    paint();
    expect(port.posted[1]).toEqual({ type: 'command', command: { kind: 'ack', revision: 7 } });
  });

  it('does not acknowledge an old frame to a new engine', () => {
    const { connect, paint } = open();
    connect().say(frame(7));
    const next = connect();
    paint();
    expect(next.posted).toEqual([{ type: 'hello', version: contractVersion }]);
  });

  it('gives each question its own answer, in whatever order they come', async () => {
    const { client, connect } = open();
    const port = connect();
    const one = client.ask<'payloadText'>({ ask: 'payloadText', node: 1, seq: null });
    const two = client.ask<'payloadText'>({ ask: 'payloadText', node: 2, seq: null });
    const ids = port.posted.flatMap((message) => (message.type === 'question' ? [message.id] : []));
    port.say({ kind: 'reply', id: ids[1] ?? 0, result: succeed('two') });
    port.say({ kind: 'reply', id: ids[0] ?? 0, result: fail('not-kept') });
    expect(await two).toEqual(succeed('two'));
    expect(await one).toEqual(fail('not-kept'));
  });

  it('tells the engine when an answer is no longer wanted', async () => {
    const { client, connect } = open();
    const port = connect();
    const abort = new AbortController();
    const answer = client.ask<'payloadText'>({ ask: 'payloadText', node: 1, seq: null }, abort.signal);
    abort.abort();
    expect(await answer).toBeNull();
    const question = port.posted.find((message) => message.type === 'question');
    expect(port.posted.at(-1)).toEqual({ type: 'abandon', id: question?.id });
    port.say({ kind: 'reply', id: question?.id ?? 0, result: succeed('too late') });
  });

  it('closes what was opened for an answer that is no longer wanted', async () => {
    const { client, connect } = open();
    const port = connect();
    const abort = new AbortController();
    const side = { node: 1, seq: 1 };
    const wish: Extract<Question, { ask: 'openDiff' }> = {
      ask: 'openDiff',
      a: side,
      b: side,
      layout: 'inline',
      ignore: []
    };
    const answer = client.ask<'openDiff'>(wish, abort.signal);
    abort.abort();
    expect(await answer).toBeNull();
    const id = port.posted.find((message) => message.type === 'question')?.id ?? 0;
    const value = { document: 7, kind: 'json', rows: 0, changes: 0, identical: true };
    port.say({ kind: 'reply', id, result: succeed(value as unknown as AnswerOf['openDiff']) });
    const closing = port.posted.at(-1);
    expect(closing).toMatchObject({ type: 'question', question: { ask: 'closeBody', document: 7 } });
    // Nobody waits for that answer either.
    port.say({ kind: 'reply', id: closing?.type === 'question' ? closing.id : 0, result: succeed(null) });
    expect(port.posted.at(-1)).toBe(closing);
  });

  it('answers without an engine at once', async () => {
    const { client } = open();
    const answer = await client.ask<'payloadText'>({ ask: 'payloadText', node: 1, seq: null });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'engine-stopped' } });
  });

  it('opens a closed channel again and lets go of what waited on it', async () => {
    const { client, connect, openPort } = open();
    const port = connect();
    const answer = client.ask<'payloadText'>({ ask: 'payloadText', node: 1, seq: null });
    port.die();
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'engine-stopped' } });
    await vi.runOnlyPendingTimersAsync();
    expect(openPort).toHaveBeenCalledTimes(2);
  });

  it('lets go of what waits when it is told that the engine is gone, as a port in Chrome 114 does not say so', async () => {
    const { client, connect } = open();
    const port = connect();
    const answer = client.ask<'closeBody'>({ ask: 'closeBody', document: 1 });
    client.lose();
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'engine-stopped' } });
    expect(port.closed).toBe(true);
    client.lose();
    expect(connect().posted).toEqual([{ type: 'hello', version: contractVersion }]);
  });

  it('keeps asking while there is no engine, ever more slowly', async () => {
    const { openPort, connect } = open(() => fail('engine-stopped'));
    for (let turn = 0; turn < 20; turn += 1) await vi.advanceTimersByTimeAsync(1_000);
    const asked = openPort.mock.calls.length;
    expect(asked).toBeGreaterThan(4);
    expect(asked).toBeLessThan(9);
    connect();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(openPort).toHaveBeenCalledTimes(asked);
  });

  it('takes the newest port that main hands on and closes the one before', () => {
    const { client, connect } = open();
    const first = connect();
    const shown: number[] = [];
    client.listen({ ...ignore, frame: ({ revision }) => shown.push(revision) });
    const second = connect();
    first.say(frame(1));
    second.say(frame(2));
    expect(first.closed).toBe(true);
    expect(shown).toEqual([2]);
  });

  it('is silent once closed', async () => {
    const { client, connect, openPort } = open();
    const port = connect();
    client.close();
    port.die();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(port.closed).toBe(true);
    expect(openPort).toHaveBeenCalledOnce();
  });
});
