import { assertNever } from '#contract/assert-never';
import type { AnswerOf, Ask, Command, EngineMessage, Question, Reply, Snapshot, WindowMessage } from '#contract/engine';
import { failure, type Failure, type Result } from '#contract/failure';
import type { Frame } from '#contract/frame';
import { contractVersion, type Port } from '#contract/port';

export interface EngineClientOptions {
  /** Asks main for a port; it arrives through `receivePorts`. */
  openPort(): Promise<Result<null>>;
  /** Listens for ports of this profile; returns how to stop. */
  receivePorts(onPort: (port: Port) => void): () => void;
  /** Runs once what a frame changed is painted (or at once when nothing is painted). */
  afterPaint(run: () => void): void;
}

/** What the client tells; each is called in the order of the channel. */
export interface EngineListener {
  snapshot(snapshot: Snapshot): void;
  frame(frame: Frame): void;
  /** A command the engine refused, or a contract it does not speak. */
  refused(failure: Failure): void;
}

type Questions<A extends Ask> = Extract<Question, { readonly ask: A }>;

const firstRetryMs = 250;
const longestRetryMs = 8_000;

/**
 * The page's end of one engine's channel: hello, snapshot, frames, questions with answers. A closed channel is opened
 * again; questions open at that moment answer `engine-stopped`. Knows no transport: a Port is all it needs.
 */
export class EngineClient {
  readonly #options: EngineClientOptions;
  readonly #listeners = new Set<EngineListener>();
  readonly #waiting = new Map<number, (result: Result<AnswerOf[Ask]> | null) => void>();
  readonly #stopReceiving: () => void;
  #port: Port | null = null;
  #nextId = 1;
  #closed = false;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #retryMs = firstRetryMs;

  constructor(options: EngineClientOptions) {
    this.#options = options;
    this.#stopReceiving = options.receivePorts((port) => this.#attach(port));
    void this.#open();
  }

  /** Returns how to stop listening. */
  listen(listener: EngineListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A command wants no answer. Without a channel it is dropped: the next snapshot starts afresh. */
  command(command: Command): void {
    this.#post({ type: 'command', command });
  }

  /** Exactly one answer. Null: the signal was aborted first, and the engine was told. Failure: engine-stopped, or the question's own. */
  ask<A extends Ask>(question: Questions<A>): Promise<Result<AnswerOf[A]>>;
  ask<A extends Ask>(question: Questions<A>, signal: AbortSignal): Promise<Result<AnswerOf[A]> | null>;
  ask<A extends Ask>(question: Questions<A>, signal?: AbortSignal): Promise<Result<AnswerOf[A]> | null> {
    if (signal?.aborted) return Promise.resolve(null);
    if (!this.#port) return Promise.resolve({ ok: false, failure: failure('engine-stopped') });
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const abandon = (): void => {
        this.#waiting.delete(id);
        this.#post({ type: 'abandon', id });
        resolve(null);
      };
      signal?.addEventListener('abort', abandon, { once: true });
      this.#waiting.set(id, (result) => {
        signal?.removeEventListener('abort', abandon);
        // The engine answers each question with its own kind of answer; the wire cannot say so.
        resolve(result as Result<AnswerOf[A]> | null);
      });
      this.#post({ type: 'question', id, question });
    });
  }

  /**
   * The engine is gone, as its connection's report says: questions answer `engine-stopped` now. A MessagePort in the page
   * hears of its far end's close from Chrome 122 on only.
   */
  lose(): void {
    if (!this.#port) return;
    this.#detach();
    this.#openLater();
  }

  /** Ends the channel and everything that waits on it. */
  close(): void {
    this.#closed = true;
    this.#stopReceiving();
    this.#detach();
    this.#listeners.clear();
  }

  async #open(): Promise<void> {
    const opened = await this.#options.openPort();
    if (!opened.ok && !this.#port) this.#openLater();
  }

  #openLater(): void {
    if (this.#closed || this.#retry) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      void this.#open();
    }, this.#retryMs);
    this.#retryMs = Math.min(longestRetryMs, this.#retryMs * 2);
  }

  #attach(port: Port): void {
    if (this.#closed) {
      port.close();
      return;
    }
    this.#detach();
    this.#port = port;
    port.onClose(() => {
      if (this.#port !== port) return;
      this.lose();
    });
    // Only the engine holds the other end, and it parses nothing the page could not have asked for.
    port.onMessage((message) => {
      if (this.#port === port) this.#receive(message as EngineMessage);
    });
    this.#post({ type: 'hello', version: contractVersion });
  }

  #detach(): void {
    if (this.#retry) clearTimeout(this.#retry);
    this.#retry = null;
    this.#port?.close();
    this.#port = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const settle of waiting) settle({ ok: false, failure: failure('engine-stopped') });
  }

  #receive(message: EngineMessage): void {
    switch (message.kind) {
      case 'snapshot':
        this.#retryMs = firstRetryMs;
        for (const listener of this.#listeners) listener.snapshot(message);
        return;
      case 'frame':
        this.#show(message);
        return;
      case 'reply':
        this.#settle(message);
        return;
      case 'refused':
        for (const listener of this.#listeners) listener.refused(message.failure);
        return;
      default:
        assertNever(message);
    }
  }

  #show(frame: Frame): void {
    for (const listener of this.#listeners) listener.frame(frame);
    const port = this.#port;
    // The credit is free once the frame is on the screen, so that a slow page gets newer frames, not more of them.
    this.#options.afterPaint(() => {
      if (this.#port === port) this.#post({ type: 'command', command: { kind: 'ack', revision: frame.revision } });
    });
  }

  #settle(reply: Reply): void {
    const settle = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (settle) settle(reply.result);
    else this.#closeUnwanted(reply.result);
  }

  /** The engine answered before it heard that the answer is not wanted any more: what it opened is nobody's. */
  #closeUnwanted(result: Reply['result']): void {
    if (!result.ok || typeof result.value !== 'object' || result.value === null || !('document' in result.value))
      return;
    const { document } = result.value;
    this.#post({ type: 'question', id: this.#nextId++, question: { ask: 'closeBody', document } });
  }

  #post(message: WindowMessage): void {
    this.#port?.post(message);
  }
}
