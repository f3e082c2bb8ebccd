import type { MqttClient } from 'mqtt';
import { beforeEach, describe, expect, it } from 'vitest';
import { keepAlive } from '../../../../../electron/engine/link/keepalive';
import { FakeClock } from '../../../../support/fake-clock';

/** What keepAlive uses of a client. */
class ClientDouble {
  readonly keepalive = 60;
  connected = true;
  readonly told: string[] = [];
  onKeepaliveTimeout = (): void => {};

  sendPing(): void {
    this.told.push('ping');
  }

  reschedulePing(force: boolean): void {
    this.told.push(force ? 'start over' : '');
  }
}

let clock: FakeClock;
let client: ClientDouble;
let bytes: number;
let holding: boolean;
let timedOut: number;
let stop: () => void;

beforeEach(() => {
  clock = new FakeClock();
  client = new ClientDouble();
  bytes = 100;
  holding = false;
  timedOut = 0;
  stop = keepAlive({
    client: client as unknown as MqttClient,
    clock,
    socketBytes: () => bytes,
    holding: () => holding,
    timedOut: () => (timedOut += 1)
  });
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('keepAlive', () => {
  it('while bytes arrive, pings at 0.45 keepalives, and MQTT.js waits anew', () => {
    for (let round = 1; round <= 3; round += 1) {
      bytes += 1;
      clock.pass(26_999);
      expect(client.told).toHaveLength(2 * (round - 1));
      clock.pass(1);
      expect(client.told.slice(-2)).toEqual(['ping', 'start over']);
    }
  });

  it('pings as well while we ourselves do not read', () => {
    holding = true;
    clock.pass(54_000);
    expect(client.told).toEqual(['ping', 'start over', 'ping', 'start over']);
  });

  it('leaves a silent link and one without CONNACK to MQTT.js', () => {
    clock.pass(270_000);
    client.connected = false;
    bytes += 1;
    clock.pass(27_000);
    expect(client.told).toEqual([]);
  });

  it('ends a link from which nothing came', async () => {
    client.onKeepaliveTimeout();
    expect(timedOut).toBe(0);
    await turn();
    expect(timedOut).toBe(1);
  });

  it('after a standstill reads first what came meanwhile', async () => {
    client.onKeepaliveTimeout();
    bytes += 1;
    await turn();
    expect([timedOut, ...client.told]).toEqual([0, 'ping', 'start over']);
  });

  it('stopped does nothing any more', async () => {
    client.onKeepaliveTimeout();
    stop();
    bytes += 1;
    clock.pass(27_000);
    await turn();
    expect([timedOut, clock.pending, ...client.told]).toEqual([0, 0]);
  });
});
