import { MqttClient, type IConnackPacket, type IDisconnectPacket } from 'mqtt';
import type { EngineBudgets } from '#contract/engine-control';
import { failure, type Failure } from '#contract/failure';
import type { Subscription } from '#contract/subscription';
import { clientOptions } from './client-options';
import type { Clock } from './clock';
import { FastLane, type Intake, type Receiving } from './fast-lane';
import { keepAlive } from './keepalive';
import { addressFacts, type LinkConfig } from './link-config';
import { connackFailure, disconnectFailure, malformedFailure } from './link-failure';
import { linkLimits } from './link-limits';
import { ServerLimits } from './server-limits';
import { StreamOpening, type OpenedStream } from './streams/open-stream';
import { Subscribing } from './subscribing';
import { closedFailure, isStreamError, streamFailure, type FailureScene } from './stream-failure';
import type { AttemptEvents, RunningAttempt } from './supervisor';

export interface AttemptParts {
  readonly config: LinkConfig;
  readonly clock: Clock;
  readonly events: AttemptEvents;
  readonly receiving: Receiving;
}

/** A client that is online and what its broker allows. */
export interface LiveClient {
  readonly client: MqttClient;
  readonly limits: ServerLimits;
}

/** One connection from the look-up of the name to its end: one stream, one MqttClient, never used twice. */
export class Attempt implements RunningAttempt {
  readonly #parts: AttemptParts;
  readonly #opening: StreamOpening;
  readonly #cleanups: (() => void)[] = [];
  #budgets: EngineBudgets;
  #lane: FastLane | null = null;
  #socketBytes: () => number = () => 0;
  /** CONNACK was accepted. */
  #up = false;
  #live: LiveClient | null = null;
  /** The stream is over and what was read before is still being handed on; then this is why the link ended. */
  #over: { readonly error: Error | null } | null = null;
  #subscribing: Subscribing | null = null;
  #ended = false;
  #closed: () => void = () => {};
  /** Resolves when nothing of this attempt is open any more. */
  readonly closed: Promise<void>;

