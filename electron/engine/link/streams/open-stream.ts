import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { isSecure, isWebSocket } from '#contract/address';
import type { ConnectStep } from '#contract/connect-step';
import { fail, failure, succeed, type Failure, type Result } from '#contract/failure';
import { settingLimits } from '#contract/limits';
import type { Clock } from '../clock';
import { addressFacts, type LinkConfig } from '../link-config';
import { certificateFailure, closedFailure, streamFailure, type FailureScene } from '../stream-failure';
import { linkLimits } from '../link-limits';
import { tlsCredentials } from './tls-credentials';
import { openTcpSocket } from './tcp-stream';
import { openTlsSocket } from './tls-stream';
import { openWebSocket } from './websocket-stream';

/** A stream on which MQTT may speak. */
export interface OpenedStream {
  readonly stream: Duplex;
  /** Read from the network so far, be it in the middle of a TLS record or a WebSocket message. */
  readonly socketBytes: () => number;
}

export interface OpenStreamParts {
  readonly config: LinkConfig;
  readonly clock: Clock;
  readonly step: (step: ConnectStep) => void;
  /** Called once: with the stream, or with why there is none. Not called after `abandon`. */
  readonly done: (result: Result<OpenedStream>) => void;
}

/** Name, TCP, TLS, WebSocket: one way up with its limits. Owns the socket until it is handed over. */
export class StreamOpening {
  readonly #parts: OpenStreamParts;
  readonly #cancelLimits: (() => void)[] = [];
  #phase: ConnectStep = 'name';
  #socket: Socket | null = null;
  #tcpSocket: Socket | null = null;
  #settled = false;

  constructor(parts: OpenStreamParts) {
    this.#parts = parts;
    const { clock } = parts;
    this.#cancelLimits.push(
      clock.after(linkLimits.tcpMs, () => {
        if (this.#phase === 'name' || this.#phase === 'tcp') this.#fail(this.#noAnswer(linkLimits.tcpMs));
      }),
      clock.after(linkLimits.streamMs, () => this.#fail(this.#noAnswer(linkLimits.streamMs)))
    );
    this.#step('name');
    this.#openTcp();
  }

  /** Ends the way up without a word. */
  abandon(): void {
    if (!this.#settle()) return;
    this.#socket?.destroy();
  }

  get #address(): LinkConfig['fields']['address'] {
    return this.#parts.config.fields.address;
  }

  #scene(): FailureScene {
    return {
      phase: this.#phase,
      facts: addressFacts(this.#address),
      clientCertificate: this.#parts.config.certificatePem !== null
    };
  }

  #openTcp(): void {
    const socket = openTcpSocket(this.#address, {
      resolved: () => this.#step('tcp'),
      connected: () => this.#connected(socket),
      failed: (error) => this.#fail(streamFailure(error, this.#scene()))
    });
    this.#socket = socket;
    this.#tcpSocket = socket;
    socket.once('close', () => this.#fail(closedFailure(this.#scene())));
  }

  #connected(socket: Socket): void {
    if (this.#settled) return;
    if (isSecure(this.#address.protocol)) this.#openTls(socket);
    else this.#openWebSocketOrFinish(socket);
  }

  #openTls(socket: Socket): void {
    this.#step('tls');
    const { config, clock } = this.#parts;
    const credentials = tlsCredentials(config, addressFacts(this.#address));
    if (!credentials.ok) return this.#fail(credentials.failure);
    const tlsSocket = openTlsSocket(
      { socket, host: this.#address.host, secureContext: credentials.value },
      {
        secured: (verdict, chain) => {
          if (this.#settled) return;
          if (verdict !== null && config.fields.verifyCertificate) {
            return this.#fail(certificateFailure(verdict, chain, clock.now(), this.#scene()));
          }
          this.#openWebSocketOrFinish(tlsSocket);
        },
        failed: (error) => this.#fail(streamFailure(error, this.#scene()))
      }
    );
    this.#socket = tlsSocket;
  }

  #openWebSocketOrFinish(socket: Socket): void {
    if (!isWebSocket(this.#address.protocol)) return this.#finish(socket);
    this.#step('websocket');
    // The largest a person may set: their own bound is judged per packet, and may be raised while this is open.
    const maxMessageBytes = settingLimits.maxPayloadBytes.max + linkLimits.headerRoomBytes;
    try {
      openWebSocket(
        { socket, address: this.#address, maxMessageBytes },
        {
          upgraded: (stream) => this.#finish(stream),
          refused: (status, location) => {
            const facts = { ...addressFacts(this.#address), path: this.#address.path, status };
            const all = location === null ? facts : { ...facts, location: location.slice(0, 1_000) };
            this.#fail(failure('websocket-refused', `HTTP ${status}`, all));
          },
          failed: (error) => this.#fail(streamFailure(error, this.#scene()))
        }
      );
    } catch {
      this.#fail(failure('address-invalid', '', { address: this.#address.path }));
    }
  }

  #finish(stream: Duplex): void {
    if (!this.#settle()) {
      stream.destroy();
      return;
    }
    const tcpSocket = this.#tcpSocket;
    this.#parts.done(succeed({ stream, socketBytes: () => tcpSocket?.bytesRead ?? 0 }));
  }

  #fail(reason: Failure): void {
    if (!this.#settle()) return;
    this.#socket?.destroy();
    this.#parts.done(fail(reason.code, reason.raw, reason.facts));
  }

  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    for (const cancel of this.#cancelLimits) cancel();
    return true;
  }

  #step(step: ConnectStep): void {
    if (this.#settled) return;
    this.#phase = step;
    this.#parts.step(step);
  }

  #noAnswer(limitMs: number): Failure {
    const facts = { ...addressFacts(this.#address), step: this.#phase, seconds: limitMs / 1_000 };
    return failure('no-answer', '', facts);
  }
}
