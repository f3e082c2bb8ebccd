import { createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { ConnectionState } from '../../../electron/contract/connection';
import type { FailureCode } from '../../../electron/contract/failure';
import { usualSubscription } from '../../../electron/contract/usual-fields';
import { failureWords } from '../../../electron/contract/words/failures';
import { startCable } from '../../support/cable';
import { connectionConfig } from '../../support/connection-config';
import { FakeClock } from '../../support/fake-clock';
import { freePort } from '../../support/free-port';
import { LinkRun } from '../../support/link-run';
import { linkScene } from '../../support/link-scene';
import { politeAnswer } from '../../support/scripted-broker';
import { waitUntil } from '../../support/wait-until';

/** faults.md, rows 1 to 16, by number. Times are the shipped ones, on a clock of the test's own where they are long. */
const { cleanups, linkRun, scripted } = linkScene();
const five = { mqttVersion: '5' } as const;
const hour = 3_600_000;
const day = 24 * hour;

function clocked(): { clock: FakeClock; run: LinkRun } {
  const clock = new FakeClock();
  const run = new LinkRun(clock);
  cleanups.push(() => {
    const closed = run.close();
    clock.pass(1_000);
    return closed;
  });
  return { clock, run };
}

/** Takes connections and says what `greet` says. */
async function port(greet: (socket: Socket) => void = () => {}): Promise<number> {
  const server = createServer((socket) => {
    cleanups.push(() => socket.destroy());
    socket.on('error', () => {}).resume();
    greet(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => server.close());
  return (server.address() as { port: number }).port;
}

function step(run: LinkRun, name: string): Promise<unknown> {
  return waitUntil(`step ${name}`, () =>
    run.states.some((state) => state.kind === 'connecting' && state.step === name)
  );
}

function title(state: Extract<ConnectionState, { kind: 'waiting' | 'failed' }>): string {
  return failureWords(state.failure).title;
}

/** A broker that refuses every CONNECT with these bytes, and counts them. */
async function refusing(...bytes: number[]) {
  return scripted({
    packet: (packet, connection) => {
      if (packet.cmd === 'connect') connection.send(Uint8Array.from(bytes));
    }
  });
}

describe('row 1: TCP accepted, then silence', () => {
  it('says so after 10 s, waits 1, 2, 4 s ±20 %, and is cancelled at once', async () => {
    const { clock, run } = clocked();
    run.connect(connectionConfig({ address: { port: await port() } }));
    for (const longestMs of [1_000, 2_000, 4_000]) {
      const before = run.states.length;
      await waitUntil('step mqtt', () =>
        run.states.slice(before - 1).some((s) => s.kind === 'connecting' && s.step === 'mqtt')
      );
      clock.pass(9_999);
      expect(run.link.state.kind).toBe('connecting');
      clock.pass(1);
      const waiting = await run.reaches('waiting', before);
      expect(waiting.failure).toMatchObject({ code: 'no-mqtt-answer', facts: { seconds: 10 } });
      const delayMs = waiting.retryAtMs - clock.now();
      expect(delayMs).toBeGreaterThanOrEqual(longestMs * 0.8);
      expect(delayMs).toBeLessThanOrEqual(longestMs * 1.2);
      clock.pass(delayMs);
    }
    run.link.disconnect();
    expect(run.link.state).toEqual({ kind: 'idle' });
  });
});

it('row 2: a TLS handshake of a byte a second ends after 15 s in all, named as TLS; another link does not notice', async () => {
  const { clock, run } = clocked();
  const slow = await port((socket) => void socket.write(Uint8Array.of(0x16)));
  const other = await scripted({ packet: politeAnswer });
  const beside = linkRun().connect(connectionConfig({ address: { port: other.port } }));
  run.connect(connectionConfig({ address: { protocol: 'mqtts', port: slow } }));
  await step(run, 'tls');
  clock.pass(15_000);
  expect((await run.reaches('waiting')).failure).toMatchObject({
    code: 'no-answer',
    facts: { step: 'tls', seconds: 15 }
  });
  await beside.reaches('online');
});

it('row 3: refused, reset, silent and unknown are four sentences, and a returning network is tried at once', async () => {
  const refused = linkRun().connect(connectionConfig({ address: { port: await freePort() } }));
  const reset = linkRun().connect(
    connectionConfig({ address: { port: await port((socket) => socket.resetAndDestroy()) } })
  );
  const unknown = linkRun().connect(connectionConfig({ address: { host: 'no-such-broker.invalid', port: 1883 } }));
  const { clock, run: silent } = clocked();
  silent.connect(connectionConfig({ address: { port: await port() } }));
  // Before the loop had a turn to connect: as a SYN that was dropped.
  clock.pass(10_000);
  const ends = await Promise.all([refused, reset, unknown, silent].map((run) => run.reaches('waiting')));
  expect(new Set(ends.map(title)).size).toBe(4);
  expect(ends.map(({ failure }) => failure.code)).toEqual([
    'refused',
    // Of a reset, the socket tells at once or when the CONNECT is written.
    expect.stringMatching(/^(reset|closed-before-connack)$/),
    'name-not-found',
    'no-answer'
  ]);
  const before = refused.states.length;
  refused.link.retryNow();
  expect(refused.states[before]).toMatchObject({ kind: 'connecting', attempt: 2 });
});

it('row 4: HTTP on the port is named, with the way that fits', async () => {
  const http = await port((socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const failed = await linkRun()
    .connect(connectionConfig({ address: { port: http } }))
    .reaches('failed');
  expect(failed.failure).toMatchObject({ code: 'not-mqtt', facts: { speaks: 'http' } });
  expect(failureWords(failed.failure).action).toContain('ws://');
});

describe('row 5: refusals that heal', () => {
  it.each([0x88, 0x89, 0x97, 0x9f])(
    'CONNACK 0x%s is tried again after 5 s or more, with the broker’s words',
    async (code) => {
      const { clock, run } = clocked();
      const reason = [...Buffer.from('later')];
      const broker = await refusing(0x20, 11, 0, code, 8, 0x1f, 0, reason.length, ...reason);
      run.connect(connectionConfig({ address: { port: broker.port }, fields: five }));
      const waiting = await run.reaches('waiting');
      expect(waiting.failure).toMatchObject({ code: 'server-unavailable', facts: { brokerSays: 'later' } });
      expect(waiting.retryAtMs - clock.now()).toBeGreaterThanOrEqual(5_000);
      expect(failureWords(waiting.failure).meaning).toContain('“later”');
    }
  );

  it('and CONNACK 3 of 3.1.1', async () => {
    const { clock, run } = clocked();
    const broker = await refusing(0x20, 2, 0, 3);
    run.connect(connectionConfig({ address: { port: broker.port } }));
    expect((await run.reaches('waiting')).retryAtMs - clock.now()).toBeGreaterThanOrEqual(5_000);
  });
});

describe('row 6: refusals that a person has to heal', () => {
  it.each<[string, number[], '3.1.1' | '5', FailureCode]>([
    ['4', [0x20, 2, 0, 4], '3.1.1', 'bad-credentials'],
    ['5', [0x20, 2, 0, 5], '3.1.1', 'bad-credentials'],
    ['0x85', [0x20, 3, 0, 0x85, 0], '5', 'client-id-rejected'],
    ['0x86', [0x20, 3, 0, 0x86, 0], '5', 'bad-credentials'],
    ['0x87', [0x20, 3, 0, 0x87, 0], '5', 'not-authorised'],
    ['0x8C', [0x20, 3, 0, 0x8c, 0], '5', 'connect-refused']
  ])('CONNACK %s stops, and nothing tries again by itself', async (_name, bytes, mqttVersion, code) => {
    const { clock, run } = clocked();
    const broker = await refusing(...bytes);
    run.connect(connectionConfig({ address: { port: broker.port }, fields: { mqttVersion } }));
    expect((await run.reaches('failed')).failure.code).toBe(code);
    clock.pass(day);
    run.link.retryNow();
    run.link.woke();
    expect(run.link.state.kind).toBe('failed');
    expect(broker.connections()).toBe(1);
  });

  it('an AUTH that asks back is one we cannot answer', async () => {
    const method = [...Buffer.from('SCRAM')];
    const broker = await refusing(0xf0, 10, 0x18, 8, 0x15, 0, method.length, ...method);
    const { mqtt5 } = connectionConfig({ address: { port: 1 } }).fields;
    const fields = { ...five, signIn: 'enhanced', mqtt5: { ...mqtt5, authenticationMethod: 'SCRAM' } } as const;
    const failed = await linkRun()
      .connect(connectionConfig({ address: { port: broker.port }, fields }))
      .reaches('failed');
    expect(failed.failure).toMatchObject({
      code: 'authentication-challenge',
      raw: 'AUTH 0x18',
      facts: { method: 'SCRAM' }
    });
  });

  it('an AUTH that names its method twice is told without one', async () => {
    const broker = await refusing(0xf0, 10, 0x18, 8, 0x15, 0, 1, 0x41, 0x15, 0, 1, 0x42);
    const { failure } = await linkRun()
      .connect(connectionConfig({ address: { port: broker.port }, fields: five }))
      .reaches('failed');
    expect(failure).toEqual({
      code: 'authentication-challenge',
      raw: 'AUTH 0x18',
      facts: { host: '127.0.0.1', port: broker.port, protocol: 'mqtt' }
    });
  });
});

describe('row 7: another server is named', () => {
  it.each([
    [0x9c, 'connect'],
    [0x9d, 'connect'],
    [0x9c, 'subscribe'],
    [0x9d, 'subscribe']
  ] as const)('0x%s after %s is asked about, never followed', async (reasonCode, when) => {
    let elsewhere = 0;
    const other = await port(() => (elsewhere += 1));
    const properties = { serverReference: `127.0.0.1:${other}` };
    const broker = await scripted({
      packet: (packet, connection) => {
        if (packet.cmd !== when) return politeAnswer(packet, connection);
        if (when === 'connect') connection.send({ cmd: 'connack', reasonCode, sessionPresent: false, properties });
        else connection.send({ cmd: 'disconnect', reasonCode, properties });
      }
    });
    const { clock, run } = clocked();
    run.connect(connectionConfig({ address: { port: broker.port }, fields: five, password: 'pw' }));
    const failed = await run.reaches('failed');
    expect(failed.failure.facts).toMatchObject({ reasonCode, serverReference: properties.serverReference });
    expect(failureWords(failed.failure).action).toContain(properties.serverReference);
    clock.pass(day);
    expect([broker.connections(), elsewhere]).toEqual([1, 0]);
  });
});

it('row 8: MQTT 5 refused is 3.1.1 once, and remembered (versions.test.ts has every way)', async () => {
  const broker = await scripted({
    packet: (packet, connection) => {
      if (packet.cmd === 'connect' && packet.protocolVersion === 5) connection.socket.end();
      else politeAnswer(packet, connection);
    }
  });
  const run = linkRun().connect(connectionConfig({ address: { port: broker.port }, fields: { mqttVersion: 'auto' } }));
  expect((await run.reaches('online')).session.fellBack).toBe(true);
  expect([broker.connections(), run.versions]).toEqual([2, ['3.1.1']]);
});

it('row 9: closed right after CONNACK again and again is flapping, with at most 12 connects in 5 minutes', async () => {
  const { clock, run } = clocked();
  const broker = await scripted({
    packet: (packet, connection) => {
      politeAnswer(packet, connection);
      if (packet.cmd === 'subscribe') connection.socket.end();
    }
  });
  run.connect(connectionConfig({ address: { port: broker.port }, fields: { clientId: 'line-1' } }));
  const startedMs = clock.now();
  while (clock.now() - startedMs <= 5 * 60_000) {
    const before = run.states.length;
    const waiting = await waitUntil('the wait', () => (run.link.state.kind === 'waiting' ? run.link.state : null));
    clock.pass(waiting.retryAtMs - clock.now());
    await waitUntil('the next try', () => run.states.length > before);
  }
  expect(broker.connections()).toBeLessThanOrEqual(13);
  const codes = run.states.flatMap((state) => (state.kind === 'waiting' ? [state.failure.code] : []));
  expect(codes.slice(0, 2)).toEqual(['closed', 'closed']);
  expect(new Set(codes.slice(2))).toEqual(new Set(['flapping']));
  // The last connect is the one after the five minutes.
  expect(codes.length).toBeLessThanOrEqual(12);
  const last = run.states.findLast((state) => state.kind === 'waiting');
  expect(last?.failure.facts).toMatchObject({ clientId: 'line-1' });
  expect(last?.ends).toHaveLength(3);
});

it('row 10: told that another client took over, it stops and names the id', async () => {
  const broker = await scripted({
    packet: (packet, connection) => {
      politeAnswer(packet, connection);
      if (packet.cmd === 'subscribe') connection.send({ cmd: 'disconnect', reasonCode: 0x8e });
    }
  });
  const { clock, run } = clocked();
  run.connect(connectionConfig({ address: { port: broker.port }, fields: { ...five, clientId: 'line-1' } }));
  const failed = await run.reaches('failed');
  expect(failed.failure).toMatchObject({ code: 'taken-over', facts: { clientId: 'line-1' } });
  expect(failureWords(failed.failure).meaning).toContain('line-1');
  clock.pass(day);
  expect(broker.connections()).toBe(1);
});

it('row 11: two of ourselves have two ids', async () => {
  const ids: string[] = [];
  const broker = await scripted({
    packet: (packet, connection) => {
      if (packet.cmd === 'connect') ids.push(packet.clientId);
      politeAnswer(packet, connection);
    }
  });
  for (const clientId of ['', '', 'line-{random}', 'line-{random}']) {
    await linkRun()
      .connect(connectionConfig({ address: { port: broker.port }, fields: { clientId } }))
      .reaches('online');
  }
  expect(new Set(ids).size).toBe(4);
});

it('row 12: a half-open link is found within 1.5 keepalives, and comes back when the network heals', async () => {
  const broker = await scripted({ packet: politeAnswer });
  const cable = await startCable(broker.port);
  cleanups.push(() => cable.dispose());
  const run = linkRun().connect(connectionConfig({ address: { port: cable.port }, fields: { keepAliveSeconds: 1 } }));
  await run.reaches('online');
  cable.silence();
  const waiting = await run.reaches('waiting');
  expect(waiting.failure).toMatchObject({ code: 'keepalive-timeout', facts: { seconds: 1.5 } });
  cable.heal();
  const before = run.states.length;
  run.link.retryNow();
  await run.reaches('online', before);
});

it('row 13: a broker that stood still is waited for, its late PUBACK is matched, and nothing is sent twice', async () => {
  const heard: string[] = [];
  let late = (): void => {};
  const broker = await scripted({
    packet: (packet, connection) => {
      if (packet.cmd !== 'publish') return politeAnswer(packet, connection);
      heard.push(`${packet.topic} ${packet.dup}`);
      late = () => connection.send({ cmd: 'puback', messageId: packet.messageId ?? 0 });
    }
  });
  const { clock, run } = clocked();
  run.connect(connectionConfig({ address: { port: broker.port } }));
  await run.asked();
  const answers: unknown[] = [];
  run.link.send({ topic: 'a', payload: new Uint8Array(1), qos: 1, retain: false, correlationData: null }, (answer) =>
    answers.push(answer)
  );
  await waitUntil('the PUBLISH', () => heard.length === 1);
  clock.pass(9_000);
  late();
  await waitUntil('the answer', () => answers.length === 1);
  expect(answers).toEqual([{ ok: true, value: { reasonCode: 0 } }]);
  expect(heard).toEqual(['a false']);
});

describe('row 14: after 8 h of sleep', () => {
  it('a dead link is found within 2 s and tried again at once; what is repeated of QoS 2 is counted once', async () => {
    const { clock, run } = clocked();
    let silent = false;
    const publish = { cmd: 'publish', topic: 'once', payload: 'x', qos: 2, retain: false, messageId: 9 } as const;
    const broker = await scripted({
      packet: (packet, connection) => {
        if (silent && packet.cmd !== 'connect') return;
        silent = false;
        if (packet.cmd === 'connect')
          connection.send({ cmd: 'connack', returnCode: 0, sessionPresent: connection.number > 1 });
        else politeAnswer(packet, connection);
        if (packet.cmd !== 'subscribe') return;
        connection.send({ ...publish, dup: connection.number > 1 });
        connection.send({
          cmd: 'publish',
          topic: `end/${connection.number}`,
          payload: 'x',
          qos: 0,
          retain: false,
          dup: false
        });
      }
    });
    run.connect(
      connectionConfig({ address: { port: broker.port }, fields: { clientId: 'line-1', cleanStart: false } })
    );
    await run.receives('end/1');
    silent = true;
    clock.set(8 * hour);
    const before = run.states.length;
    run.link.woke();
    clock.pass(2_000);
    const again = await run.reaches('connecting', before);
    expect(again).toMatchObject({ failure: { code: 'keepalive-timeout', facts: { seconds: 2 } } });
    expect(run.states.slice(before).some(({ kind }) => kind === 'waiting')).toBe(false);
    await run.receives('end/2');
    expect(run.messages.filter(({ topic }) => topic === 'once')).toHaveLength(1);
  });

  it('a link that lives answers, and stays', async () => {
    const { clock, run } = clocked();
    let pings = 0;
    const broker = await scripted({
      packet: (packet, connection) => {
        if (packet.cmd === 'pingreq') pings += 1;
        politeAnswer(packet, connection);
      }
    });
    run.connect(connectionConfig({ address: { port: broker.port }, fields: { keepAliveSeconds: 0 } }));
    await run.asked();
    run.link.woke();
    await waitUntil('the ping', () => pings === 1);
    broker.say({ cmd: 'publish', topic: 'alive', payload: 'x', qos: 0, retain: false, dup: false });
    await run.receives('alive');
    clock.pass(2_000);
    expect(run.link.state.kind).toBe('online');
    expect([broker.connections(), run.messages.length]).toEqual([1, 1]);
  });

  it('a wait is over', async () => {
    const { run } = clocked();
    run.connect(connectionConfig({ address: { port: await freePort() } }));
    await run.reaches('waiting');
    const before = run.states.length;
    run.link.woke();
    expect(run.states[before]).toMatchObject({ kind: 'connecting', attempt: 2 });
  });
});

it.each([30 * day, -30 * day])(
  'row 15: a clock set by %i ms neither ends a link nor makes it flapping',
  async (byMs) => {
    const { clock, run } = clocked();
    let pings = 0;
    const broker = await scripted({
      packet: (packet, connection) => {
        if (packet.cmd === 'pingreq') pings += 1;
        politeAnswer(packet, connection);
      }
    });
    run.connect(connectionConfig({ address: { port: broker.port } }));
    for (let round = 1; round <= 4; round += 1) {
      const before = run.states.length;
      await waitUntil('online', () => run.link.state.kind === 'online' && run.granted.length === 1);
      clock.pass(20_000);
      clock.set(byMs);
      clock.pass(1);
      expect(run.link.state.kind).toBe('online');
      broker.hangUp();
      const waiting = await waitUntil('the wait', () => (run.link.state.kind === 'waiting' ? run.link.state : null));
      expect(waiting.failure.code).toBe('closed');
      clock.pass(waiting.retryAtMs - clock.now());
      await waitUntil('the next try', () => run.states.length > before + 1);
    }
    expect(pings).toBe(0);
  }
);

describe('row 16: SUBACK', () => {
  const subscriptions = [
    usualSubscription('ok/#', 1),
    usualSubscription('low/#', 2),
    usualSubscription('refused/#'),
    usualSubscription('invalid/#'),
    usualSubscription('short/#'),
    usualSubscription('long/#'),
    usualSubscription('never/#')
  ];
  const codes: ReadonlyMap<string, readonly number[]> = new Map([
    ['ok/#', [1]],
    ['low/#', [0]],
    ['refused/#', [0x87]],
    ['invalid/#', [0x8f]],
    ['short/#', []],
    ['long/#', [0, 0]]
  ]);

  it('refused, of the wrong length, and never: each filter for itself, the others live', async () => {
    const { clock, run } = clocked();
    const broker = await scripted({
      packet: (packet, connection) => {
        if (packet.cmd !== 'subscribe') return politeAnswer(packet, connection);
        const granted = codes.get(packet.subscriptions[0]?.topic ?? '');
        const id = packet.messageId ?? 0;
        if (granted === undefined) {
          connection.send({ cmd: 'publish', topic: 'ok/1', payload: 'x', qos: 0, retain: false, dup: false });
        } else connection.send(Uint8Array.from([0x90, 3 + granted.length, id >> 8, id & 0xff, 0, ...granted]));
      }
    });
    run.connect(connectionConfig({ address: { port: broker.port }, fields: { ...five, subscriptions } }));
    await run.receives('ok/1');
    clock.pass(10_000);
    expect((await run.asked()).subscriptions).toMatchObject([
      { filter: 'ok/#', standing: 'granted', grantedQos: 1, failure: null },
      { filter: 'low/#', standing: 'granted', grantedQos: 0, failure: null },
      { filter: 'refused/#', standing: 'refused', failure: { code: 'subscribe-not-authorised', raw: 'SUBACK 0x87' } },
      { filter: 'invalid/#', standing: 'refused', failure: { code: 'subscribe-refused', raw: 'SUBACK 0x8F' } },
      { filter: 'short/#', standing: 'refused', failure: { code: 'subscribe-refused', facts: { codes: 0 } } },
      { filter: 'long/#', standing: 'refused', failure: { code: 'subscribe-refused', facts: { codes: 2 } } },
      { filter: 'never/#', standing: 'asked', failure: { code: 'subscribe-unanswered', facts: { seconds: 10 } } }
    ]);
    expect([run.link.state.kind, broker.connections()]).toEqual(['online', 1]);
  });
});

describe('row 24: what is malformed', () => {
  it.each<[string, number[], number]>([
    ['QoS 3', [0x36, 0x07, 0, 1, 0x61, 0, 1, 0x78, 0x78], 0x81],
    ['packet type 0', [0, 0], 0x81],
    ['a length of five bytes', [0x30, 0xff, 0xff, 0xff, 0xff, 1], 0x81],
    ['a second CONNACK', [0x20, 3, 0, 0, 0], 0x82],
    ['a topic alias nobody allowed', [0x30, 8, 0, 1, 0x61, 3, 0x23, 0, 1, 0x78], 0x81]
  ])('%s: the broker is told why, and the link comes back', async (_name, bytes, sent) => {
    const codes: (number | undefined)[] = [];
    const broker = await scripted({
      packet: (packet, connection) => {
        politeAnswer(packet, connection);
        if (packet.cmd === 'disconnect') codes.push(packet.reasonCode);
        if (packet.cmd === 'subscribe' && connection.number === 1) connection.send(Uint8Array.from(bytes));
      }
    });
    const run = linkRun().connect(connectionConfig({ address: { port: broker.port }, fields: five }));
    expect((await run.reaches('waiting')).failure).toMatchObject({
      code: 'malformed-packet',
      facts: { sentReason: sent }
    });
    await waitUntil('the DISCONNECT', () => codes.length === 1);
    expect(codes).toEqual([sent]);
    run.link.retryNow();
    await waitUntil('a second link', () => broker.connections() === 2 && run.link.state.kind === 'online');
  });
});

it('a link that is read only sends nothing, and needs no new connection to become so', async () => {
  const heard: string[] = [];
  const broker = await scripted({
    packet: (packet, connection) => {
      heard.push(packet.cmd ?? '');
      politeAnswer(packet, connection);
    }
  });
  const run = linkRun();
  const config = (readOnly: boolean, name: string) =>
    connectionConfig({
      address: { port: broker.port },
      fields: { readOnly, name, reconnect: !readOnly, folder: name }
    });
  run.connect(config(false, 'one'));
  await run.asked();
  run.connect(config(true, 'two'));
  const answers: unknown[] = [];
  const { link } = run;
  link.send({ topic: 'a', payload: new Uint8Array(1), qos: 0, retain: false, correlationData: null }, (answer) =>
    answers.push(answer)
  );
  expect(answers).toMatchObject([{ ok: false, failure: { code: 'read-only', facts: { topic: 'a' } } }]);
  expect([link.state.kind, broker.connections()]).toEqual(['online', 1]);
  expect(heard).toEqual(['connect', 'subscribe']);
});
