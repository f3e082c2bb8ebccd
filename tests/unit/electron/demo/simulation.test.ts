import { describe, expect, it } from 'vitest';
import type { DemoMessage } from '../../../../electron/demo/demo-message';
import { Simulation } from '../../../../electron/demo/simulation';

const START_MS = Date.parse('2026-03-14T14:00:00Z');

/** The messages of `lengthMs`, asked for every `stepMs`; the first call, which speaks for all, included. */
function run(simulation: Simulation, lengthMs: number, stepMs: number): DemoMessage[] {
  const messages: DemoMessage[] = [];
  for (let sinceMs = 0; sinceMs <= lengthMs; sinceMs += stepMs) {
    messages.push(...simulation.nextMessages(START_MS + sinceMs));
  }
  return messages;
}

function perSecond(simulation: Simulation, seconds: number): number[] {
  simulation.nextMessages(START_MS);
  return Array.from({ length: seconds }, (_, second) => {
    let count = 0;
    for (let stepMs = 50; stepMs <= 1_000; stepMs += 50) {
      count += simulation.nextMessages(START_MS + second * 1_000 + stepMs).length;
    }
    return count;
  });
}

describe('the simulation', () => {
  it('has 1,194 topics, each once', () => {
    const { topics } = new Simulation(1, START_MS);
    expect(topics).toHaveLength(1_194);
    expect(new Set(topics).size).toBe(1_194);
    expect(topics.length).toBeGreaterThan(1_150);
    expect(topics.length).toBeLessThan(1_250);
  });

  it('lets a newcomer know at least 1,000 topics within a second', () => {
    const simulation = new Simulation(1, START_MS);
    const retained = simulation.nextMessages(START_MS).filter((message) => message.retain);
    const fresh = simulation.nextMessages(START_MS + 1_000);
    expect(new Set([...retained, ...fresh].map((message) => message.topic)).size).toBeGreaterThan(1_000);
  });

  it('says the same for the same seed, however finely time is cut', () => {
    const fine = run(new Simulation(1, START_MS), 60_000, 50);
    const coarse = run(new Simulation(1, START_MS), 60_000, 2_000);
    expect(fine.length).toBeGreaterThan(5_000);
    expect(coarse).toEqual(fine);
  });

  it('says something else for another seed', () => {
    expect(run(new Simulation(2, START_MS), 2_000, 50)).not.toEqual(run(new Simulation(1, START_MS), 2_000, 50));
  });

  it('speaks 60 to 150 times a second on average and about 500 times in a burst', () => {
    const counts = perSecond(new Simulation(1, START_MS), 120);
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(mean).toBeGreaterThan(60);
    expect(mean).toBeLessThan(150);
    expect(Math.max(...counts)).toBeGreaterThan(400);
    expect(Math.max(...counts)).toBeLessThan(700);
  });

  it('does not make up for an hour of sleep', () => {
    const simulation = new Simulation(1, START_MS);
    simulation.nextMessages(START_MS);
    expect(simulation.nextMessages(START_MS + 3_600_000).length).toBeLessThanOrEqual(simulation.topics.length);
  });

  it('mixes JSON, plain numbers, text, bytes and topics that are value and folder at once', () => {
    const simulation = new Simulation(1, START_MS);
    const last = new Map(run(simulation, 20_000, 50).map((message) => [message.topic, message]));
    const arm = 'factory/leipzig/line-2/cell-04/robot-a';
    expect(JSON.parse(String(last.get(`${arm}/temperature`)?.payload))).toMatchObject({ unit: '°C', setpoint: 65 });
    expect(JSON.parse(String(last.get(`${arm}/joint_torque`)?.payload))).toHaveLength(6);
    expect(last.get(`${arm}/firmware_chunk`)?.payload).toHaveLength(520);
    expect(Number(last.get('energy/pv/inverter-1/ac_power')?.payload)).toBeGreaterThan(1_000);
    expect(last.get('factory/leipzig/line-1/plc/log')?.payload).toMatch(/^2026-03-14T14:00:\S+ (INFO|DEBUG|WARN) /);
    expect(last.get('haus/Küche/Fenster links 🪟')?.retain).toBe(true);
    expect(last.has('factory/leipzig/line-2/cell-04')).toBe(true);
  });

  it('uses QoS 1, but never for what is retained', () => {
    const messages = run(new Simulation(1, START_MS), 10_000, 1_000);
    expect(messages.some((message) => message.qos === 1)).toBe(true);
    expect(messages.filter((message) => message.qos === 1 && message.retain)).toEqual([]);
  });

  it('raises alarms as retained messages and clears them with an empty one', () => {
    const alarms = run(new Simulation(1, START_MS), 300_000, 1_000).filter(({ topic }) => topic.includes('/alarms/'));
    expect(alarms.every((message) => message.retain)).toBe(true);
    expect(JSON.parse(String(alarms[0]?.payload))).toMatchObject({ alarm: 'Compressed air below 5.8 bar' });
    expect(alarms.some((message) => message.payload === '')).toBe(true);
  });

  it('sends a retained state only when it changes', () => {
    const seen = new Map<string, DemoMessage['payload']>();
    for (const { topic, payload } of run(new Simulation(1, START_MS), 120_000, 1_000)) {
      if (!topic.endsWith('/state') || topic.includes('/sensor/')) continue;
      expect(seen.get(topic), topic).not.toBe(payload);
      seen.set(topic, payload);
    }
    expect(seen.size).toBeGreaterThan(30);
  });
});

