import { MqttClient, type IConnackPacket, type IDisconnectPacket, type Packet } from 'mqtt';
import type { Diagnosis } from '#contract/diagnosis';
import type { EngineBudgets } from '#contract/engine-control';
import { failure, type Failure, type FailureFacts } from '#contract/failure';
import type { SpokenVersion } from '#contract/profile';
import type { Subscription } from '#contract/subscription';
import type { BrokerSession } from './broker-session';
import { clientOptions, isRandomClientId } from './client-options';
import type { Clock } from './clock';
import { connackVerdict } from './connack-verdict';
import type { DiagnosisLog } from './diagnosis-log';
import { FastLane, type Intake, type Receiving } from './fast-lane';
import { keepAlive } from './keepalive';
import { addressFacts, type LinkConfig } from './link-config';
import {
  challengeFailure,
  disconnectFailure,
  malformedFailure,
  malformedReason,
  unsendableFailure
} from './link-failure';
import { linkLimits } from './link-limits';
import { ServerLimits } from './server-limits';
import { sessionFacts } from './session-facts';
import { ignoredAlpn } from './streams/ignored-alpn';
import { StreamOpening, type OpenedStream } from './streams/open-stream';
import { Subscribing } from './subscribing';
import { closedFailure, isStreamError, streamFailure, type FailureScene } from './stream-failure';
import type { AttemptEvents, RunningAttempt } from './supervisor';

export interface AttemptParts {
  readonly config: LinkConfig;
  readonly version: SpokenVersion;
  /** MQTT 5 was refused a moment ago. */
  readonly fellBack: boolean;
  /** An answer in the words of 3.1.1 to a CONNECT of MQTT 5 is no MQTT 5: the other version comes next. */
  readonly strict: boolean;
  /** Asking for the filters is a step of its own, and the diagnosis goes on after CONNACK. */
  readonly test: boolean;
  readonly clock: Clock;
  readonly log: DiagnosisLog;
  readonly events: AttemptEvents;
  readonly receiving: Receiving;
  readonly session: BrokerSession;
}

/** A client that is online and what its broker allows. */
export interface LiveClient {
  readonly client: MqttClient;
  readonly limits: ServerLimits;
}

/** First byte and length of a DISCONNECT with a reason code [MQTT5 3.14.1]. */
const disconnectHead = [0xe0, 0x01] as const;

/** One connection from the look-up of the name to its end: one stream, one MqttClient, never used twice. */
export class Attempt implements RunningAttempt {
  readonly #parts: AttemptParts;
  readonly #opening: StreamOpening;
  readonly #cleanups: (() => void)[] = [];
  #budgets: EngineBudgets;
  #lane: FastLane | null = null;
  #socketBytes: () => number = () => 0;
  #tls: OpenedStream['tls'] = null;
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
      log: parts.log,
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

