import type { ConnectionState } from '#contract/connection';
import type { EngineBudgets } from '#contract/engine-control';
import { failure, type Failure, type Result } from '#contract/failure';
import { settingLimits } from '#contract/limits';
import type { SpokenVersion } from '#contract/profile';
import type { LiveClient } from './attempt';
import { newSession } from './broker-session';
import type { Clock } from './clock';
import { ConnectTry } from './connect-try';
import type { Intake, Receiving } from './fast-lane';
import { sameOnTheWire, type LinkConfig } from './link-config';
import { sendMessage, unacknowledged, type Acknowledgement, type Sending } from './send-message';
import type { OutgoingMessage } from './server-limits';
import { Supervisor, type AttemptEvents } from './supervisor';

export interface LinkParts extends Receiving {
  readonly clock: Clock;
  /** In [0, 1): the jitter of the backoff. */
  readonly random: () => number;
  readonly changed: (state: ConnectionState) => void;
  /** `auto`: this is what the broker speaks; told when it is news. */
  readonly versionFound: (version: SpokenVersion) => void;
}

/**
 * One connection to one broker: connects, keeps it up, hands every message on. The only importer of `mqtt`.
 * Failures never throw: they are in the state, or in the answer to a send.
 */
export class Link {
  readonly #parts: LinkParts;
  readonly #supervisor: Supervisor;
  readonly #closing = new Set<Promise<void>>();
  /** Sends without an answer yet: settled when the link ends. */
  readonly #unanswered = new Set<Sending>();
  #config: LinkConfig | null = null;
  #attempt: ConnectTry | null = null;
  readonly #session = newSession();

  constructor(parts: LinkParts) {
    this.#parts = parts;
    this.#supervisor = new Supervisor({
      clock: parts.clock,
      random: parts.random,
      changed: (state) => {
        if (state.kind !== 'online') this.#dropUnanswered();
        parts.changed(state);
      },
      reconnects: () => this.#config?.fields.reconnect ?? false,
      open: (events) => this.#open(events)
    });
  }

  get state(): ConnectionState {
    return this.#supervisor.state;
  }

  /** What the receive buffer does; empty without a connection. */
  get intake(): Intake {
    const bufferBytes = this.#config?.budgets.receiveBufferBytes ?? settingLimits.receiveBufferBytes.usual;
    return this.#attempt?.intake ?? { step: 0, waitingBytes: 0, bufferBytes };
  }

  /**
   * Connects with this configuration. A link that is online and differs in nothing that reaches the wire but subscriptions
   * and budgets stays up and changes those; any other attempt or link ends first.
   */
  connect(config: LinkConfig): void {
    const before = this.#config;
    const same = before !== null && sameOnTheWire(before, config);
    const known = same && config.rememberedVersion === null ? before.rememberedVersion : config.rememberedVersion;
    this.#config = { ...config, rememberedVersion: known };
    if (this.state.kind === 'online' && same) {
      this.#attempt?.setBudgets(config.budgets);
      return this.#attempt?.want(config.fields.subscriptions);
    }
    if (!same) this.#session.unreleased.clear();
    this.#supervisor.start();
  }

  disconnect(): void {
    this.#supervisor.stop();
  }

  /** The network returned or a person asks: ends the wait for the next try. */
  retryNow(): void {
    this.#supervisor.retryNow();
  }

  /** The machine woke: tries at once, and a link that is up shows within seconds whether it still lives. */
  woke(): void {
    this.#supervisor.woke();
  }

  /** Holds for what arrives from now on; MQTT 5 brokers hear of the payload's bound at the next connect. */
  setBudgets(budgets: EngineBudgets): void {
    if (this.#config !== null) this.#config = { ...this.#config, budgets };
    this.#attempt?.setBudgets(budgets);
  }

  /**
   * Sends at once or not at all: nothing is queued. `answered` is called once, for QoS 0 when the bytes are handed to
   * the socket. Failures: read-only, offline, payload-too-large, publish-refused, publish-unanswered (the link ended
   * first). The answer forgets a send that is waited for no more.
   */
  send(message: OutgoingMessage, answered: (result: Result<Acknowledgement>) => void): () => void {
    const live = this.#attempt?.live ?? null;
    const refusal = this.#refusal(message, live);
    if (live === null || refusal !== null) {
      answered({ ok: false, failure: refusal ?? failure('offline') });
      return () => {};
    }
    const sending = sendMessage(live.client, message, (result) => {
      this.#unanswered.delete(sending);
      answered(result);
    });
    this.#unanswered.add(sending);
    return () => {
      this.#unanswered.delete(sending);
      sending.forget();
    };
  }

  /** Ends for good; resolves when no socket and no timer is left. */
  async close(): Promise<void> {
    this.#supervisor.stop();
    await Promise.all(this.#closing);
  }

  #refusal(message: OutgoingMessage, live: LiveClient | null): Failure | null {
    if (this.#config?.fields.readOnly === true) return failure('read-only', '', { topic: message.topic });
    if (live === null) return failure('offline', '', { topic: message.topic });
    return live.limits.refusal(message, unacknowledged(live.client));
  }

  #open(events: AttemptEvents): ConnectTry {
    const config = this.#config;
    if (config === null) throw new Error('no configuration to connect with');
    const attempt = new ConnectTry({
      config,
      clock: this.#parts.clock,
      events,
      receiving: this.#parts,
      session: this.#session,
      versionFound: (version) => this.#versionFound(version),
      test: null
    });
    this.#closing.add(attempt.closed);
    void attempt.closed.then(() => this.#closing.delete(attempt.closed));
    this.#attempt = attempt;
    return attempt;
  }

  #versionFound(version: SpokenVersion): void {
    if (this.#config !== null) this.#config = { ...this.#config, rememberedVersion: version };
    this.#parts.versionFound(version);
  }

  #dropUnanswered(): void {
    for (const sending of [...this.#unanswered]) sending.lost();
  }
}
