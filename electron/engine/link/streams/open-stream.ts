import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { isSecure, isUnixSocket, isWebSocket } from '#contract/address';
import type { ConnectStep } from '#contract/connect-step';
import { fail, failure, succeed, type Failure, type FailureFacts, type Result } from '#contract/failure';
import { settingLimits } from '#contract/limits';
import type { SessionFacts } from '#contract/session-facts';
import { chainReport } from '../chain-report';
import { certificateFailure } from '../certificate-failure';
import type { BrokerChain } from '../certificate-facts';
import type { Clock } from '../clock';
import type { DiagnosisLog } from '../diagnosis-log';
import { leafFaults } from '../leaf-faults';
import { addressFacts, type LinkConfig } from '../link-config';
import { linkLimits } from '../link-limits';
import { closedFailure, streamFailure, type FailureScene } from '../stream-failure';
import { pinnedVerdict } from './certificate-pin';
import { hostName } from './host-name';
import { proxyFacts } from './proxy-tunnel';
import { Route } from './route';
import { tlsCredentials, type TlsCredentials } from './tls-credentials';
import { openTlsSocket, type TlsSession } from './tls-stream';
import { systemAuthorities } from './trust-store';
import { shownLocation, upgradeHeaders } from './upgrade-headers';
import { openWebSocket } from './websocket-stream';

/** A stream on which MQTT may speak. */
export interface OpenedStream {
  readonly stream: Duplex;
  /** Read from the network so far, be it in the middle of a TLS record or a WebSocket message. */
  readonly socketBytes: () => number;
  /** Null without TLS. */
  readonly tls: SessionFacts['tls'];
}

export interface OpenStreamParts {
  readonly config: LinkConfig;
  readonly clock: Clock;
  /** Told of each step and of what it finds; ended by whoever made it. */
  readonly log: DiagnosisLog;
  readonly step: (step: ConnectStep) => void;
  /** Called once: with the stream, or with why there is none. Not called after `abandon`. */
  readonly done: (result: Result<OpenedStream>) => void;
}

/** A TLS handshake that is done, to be judged. */
interface SecuredStream {
  /** Null: the certificate is good, else Node's code for what is wrong with it. */
  readonly verdict: string | null;
  readonly chain: BrokerChain;
  readonly session: TlsSession;
  /** The name asked for and checked. */
  readonly asked: string;
}

/** A protocol's name has one byte for its length (RFC 7301, 3.1): Node throws at a longer one. */
const longestAlpnBytes = 255;

/** The whole way up may take this many times the limit for name, TCP and proxy. */
const wholeWay = 1.5;

/** Name, TCP, proxy, TLS, WebSocket: one way up with its limits. Owns the socket until it is handed over. */
export class StreamOpening {
  readonly #parts: OpenStreamParts;
  readonly #cancelLimits: (() => void)[] = [];
  readonly #route: Route;
  #phase: ConnectStep = 'name';
  #socket: Socket | null = null;
  #connectedRoute = false;
  #tls: SessionFacts['tls'] = null;
  #settled = false;