  proveLife(): void {
    if (this.#live === null) return;
    const before = this.#socketBytes();
    this.#live.client.sendPing();
    this.#cleanups.push(
      this.#parts.clock.after(linkLimits.proofOfLifeMs, () => {
        const silent = this.#socketBytes() === before && this.#lane?.holding !== true;
        if (silent) this.#end(this.#timedOut(linkLimits.proofOfLifeMs / 1_000));
      })
    );
  }

  /** See ConnectTry. */
  finishTest(facts: FailureFacts, problem: Failure | null): Diagnosis {
    const { log } = this.#parts;
    log.note(facts);
    log.end(problem);
    this.close();
    return log.diagnosis;
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

  get #version5(): boolean {
    return this.#parts.version === '5';
  }

  #speak({ stream, socketBytes, tls }: OpenedStream): void {
    const { config, clock, events, receiving, log } = this.#parts;
    const facts = addressFacts(config.fields.address);
    log.begin('mqtt');
    events.step('mqtt');
    const lane = new FastLane({
      ...receiving,
      raw: stream,
      version5: this.#version5,
      topicAliasMaximum: this.#version5 ? (config.fields.mqtt5.topicAliasMaximum ?? 0) : 0,
      unreleased: this.#parts.session.unreleased,
      budgets: this.#budgets,
      facts,
      failed: (reason) => this.#end(reason),
      over: (error) => this.#streamOver(error)
    });
    this.#lane = lane;
    this.#socketBytes = socketBytes;
    this.#tls = tls;
    lane.once('close', () => this.#closed());
    const { connectTimeoutSeconds } = config.fields;
    this.#cleanups.push(
      clock.after(connectTimeoutSeconds * 1_000, () =>
        this.#end(
          this.#over === null
            ? failure('no-mqtt-answer', '', { ...facts, seconds: connectTimeoutSeconds })
            : this.#overFailure(this.#over.error)
        )
      )
    );
    this.#startClient(lane);
  }

  #startClient(lane: FastLane): void {
    const { config, version } = this.#parts;
    const options = clientOptions({ ...config, budgets: this.#budgets }, version);
    if (!options.ok) return this.#end(options.failure);
    let client: MqttClient;
    try {
      client = new MqttClient(() => lane, options.value);
    } catch (error) {
      return this.#end(unsendableFailure(error, addressFacts(config.fields.address)));
    }
    // Each send under way listens for its acknowledgement.
    client.setMaxListeners(0);
    client.on('packetreceive', (packet: Packet) => {
      if (packet.cmd === 'connack') this.#onConnack(client, packet);
      if (packet.cmd === 'auth') this.#onAuth(packet);
    });
    client.on('connect', (connack) => this.#onOnline(client, connack, options.value.clientId));
    client.on('disconnect', (packet) => this.#onDisconnect(packet));
    client.on('error', (error) => this.#onClientError(error));
  }

  #onConnack(client: MqttClient, connack: IConnackPacket): void {
    const { strict, config } = this.#parts;
    const verdict = connackVerdict(connack, strict, addressFacts(config.fields.address));
    if (verdict !== null) {
      // MQTT.js goes on with the packet, and would throw at a list where a number belongs.
      delete connack.properties;
      return this.#end(verdict);
    }
    // In force, also where we wanted none or the broker wants none [MQTT-3.1.2-21]; MQTT.js takes it only between the two.
    const serverKeepAlive = connack.properties?.serverKeepAlive;
    if (serverKeepAlive !== undefined) client.options.keepalive = serverKeepAlive;
  }

  #onAuth(packet: Extract<Packet, { cmd: 'auth' }>): void {
    const { config } = this.#parts;
    // Without a challenge, MQTT.js knows what to do with it.
    if (this.#up && packet.reasonCode === 0) return;
    const method = packet.properties?.authenticationMethod ?? config.fields.mqtt5.authenticationMethod;
    this.#end(challengeFailure(packet.reasonCode, method, addressFacts(config.fields.address)));
  }

  #onOnline(client: MqttClient, connack: IConnackPacket, clientId: string): void {
    if (this.#ended) return;
    const { config, clock, events, version, fellBack, session: kept } = this.#parts;
    const { fields } = config;
    this.#stopWaits();
    this.#up = true;
    // Without a session, the broker knows nothing of what was before.
    if (!connack.sessionPresent) {
      kept.unreleased.clear();
      kept.filters.clear();
    }
    const session = sessionFacts(connack, {
      version,
      fellBack,
      keepAliveSeconds: fields.keepAliveSeconds,
      tls: this.#tls
    });
    this.#noteOnline(connack.sessionPresent);
    const limits = new ServerLimits(connack.properties ?? {}, this.#version5);
    // Already over, there is only the rest to hand on.
    if (this.#over === null) this.#live = { client, limits };
    events.online(session.assignedClientId ?? clientId, session);
    // Whoever hears of it may close it.
    if (this.#live !== null) {
      const subscribing = new Subscribing({
        client,
        clock,
        session,
        filters: kept.filters,
        changed: (subscriptions) => events.subscriptions(subscriptions)
      });
      this.#subscribing = subscribing;
      this.#cleanups.push(this.#keepAlive(client), () => subscribing.cancel());
      subscribing.want(fields.subscriptions);
    }
    this.#lane?.open();
  }

  #noteOnline(sessionPresent: boolean): void {
    const { log, version, fellBack, test } = this.#parts;
    log.note({ mqttVersion: version, sessionPresent: Number(sessionPresent), fellBack: Number(fellBack) });
    if (test) log.begin('subscribe');
    else log.end(null);
  }

  #keepAlive(client: MqttClient): () => void {
    return keepAlive({
      client,
      clock: this.#parts.clock,
      socketBytes: this.#socketBytes,
      holding: () => this.#lane?.holding ?? false,
      timedOut: () => this.#end(this.#timedOut(client.keepalive * 1.5))
    });
  }

  #timedOut(seconds: number): Failure {
    return failure('keepalive-timeout', '', { ...addressFacts(this.#parts.config.fields.address), seconds });
  }

  #onDisconnect(packet: IDisconnectPacket): void {
    const { reasonString, serverReference } = packet.properties ?? {};
    const reason = { reasonCode: packet.reasonCode ?? 0, reasonString, serverReference };
    this.#end(disconnectFailure(reason, this.#scene().facts));
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
      facts: {
        ...addressFacts(fields.address),
        ...(isRandomClientId(fields.clientId) ? { randomClientId: 1 } : {}),
        ...ignoredAlpn(fields.tls.alpn, this.#tls)
      },
      clientCertificate: certificatePem !== null
    };
  }

  /** The first failure is the cause; what follows from it is not told. */
  #end(reason: Failure): void {
    if (this.#ended) return;
    const sendable = this.#up && this.#over === null;
    this.#finish();
    const disconnectCode = malformedReason(reason);
    if (sendable && this.#version5 && disconnectCode !== null) this.#sayWhy(disconnectCode);
    else this.#drop();
    this.#parts.log.end(reason);
    this.#parts.events.ended(reason, this.#parts.log.diagnosis);
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

  /** [MQTT-4.13.2-1]: a DISCONNECT with the code before the link is closed. */
  #sayWhy(reasonCode: number): void {
    const cancel = this.#parts.clock.after(linkLimits.farewellMs, () => this.#drop());
    void this.closed.then(cancel);
    this.#lane?.lastWords(Uint8Array.of(...disconnectHead, reasonCode));
  }

  #sayGoodbye(client: MqttClient): void {
    // MQTT.js holds DISCONNECT back while anything is unacknowledged.
    for (const id of Object.keys(client.outgoing)) client.removeOutgoingMessage(Number(id));
    const cancel = this.#parts.clock.after(linkLimits.farewellMs, () => this.#drop());
    void this.closed.then(cancel);
    client.end(false);
  }
}
