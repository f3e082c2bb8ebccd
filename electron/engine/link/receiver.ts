import type { IPublishPacket } from 'mqtt';
import { linkLimits } from './link-limits';
import { messageProperties } from './message-properties';
import type { ReceivedMessage } from './received-message';

/**
 * The inbound road: called by MQTT.js for every PUBLISH, hands it on and says when the next may come.
 * MQTT.js runs all packets of a chunk in one turn of the loop; after 8 ms the next one waits for setImmediate,
 * so that ticks, pings and answers stay on time (limits.md 9, 10).
 */
export class Receiver {
  readonly #deliver: (message: ReceivedMessage) => void;
  #turnStartedAtMs = 0;
  #turnKnown = false;

  constructor(deliver: (message: ReceivedMessage) => void) {
    this.#deliver = deliver;
  }

  receive(packet: IPublishPacket, done: () => void): void {
    const nowMs = Date.now();
    if (!this.#turnKnown) this.#startTurn(nowMs);
    this.#deliver({
      topic: packet.topic,
      payload: typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload,
      qos: packet.qos,
      retain: packet.retain,
      duplicate: packet.dup,
      properties: messageProperties(packet.properties),
      receivedAtMs: nowMs
    });
    if (Date.now() - this.#turnStartedAtMs < linkLimits.turnMs) done();
    else setImmediate(done);
  }

  #startTurn(nowMs: number): void {
    this.#turnKnown = true;
    this.#turnStartedAtMs = nowMs;
    setImmediate(() => {
      this.#turnKnown = false;
    });
  }
}