  constructor(parts: AttemptParts) {
    this.#parts = parts;
    this.#budgets = parts.config.budgets;
    this.closed = new Promise((resolve) => {
      this.#closed = resolve;
    });
    this.#opening = new StreamOpening({
      config: parts.config,
      clock: parts.clock,
      step: (step) => parts.events.step(step),
      done: (result) => {
        if (result.ok) this.#speak(result.value);
        else this.#end(result.failure);
      }
    });
  }

  /** Null until CONNACK and after the end. */
  get live(): LiveClient | null {
    return this.#live;
  }

  /** Online only: changes the subscriptions of the link that is up. */
  want(subscriptions: readonly Subscription[]): void {
    if (this.#live !== null) this.#subscribing?.want(subscriptions);
  }

  /** Null: no stream yet. */
  get intake(): Intake | null {
    return this.#lane?.intake ?? null;
  }

  /** What MQTT 5 tells the broker stays as it was at CONNECT. */
  setBudgets(budgets: EngineBudgets): void {
    this.#budgets = budgets;
    this.#lane?.setBudgets(budgets);
  }

  /** Says goodbye where MQTT is up; silent otherwise. What was read and not handed on is dropped. */
  close(): void {
    if (this.#ended) return;
    const live = this.#live;
    this.#finish();
    this.#opening.abandon();
    if (live === null) this.#drop();
    else this.#sayGoodbye(live.client);
  }

  #speak({ stream, socketBytes }: OpenedStream): void {
    const { config, clock, events, receiving } = this.#parts;
    const facts = addressFacts(config.fields.address);
    events.step('mqtt');
    const lane = new FastLane({
      ...receiving,
      raw: stream,
      version5: config.fields.mqttVersion === '5',
      budgets: this.#budgets,
      facts,
      failed: (reason) => this.#end(reason),
      over: (error) => this.#streamOver(error)
    });
    this.#lane = lane;
    this.#socketBytes = socketBytes;
    lane.once('close', () => this.#closed());
    this.#cleanups.push(
      clock.after(linkLimits.connackMs, () =>
        this.#end(
          this.#over === null
            ? failure('no-mqtt-answer', '', { ...facts, seconds: linkLimits.connackMs / 1_000 })
            : this.#overFailure(this.#over.error)
        )
      )
    );
    this.#startClient(lane);
  }

  #startClient(lane: FastLane): void {
    const options = clientOptions({ ...this.#parts.config, budgets: this.#budgets });
    const client = new MqttClient(() => lane, options);
    // Each send under way listens for its acknowledgement.
    client.setMaxListeners(0);
    const onPacket = (packet: { cmd?: string }): void => {
      if (packet.cmd !== 'connack') return;
      client.off('packetreceive', onPacket);
      this.#onConnack(packet as IConnackPacket);
    };
    client.on('packetreceive', onPacket);
    client.on('connect', (connack) => this.#onOnline(client, connack, options.clientId));
    client.on('disconnect', (packet) => this.#onDisconnect(packet));
    client.on('error', (error) => this.#onClientError(error));
  }

  #onConnack(connack: IConnackPacket): void {
    const reasonCode = connack.reasonCode ?? connack.returnCode ?? 0;
    if (reasonCode === 0) return;
    const facts = addressFacts(this.#parts.config.fields.address);
    const { reasonString, serverReference } = connack.properties ?? {};
    this.#end(connackFailure({ reasonCode, reasonString, serverReference }, facts));
  }

  #onOnline(client: MqttClient, connack: IConnackPacket, clientId: string): void {
    if (this.#ended) return;
    const { config, clock, events } = this.#parts;
    this.#stopWaits();
    this.#up = true;
    const limits = new ServerLimits(connack.properties ?? {}, config.fields.mqttVersion === '5');
    // Already over, there is only the rest to hand on.
    if (this.#over === null) this.#live = { client, limits };
    const subscribing = new Subscribing(client, clock, (report) => events.subscriptions(report));
    this.#subscribing = subscribing;
    events.online(connack.properties?.assignedClientIdentifier ?? clientId);
    if (this.#live !== null) {
      this.#cleanups.push(this.#keepAlive(client), () => subscribing.cancel());
      subscribing.want(config.fields.subscriptions);
    }
    this.#lane?.open();
  }

  #keepAlive(client: MqttClient): () => void {
    const facts = addressFacts(this.#parts.config.fields.address);
    return keepAlive({
      client,
      clock: this.#parts.clock,
      socketBytes: this.#socketBytes,
      holding: () => this.#lane?.holding ?? false,
      timedOut: () => this.#end(failure('keepalive-timeout', '', { ...facts, seconds: client.keepalive * 1.5 }))
    });
  }

  #onDisconnect(packet: IDisconnectPacket): void {
    const { reasonString, serverReference } = packet.properties ?? {};
    const reason = { reasonCode: packet.reasonCode ?? 0, reasonString, serverReference };
    this.#end(disconnectFailure(reason, addressFacts(this.#parts.config.fields.address)));
  }

  #onClientError(error: unknown): void {
    if (this.#over !== null && isStreamError(error)) return;
    // [MQTT-4.8.0-1]: MQTT.js would go on reading out of step.
    this.#end(
      isStreamError(error)
        ? streamFailure(error, this.#scene())
        : malformedFailure(error, addressFacts(this.#parts.config.fields.address))
    );
  }

  /** The stream ended by itself: first what was read of it is handed on, then the link ends. */
  #streamOver(error: Error | null): void {
    if (this.#ended) return this.#drop();
    if (this.#over !== null) return;
    this.#over = { error };
    this.#live = null;
    // Before CONNACK is accepted, the wait for it is what ends a broker's half answer.
    if (this.#up) this.#stopWaits();
    this.#lane?.finish(() => this.#end(this.#overFailure(error)));
  }

  #overFailure(error: Error | null): Failure {
    return error === null ? closedFailure(this.#scene()) : streamFailure(error, this.#scene());
  }

  #scene(): FailureScene {
    const { fields, certificatePem } = this.#parts.config;
    return {
      phase: this.#up ? 'up' : 'mqtt',
      facts: { ...addressFacts(fields.address), ...(fields.clientId === '' ? { randomClientId: 1 } : {}) },
      clientCertificate: certificatePem !== null
    };
  }

  /** The first failure is the cause; what follows from it is not told. */
  #end(reason: Failure): void {
    if (this.#ended) return;
    this.#finish();
    this.#drop();
    this.#parts.events.ended(reason);
  }

  #finish(): void {
    this.#ended = true;
    this.#live = null;
    this.#stopWaits();
    this.#lane?.stop();
  }

  #stopWaits(): void {
    for (const cleanup of this.#cleanups.splice(0)) cleanup();
  }

  #drop(): void {
    if (this.#lane === null) this.#closed();
    else this.#lane.destroy();
  }

  #sayGoodbye(client: MqttClient): void {
    // MQTT.js holds DISCONNECT back while anything is unacknowledged.
    for (const id of Object.keys(client.outgoing)) client.removeOutgoingMessage(Number(id));
    const cancel = this.#parts.clock.after(linkLimits.farewellMs, () => this.#drop());
    void this.closed.then(cancel);
    client.end(false);
  }
}