describe('a command', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

  it('is answered on the state topic with its own retain flag', () => {
    const simulation = new Simulation(1, START_MS);
    simulation.nextMessages(START_MS);
    const topic = 'homeassistant/light/kitchen_ceiling/set';
    const answers = simulation.command(topic, bytes('{"state":"ON","brightness":200}'), START_MS + 10);
    expect(answers).toEqual([
      {
        topic: 'homeassistant/light/kitchen_ceiling/state',
        payload: '{"state":"ON","brightness":200,"color_mode":"brightness"}',
        qos: 0,
        retain: true
      }
    ]);
  });

  it('is ignored on any other topic, when it is nonsense, or when it is too large', () => {
    const simulation = new Simulation(1, START_MS);
    const topic = 'homeassistant/switch/router/set';
    expect(simulation.command('__proto__', bytes('ON'), START_MS)).toEqual([]);
    expect(simulation.command(topic, bytes('PERHAPS'), START_MS)).toEqual([]);
    expect(simulation.command(topic, Uint8Array.of(0xff, 0xfe), START_MS)).toEqual([]);
    expect(simulation.command(topic, bytes(`"ON"${' '.repeat(5_000)}`), START_MS)).toEqual([]);
    expect(simulation.command(topic, bytes('"ON"'), START_MS)).toHaveLength(1);
  });

  it('moves the setpoint, and the temperature follows', () => {
    const simulation = new Simulation(1, START_MS);
    const root = 'factory/leipzig/line-2/cell-04/robot-a/temperature';
    simulation.nextMessages(START_MS);
    const [answer] = simulation.command(`${root}/set`, bytes('{"setpoint":80}'), START_MS);
    expect(JSON.parse(String(answer?.payload))).toMatchObject({ setpoint: 80 });
    for (let sinceMs = 0; sinceMs < 600_000; sinceMs += 1_000) simulation.nextMessages(START_MS + sinceMs);
    const warm = simulation.nextMessages(START_MS + 602_000).findLast((message) => message.topic === root);
    expect(JSON.parse(String(warm?.payload)).value).toBeGreaterThan(72);
  });

  it('exists for every command topic below a topic of the simulation', () => {
    const { topics, commandTopics } = new Simulation(1, START_MS);
    expect(commandTopics).toHaveLength(70);
    for (const command of commandTopics) {
      const root = command.replace(/\/set$/, '');
      expect(
        topics.some((topic) => topic === root || topic.startsWith(`${root}/`)),
        command
      ).toBe(true);
    }
  });
});
