import { MAX_COMMAND_BYTES } from './command-text';
import { DemoDay } from './demo-day';
import type { DemoMessage } from './demo-message';
import { joined, type Command } from './device';
import { energy } from './energy/energy';
import { home } from './home/home';
import { plant } from './plant/plant';
import type { Payload, Point } from './point';
import { createSite } from './site';

interface Scheduled {
  readonly point: Point;
  dueMs: number;
  started: boolean;
  lastSent: Payload | undefined;
}

/** After a pause longer than this (a machine asleep) a point speaks once and goes on; nothing is made up for. */
const MAX_LAG_MS = 2_000;

/**
 * The plant and the home without clock or socket: the same seed, start and commands give the same messages,
 * however finely time is cut. The first call speaks for every point once.
 */
export class Simulation {
  readonly topics: readonly string[];
  readonly #schedule: readonly Scheduled[];
  readonly #commands: ReadonlyMap<string, Command>;
  readonly #phase: (topic: string) => number;

  constructor(seed: number, startMs: number) {
    const site = createSite(seed, startMs, new DemoDay(startMs));
    const everything = joined([plant(site), energy(site), home(site)]);
    this.#schedule = everything.points.map((point) => ({ point, dueMs: startMs, started: false, lastSent: undefined }));
    this.#commands = new Map(everything.commands.map((command) => [command.topic, command]));
    this.#phase = (topic) => site.random(`phase of ${topic}`).next();
    this.topics = everything.points.map((point) => point.topic);
  }

  /** Topics that can be written to. */
  get commandTopics(): readonly string[] {
    return [...this.#commands.keys()];
  }

  /** What is said from the last call up to `nowMs`, oldest first. */
  nextMessages(nowMs: number): DemoMessage[] {
    return this.#due(nowMs).flatMap(({ scheduled, dueMs }) => {
      const payload = scheduled.point.sample(dueMs);
      if (payload === undefined) return [];
      if (scheduled.point.onlyChanges && payload === scheduled.lastSent) return [];
      return [sent(scheduled, payload)];
    });
  }

  /** Obeys a message written to a command topic; the answer is what the device says to it, or nothing. */
  command(topic: string, payload: Uint8Array, nowMs: number): DemoMessage[] {
    const command = this.#commands.get(topic);
    if (command === undefined || payload.byteLength > MAX_COMMAND_BYTES) return [];
    const answered = command.apply(new TextDecoder().decode(payload), nowMs) ?? [];
    return answered.flatMap((point) => {
      const said = point.sample(nowMs);
      const scheduled = this.#schedule.find((candidate) => candidate.point.topic === point.topic);
      return said === undefined || scheduled === undefined ? [] : [sent(scheduled, said)];
    });
  }

  #due(nowMs: number): { scheduled: Scheduled; dueMs: number }[] {
    const due: { scheduled: Scheduled; dueMs: number }[] = [];
    for (const scheduled of this.#schedule) {
      if (nowMs - scheduled.dueMs > MAX_LAG_MS) scheduled.dueMs = nowMs;
      while (scheduled.dueMs <= nowMs) {
        due.push({ scheduled, dueMs: scheduled.dueMs });
        scheduled.dueMs += this.#delayMs(scheduled);
      }
    }
    return due.sort((left, right) => left.dueMs - right.dueMs);
  }

  #delayMs(scheduled: Scheduled): number {
    const delayMs = Math.max(1, scheduled.point.delayMs(scheduled.dueMs));
    if (scheduled.started || delayMs === Infinity) return delayMs;
    scheduled.started = true;
    // Everybody spoke at the start; from here on they are spread over their periods
    return Math.max(1, delayMs * this.#phase(scheduled.point.topic));
  }
}

function sent(scheduled: Scheduled, payload: Payload): DemoMessage {
  scheduled.lastSent = payload;
  const { topic, qos, retain } = scheduled.point;
  return { topic, payload, qos, retain };
}