  constructor(parts: OpenStreamParts) {
    this.#parts = parts;
    const { clock, config } = parts;
    const routeMs = config.fields.connectTimeoutSeconds * 1_000;
    this.#cancelLimits.push(
      clock.after(routeMs, () => {
        if (!this.#connectedRoute) this.#fail(this.#route.noAnswer(routeMs));
      }),
      clock.after(routeMs * wholeWay, () => this.#fail(this.#noAnswer(routeMs * wholeWay)))
    );
    this.#route = new Route(config, {
      step: (step) => this.#step(step),
      note: (facts) => this.#note(facts),
      connected: (socket) => this.#connected(socket),
      failed: (reason) => this.#fail(reason)
    });
    // Reading the system's authorities may take a while: meanwhile the network works.
    if (isSecure(config.fields.address.protocol)) setImmediate(systemAuthorities);
  }

  /** Ends the way up without a word. */
  abandon(): void {
    if (!this.#settle()) return;
    this.#destroy();
  }

  get #address(): LinkConfig['fields']['address'] {
    return this.#parts.config.fields.address;
  }

  #facts(): FailureFacts {
    const { config } = this.#parts;
    const { path, protocol } = this.#address;
    const { serverName, minVersion } = config.fields.tls;
    return {
      ...addressFacts(this.#address),
      ...(isUnixSocket(protocol) || isWebSocket(protocol) ? { path } : {}),
      ...(isSecure(protocol) ? { minVersion } : {}),
      ...(isSecure(protocol) && serverName !== '' ? { serverName } : {}),
      ...(config.fields.tls.alpn.length > 0 ? { alpn: config.fields.tls.alpn.join(', ').slice(0, 300) } : {}),
      ...proxyFacts(config.proxy)
    };
  }

  #scene(): FailureScene {
    const { certificatePem } = this.#parts.config;
    return { phase: this.#phase, facts: this.#facts(), clientCertificate: certificatePem !== null };
  }

  #connected(socket: Socket): void {
    if (this.#settled) return;
    this.#connectedRoute = true;
    this.#socket = socket;
    socket.on('error', (error) => this.#fail(streamFailure(error, this.#scene())));
    socket.once('close', () => this.#fail(closedFailure(this.#scene())));
    if (isSecure(this.#address.protocol)) this.#openTls(socket);
    else this.#openWebSocketOrFinish(socket);
  }

  #openTls(socket: Socket): void {
    this.#step('tls');
    const { config } = this.#parts;
    const credentials = tlsCredentials(config, addressFacts(this.#address));
    if (!credentials.ok) return this.#fail(credentials.failure);
    const { serverName, alpn } = config.fields.tls;
    if (alpn.some((name) => Buffer.byteLength(name) > longestAlpnBytes)) {
      return this.#fail(failure('tls-failed', '', { ...this.#facts(), reason: 'alpn-too-long' }));
    }
    const wanted = serverName === '' ? this.#address.host : serverName;
    const asked = hostName(wanted) ?? wanted;
    const { secureContext } = credentials.value;
    const tlsSocket = openTlsSocket(
      { socket, serverName: asked, alpn, secureContext },
      {
        secured: (verdict, chain, session) => {
          if (!this.#settled && this.#accepts({ verdict, chain, session, asked }, credentials.value)) {
            this.#openWebSocketOrFinish(tlsSocket);
          }
        },
        failed: (error) => this.#fail(streamFailure(error, this.#scene()))
      }
    );
    this.#socket = tlsSocket;
  }

  /** Judges the broker's certificate, and writes down what was seen of it in any case. */
  #accepts({ verdict, chain, session, asked }: SecuredStream, credentials: TlsCredentials): boolean {
    const { config, clock, log } = this.#parts;
    const { trusted } = config.fields.tls;
    const nowMs = clock.now();
    const facts = this.#facts();
    const { ownAuthorities, trusts } = credentials;
    const found = certificateFailure({ verdict, chain, ownAuthorities, trusts, serverName: asked, nowMs, facts });
    const problem = trusted === null ? found : pinnedVerdict(trusted, chain, facts);
    const byFingerprint = trusted !== null && problem === null && config.fields.verifyCertificate;
    const report = chainReport(chain, {
      problem: found,
      faults: leafFaults(chain, asked, nowMs),
      byFingerprint,
      nowMs
    });
    const leaf = report[0];
    log.chain(report);
    this.#note({
      version: session.version,
      cipher: session.cipher,
      certificates: chain.chain.length,
      ...(config.fields.tls.alpn.length > 0 ? { alpn: session.alpn ?? '' } : {}),
      ...(byFingerprint ? { byFingerprint: 1, flaws: leaf?.flaws.join(' ') ?? '' } : {})
    });
    const certificate = leaf === undefined ? null : { subject: leaf.subject, validToMs: leaf.validToMs };
    this.#tls = { ...session, certificate, byFingerprint };
    if (problem === null || !config.fields.verifyCertificate) return true;
    this.#fail(problem);
    return false;
  }

  #openWebSocketOrFinish(socket: Socket): void {
    if (!isWebSocket(this.#address.protocol)) return this.#finish(socket);
    this.#step('websocket');
    const at = { ...this.#facts(), step: this.#phase };
    const headers = upgradeHeaders(this.#parts.config);
    if (typeof headers === 'string') {
      return this.#fail(failure('websocket-refused', '', { ...at, reason: 'header', header: headers }));
    }
    // The largest a person may set: their own bound is judged per packet, and may be raised while this is open.
    const maxMessageBytes = settingLimits.maxPayloadBytes.max + linkLimits.headerRoomBytes;
    try {
      openWebSocket(
        { socket, address: this.#address, headers, maxMessageBytes },
        {
          upgraded: (stream) => {
            this.#note({ path: this.#address.path, status: 101 });
            this.#finish(stream);
          },
          refused: (status, location) => {
            this.#note({ path: this.#address.path, status });
            const facts = location === null ? { ...at, status } : { ...at, status, location: shownLocation(location) };
            this.#fail(failure('websocket-refused', `HTTP ${status}`, facts));
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
    const route = this.#route;
    this.#parts.done(succeed({ stream, socketBytes: () => route.bytesRead, tls: this.#tls }));
  }

  #fail(reason: Failure): void {
    if (!this.#settle()) return;
    this.#destroy();
    this.#parts.done(fail(reason.code, reason.raw, reason.facts));
  }

  /** Only the outermost: Node 20 crashes where the socket under TLS is destroyed first, inside TLS' own callback (tried). */
  #destroy(): void {
    if (this.#socket === null) this.#route.abandon();
    else this.#socket.destroy();
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
    this.#parts.log.begin(step);
    this.#parts.step(step);
  }

  #note(facts: FailureFacts): void {
    if (!this.#settled) this.#parts.log.note(facts);
  }

  #noAnswer(limitMs: number): Failure {
    const facts = { ...this.#facts(), step: this.#phase, seconds: limitMs / 1_000 };
    return failure('no-answer', '', facts);
  }
}
