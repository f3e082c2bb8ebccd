import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { generate, parser, type Packet } from 'mqtt-packet';
import { isReachable } from './outage-schedule';
import { rounded } from './rounded';

interface Session {
  readonly socket: Socket;
  accepted: boolean;
  nextMs: number;
}

const EVERY_MS = 2_000;
const KEEPALIVE_S = 30;

/**
 * A gateway with a bad cable: a real MQTT client on a raw socket that leaves without DISCONNECT, so that the broker
 * publishes its last will [MQTT-3.1.2-8], and comes back later.
 */
export class FlakyDevice {
  readonly topics: readonly string[];
  readonly #port: number;
  readonly #root: string;
  readonly #startMs: number;
  #session: Session | undefined;
  #ended = false;

  constructor(port: number, root: string, startMs: number) {
    this.#port = port;
    this.#root = root;
    this.#startMs = startMs;
    this.topics = ['status', 'firmware', 'uptime', 'signal'].map((name) => `${root}/${name}`);
  }

  /** Connects, speaks or vanishes, as the schedule says. */
  tick(nowMs: number): void {
    if (this.#ended) return;
    if (!isReachable(nowMs - this.#startMs)) {
      this.#session?.socket.destroy();
      this.#session = undefined;
      return;
    }
    this.#session ??= this.#open(nowMs);
    if (this.#session.accepted && nowMs >= this.#session.nextMs) this.#measure(this.#session, nowMs);
  }

  /** Leaves for good, without a word. */
  async end(): Promise<void> {
    this.#ended = true;
    const socket = this.#session?.socket;
    if (socket === undefined || socket.closed) return;
    const closed = once(socket, 'close');
    socket.destroy();
    await closed;
  }

  #open(nowMs: number): Session {
    const socket = connect(this.#port, '127.0.0.1');
    const session: Session = { socket, accepted: false, nextMs: nowMs };
    const incoming = parser({ protocolVersion: 4 });
    incoming.on('packet', (packet: Packet) => {
      if (packet.cmd !== 'connack' || packet.returnCode !== 0) return;
      session.accepted = true;
      this.#say(session, 'status', 'online', true);
      this.#say(session, 'firmware', '3.9.0', true);
    });
    socket.on('data', (bytes) => incoming.parse(bytes));
    // 'close' follows and the next tick tries again
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.#session === session) this.#session = undefined;
    });
    socket.write(
      generate({
        cmd: 'connect',
        protocolId: 'MQTT',
        protocolVersion: 4,
        clean: true,
        clientId: 'gateway-2',
        keepalive: KEEPALIVE_S,
        will: { topic: `${this.#root}/status`, payload: 'offline', qos: 0, retain: true }
      })
    );
    return session;
  }

  #measure(session: Session, nowMs: number): void {
    session.nextMs = nowMs + EVERY_MS;
    const sinceStartMs = nowMs - this.#startMs;
    this.#say(session, 'uptime', String(Math.round(sinceStartMs / 1_000)), false);
    // The signal fades before each outage, for whoever looks for the reason
    const fading = isReachable(sinceStartMs + 15_000) ? 0 : 14;
    this.#say(session, 'signal', String(rounded(-68 - fading - 3 * Math.sin(sinceStartMs / 9_000), 0)), false);
  }

  #say({ socket }: Session, name: string, payload: string, retain: boolean): void {
    const topic = `${this.#root}/${name}`;
    socket.write(generate({ cmd: 'publish', topic, payload, qos: 0, retain, dup: false }));
  }
}
