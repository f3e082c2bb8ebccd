import type { Duplex } from 'node:stream';
import { MqttClient, type IConnackPacket, type IDisconnectPacket } from 'mqtt';
import { failure, type Failure } from '#contract/failure';
import type { Subscription } from '#contract/profile';
import { clientOptions } from './client-options';
import type { Clock } from './clock';
import { keepAlive } from './keepalive';
import { addressFacts, type LinkConfig } from './link-config';
import {
  closedFailure,
  connackFailure,
  disconnectFailure,
  isStreamError,
  malformedFailure,
  reasonCodeOf,
  streamFailure,
  type FailureScene
} from './link-failure';
import { linkLimits } from './link-limits';
import type { ReceivedMessage } from './received-message';
import { Receiver } from './receiver';
import { ServerLimits } from './server-limits';
import { StreamOpening } from './streams/open-stream';
import { Subscribing } from './subscribing';
import type { AttemptEvents, RunningAttempt } from './supervisor';
import { WireWatch } from './wire-watch';

export interface AttemptParts {
  readonly config: LinkConfig;
  readonly clock: Clock;
  readonly events: AttemptEvents;
  readonly deliver: (message: ReceivedMessage) => void;
}

/** A client that is online and what its broker allows. */
export interface LiveClient {
  readonly client: MqttClient;
  readonly limits: ServerLimits;
}

const packetTooLarge = 0x95;

/** One connection from the look-up of the name to its end: one stream, one MqttClient, never used twice. */
export class Attempt implements RunningAttempt {
  readonly #parts: AttemptParts;
  readonly #opening: StreamOpening;
  readonly #cleanups: (() => void)[] = [];
  #stream: Duplex | null = null;
  #watch: WireWatch | null = null;
  #live: LiveClient | null = null;
  #subscribing: Subscribing | null = null;
  #ended = false;
  #closed: () => void = () => {};
  /** Resolves when nothing of this attempt is open any more. */
  readonly closed: Promise<void>;

  constructor(parts: AttemptParts) {
    this.#parts = parts;
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

  setMaxPayloadBytes(bytes: number): void {
    this.#watch?.setMaxPayloadBytes(bytes);
  }

  /** Says goodbye where MQTT is up; silent otherwise. */
  close(): void {
    if (this.#ended) return;
    const live = this.#live;
    this.#finish();
    this.#opening.abandon();
    if (live === null) this.#drop();
    else this.#sayGoodbye(live.client);
  }

  #speak(stream: Duplex): void {
    const { config, clock, events } = this.#parts;
    const version5 = config.fields.mqttVersion === '5';
    const facts = addressFacts(config.fields.address);
    const watch = new WireWatch({ maxPayloadBytes: config.maxPayloadBytes, version5, facts });
    this.#stream = stream;
    this.#watch = watch;
    events.step('mqtt');
    // Before MQTT.js' own listener, so that the reason is known before its parser stumbles over the same bytes.
    stream.on('data', (chunk: Uint8Array) => {
      const found = watch.see(chunk);
      if (found !== null) this.#end(found);
    });
    stream.once('close', () => {
      this.#end(closedFailure(this.#scene()));
      this.#closed();
    });
    stream.on('error', (error) => this.#end(streamFailure(error, this.#scene())));
    this.#cleanups.push(
      clock.after(linkLimits.connackMs, () =>
        this.#end(failure('no-mqtt-answer', '', { ...facts, seconds: linkLimits.connackMs / 1_000 }))
      )
    );
    this.#startClient(stream);
  }

  #startClient(stream: Duplex): void {
    const { config, deliver } = this.#parts;
    const options = clientOptions(config);
    const client = new MqttClient(() => stream, options);
    const receiver = new Receiver(deliver);
    client.handleMessage = (packet, done) => {
      if (this.#live === null) {
        // [MQTT-3.2.0-1]: the first packet from a server is CONNACK.
        if (!this.#ended) this.#end(malformedFailure('PUBLISH before CONNACK', addressFacts(config.fields.address)));
        return;
      }
      receiver.receive(packet, done);
    };
    client.onKeepaliveTimeout = () => {
      const seconds = client.keepalive * 1.5;
      this.#end(failure('keepalive-timeout', '', { ...addressFacts(config.fields.address), seconds }));
    };
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
    this.#live = { client, limits: new ServerLimits(connack.properties ?? {}, config.fields.mqttVersion === '5') };
    this.#subscribing = new Subscribing(client, clock, (report) => events.subscriptions(report));
    events.online(connack.properties?.assignedClientIdentifier ?? clientId);
    this.#cleanups.push(
      keepAlive(client, () => this.#watch?.bytes ?? 0, clock),
      () => this.#subscribing?.cancel()
    );
    this.#subscribing.want(config.fields.subscriptions);
  }

  #onDisconnect(packet: IDisconnectPacket): void {
    const { reasonString, serverReference } = packet.properties ?? {};
    const reason = { reasonCode: packet.reasonCode ?? 0, reasonString, serverReference };
    this.#end(disconnectFailure(reason, addressFacts(this.#parts.config.fields.address)));
  }

  #onClientError(error: unknown): void {
    const { config } = this.#parts;
    const facts = addressFacts(config.fields.address);
    if (isStreamError(error)) return this.#end(streamFailure(error, this.#scene()));
    if (reasonCodeOf(error) === packetTooLarge) {
      return this.#end(failure('payload-too-large', '', { ...facts, limitBytes: config.maxPayloadBytes }));
    }
    // [MQTT-4.8.0-1]: MQTT.js would go on reading out of step.
    this.#end(malformedFailure(error, facts));
  }

  #scene(): FailureScene {
    const { fields, certificatePem } = this.#parts.config;
    return {
      phase: this.#live === null ? 'mqtt' : 'up',
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
  }

  #stopWaits(): void {
    for (const cleanup of this.#cleanups.splice(0)) cleanup();
  }

  #drop(): void {
    if (this.#stream === null || this.#stream.closed) this.#closed();
    else this.#stream.destroy();
  }

  #sayGoodbye(client: MqttClient): void {
    // MQTT.js holds DISCONNECT back while anything is unacknowledged.
    for (const id of Object.keys(client.outgoing)) client.removeOutgoingMessage(Number(id));
    const cancel = this.#parts.clock.after(linkLimits.farewellMs, () => this.#drop());
    void this.closed.then(cancel);
    client.end(false);
  }
}
