import { lookup } from 'node:dns';
import { isIP, type Socket } from 'node:net';
import { isUnixSocket } from '#contract/address';
import type { ConnectStep } from '#contract/connect-step';
import { failure, type Failure, type FailureFacts } from '#contract/failure';
import type { ProxyRoute } from '#contract/proxy-options';
import { addressFacts, type LinkConfig } from '../link-config';
import { closedFailure, streamFailure } from '../stream-failure';
import { hostName } from './host-name';
import { openTunnel, proxyFacts, tunnelFailure } from './proxy-tunnel';
import { openTcpSocket, openUnixSocket } from './tcp-stream';

export interface RouteHooks {
  readonly step: (step: ConnectStep) => void;
  /** What the step found; keys as in StepReport. */
  readonly note: (facts: FailureFacts) => void;
  /** Bytes on this socket reach the broker. */
  readonly connected: (socket: Socket) => void;
  readonly failed: (reason: Failure) => void;
}

/**
 * The way to the broker's port: a name, TCP, perhaps a proxy; or a socket in the file system. Owns its socket until
 * `abandon`; hooks are not called after it. Failures of a proxy are the proxy's, never told as the broker's.
 */
export class Route {
  readonly #config: LinkConfig;
  readonly #hooks: RouteHooks;
  #phase: ConnectStep | null = null;
  #socket: Socket | null = null;
  #over = false;

  constructor(config: LinkConfig, hooks: RouteHooks) {
    this.#config = config;
    this.#hooks = hooks;
    const { proxy } = config;
    const { address } = config.fields;
    if (isUnixSocket(address.protocol)) this.#openUnix(address.path);
    else if (proxy === null) this.#openTcp(address, (socket) => this.#finish(socket));
    else this.#openThrough(proxy);
  }

  /** Network bytes read so far. */
  get bytesRead(): number {
    return this.#socket?.bytesRead ?? 0;
  }

  abandon(): void {
    this.#over = true;
    this.#socket?.destroy();
  }

  /** Why a time limit that passes now ends it. */
  noAnswer(limitMs: number): Failure {
    const facts = { ...this.#facts(), step: this.#scene().phase, seconds: limitMs / 1_000 };
    const proxySilent = this.#config.proxy !== null && this.#phase !== 'proxy';
    if (proxySilent) return failure('proxy-unreachable', '', { ...facts, reason: 'no-answer' });
    return failure('no-answer', '', facts);
  }

  #facts(): FailureFacts {
    const { fields, proxy } = this.#config;
    const { path, protocol } = fields.address;
    return { ...addressFacts(fields.address), ...(isUnixSocket(protocol) ? { path } : {}), ...proxyFacts(proxy) };
  }

  #openUnix(path: string): void {
    this.#step('tcp');
    const { proxy } = this.#config;
    // The system's proxy says nothing of sockets on this computer.
    if (proxy !== null && !proxy.system) return this.#failLater('proxy-refused', { reason: 'unix' });
    try {
      const socket = openUnixSocket(path, {
        connected: () => this.#finish(socket),
        failed: (error) => this.#fail(streamFailure(error, this.#scene()))
      });
      this.#own(socket);
    } catch {
      this.#failLater('address-invalid', { address: path });
    }
  }

  #openTcp(target: { readonly host: string; readonly port: number }, connected: (socket: Socket) => void): void {
    this.#step('name');
    let address = '';
    const socket = openTcpSocket(target, {
      resolved: (found) => {
        if (this.#over) return;
        address = found;
        this.#hooks.note({ host: target.host, address });
        this.#step('tcp');
      },
      connected: () => {
        if (this.#over) return;
        this.#hooks.note({ address: socket.remoteAddress ?? address, port: target.port });
        connected(socket);
      },
      failed: (error) => this.#fail(this.#openingFailure(error))
    });
    this.#own(socket);
  }

  #openThrough(proxy: ProxyRoute): void {
    const { host, port } = this.#config.fields.address;
    const asked = hostName(host);
    if (asked === null) return this.#failLater('address-invalid', { address: host });
    if (proxy.namesAtProxy || isIP(asked) !== 0) return this.#openProxy(proxy, { host: asked, port });
    this.#step('name');
    lookup(asked, (error, found) => {
      if (this.#over) return;
      if (error !== null) return this.#fail(streamFailure(error, this.#scene()));
      this.#hooks.note({ host: asked, address: found });
      this.#openProxy(proxy, { host: found, port });
    });
  }

  #openProxy(proxy: ProxyRoute, target: { readonly host: string; readonly port: number }): void {
    this.#openTcp(proxy, (socket) => {
      this.#step('proxy');
      this.#hooks.note({ kind: proxy.kind, host: proxy.host, port: proxy.port });
      openTunnel(socket, proxy, target, {
        opened: () => {
          if (!this.#over) this.#finish(socket);
        },
        refused: (refusal) => this.#fail(tunnelFailure(refusal, this.#facts()))
      });
    });
  }

  #openingFailure(error: Error): Failure {
    const found = streamFailure(error, this.#scene());
    if (this.#config.proxy === null) return found;
    if (this.#phase === 'proxy') return failure('proxy-refused', found.raw, { ...this.#facts(), reason: 'closed' });
    return failure('proxy-unreachable', found.raw, { ...this.#facts(), reason: found.code });
  }

  #scene(): { phase: ConnectStep; facts: FailureFacts; clientCertificate: boolean } {
    return { phase: this.#phase ?? 'name', facts: this.#facts(), clientCertificate: false };
  }

  #own(socket: Socket): void {
    this.#socket = socket;
    socket.once('close', () => {
      if (this.#over) return;
      const closed = closedFailure(this.#scene());
      const { proxy } = this.#config;
      this.#fail(proxy === null ? closed : failure('proxy-refused', '', { ...this.#facts(), reason: 'closed' }));
    });
  }

  #finish(socket: Socket): void {
    if (this.#over) return;
    this.#over = true;
    this.#hooks.connected(socket);
  }

  /** Not before the constructor is through. */
  #failLater(code: 'proxy-refused' | 'address-invalid', facts: FailureFacts): void {
    queueMicrotask(() => this.#fail(failure(code, '', { ...this.#facts(), ...facts })));
  }

  #fail(reason: Failure): void {
    if (this.#over) return;
    this.#over = true;
    this.#socket?.destroy();
    this.#hooks.failed(reason);
  }

  #step(step: ConnectStep): void {
    if (this.#over || this.#phase === step) return;
    this.#phase = step;
    this.#hooks.step(step);
  }
}
