import type { IConnectPacket, Packet } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import type { ConnectionConfig } from '../../../electron/contract/engine-control';
import type { ProfileFields } from '../../../electron/contract/profile';
import { startAedes } from '../../support/aedes-broker';
import { connectionConfig } from '../../support/connection-config';
import { linkScene } from '../../support/link-scene';
import { startMosquitto } from '../../support/mosquitto';
import { politeAnswer, type ScriptedConnection } from '../../support/scripted-broker';

const { cleanups, linkRun, scripted } = linkScene();

function auto(
  port: number,
  rest: Partial<ConnectionConfig> = {},
  fields: Partial<ProfileFields> = {}
): ConnectionConfig {
  return connectionConfig({ address: { port }, fields: { mqttVersion: 'auto', ...fields }, ...rest });
}

type Answer = (connection: ScriptedConnection) => void;

/** Answers CONNECT by its version; the versions that came, in order. */
async function broker(answers: { readonly 4?: Answer; readonly 5?: Answer }) {
  const versions: number[] = [];
  const polite = (packet: Packet, connection: ScriptedConnection): void => {
    if (packet.cmd !== 'connect') return politeAnswer(packet, connection);
    const version = (packet as IConnectPacket).protocolVersion === 5 ? 5 : 4;
    versions.push(version);
    const answer = answers[version];
    if (answer === undefined) politeAnswer(packet, connection);
    else answer(connection);
  };
  const { port, connections } = await scripted({ packet: polite });
  return { port, versions, connections };
}

const bytes =
  (...all: number[]): Answer =>
  (connection) =>
    connection.send(Uint8Array.from(all));
const close: Answer = (connection) => connection.socket.end();
const reset: Answer = (connection) => connection.socket.resetAndDestroy();
const refused5: Answer = bytes(0x20, 3, 0, 0x84, 0);

describe('auto', () => {
  it.each<[string, Answer]>([
    ['CONNACK 0x84', refused5],
    ['CONNACK 1 in the words of 3.1.1', bytes(0x20, 2, 0, 1)],
    ['CONNACK 0 in the words of 3.1.1', bytes(0x20, 2, 0, 0)],
    ['a silent close', close],
    ['a reset', reset],
    ['bytes that are no MQTT 5', bytes(0x20, 5, 0, 0, 200, 1, 1)]
  ])('falls back to 3.1.1 at once on %s, within the same try', async (_name, answer) => {
    const { port, versions } = await broker({ 5: answer });
    const run = linkRun().connect(auto(port));
    const online = await run.reaches('online');
    expect(online.session).toMatchObject({ mqttVersion: '3.1.1', fellBack: true });
    expect(versions).toEqual([5, 4]);
    expect(run.versions).toEqual(['3.1.1']);
    expect(run.states.some(({ kind }) => kind === 'waiting')).toBe(false);
    expect(run.states.every((state) => state.kind !== 'connecting' || state.attempt === 1)).toBe(true);
  });

  it('remembers it for the next connect of the same link', async () => {
    const { port, versions } = await broker({ 5: refused5 });
    const run = linkRun().connect(auto(port));
    await run.reaches('online');
    run.link.disconnect();
    const before = run.states.length;
    run.connect(auto(port));
    expect((await run.reaches('online', before)).session).toMatchObject({ mqttVersion: '3.1.1', fellBack: false });
    expect(versions).toEqual([5, 4, 4]);
    expect(run.versions).toEqual(['3.1.1']);
  });

  it('takes MQTT 5 where a broker speaks it, and says so once', async () => {
    const { port, versions } = await broker({});
    const run = linkRun().connect(auto(port));
    expect((await run.reaches('online')).session).toMatchObject({ mqttVersion: '5', fellBack: false });
    expect([versions, run.versions]).toEqual([[5], ['5']]);
  });

  it('goes straight to a remembered version', async () => {
    const { port, versions } = await broker({ 5: refused5 });
    const run = linkRun().connect(auto(port, { rememberedVersion: '3.1.1' }));
    expect((await run.reaches('online')).session).toMatchObject({ mqttVersion: '3.1.1', fellBack: false });
    expect([versions, run.versions]).toEqual([[4], []]);
  });

  it('does not give up a remembered MQTT 5 for a close, as brokers that restart do that', async () => {
    const { port, versions } = await broker({ 5: close });
    const waiting = await linkRun()
      .connect(auto(port, { rememberedVersion: '5' }))
      .reaches('waiting');
    expect(waiting.failure.code).toBe('closed-before-connack');
    expect(versions).toEqual([5]);
  });

  it('gives up what is remembered for a plain refusal, either way', async () => {
    const no5 = await broker({ 5: refused5 });
    await linkRun()
      .connect(auto(no5.port, { rememberedVersion: '5' }))
      .reaches('online');
    expect(no5.versions).toEqual([5, 4]);
    const only5 = await broker({ 4: bytes(0x20, 2, 0, 1) });
    const run = linkRun().connect(auto(only5.port, { rememberedVersion: '3.1.1' }));
    expect((await run.reaches('online')).session).toMatchObject({ mqttVersion: '5', fellBack: false });
    expect([only5.versions, run.versions]).toEqual([[4, 5], ['5']]);
  });

  it.each<[string, Answer, Answer, string, 'failed' | 'waiting']>([
    ['a wrong password after a close', close, bytes(0x20, 2, 0, 4), 'bad-credentials', 'failed'],
    ['a refused version before a close', refused5, close, 'protocol-version-refused', 'failed'],
    ['a busy broker after a refused version', refused5, bytes(0x20, 2, 0, 3), 'server-unavailable', 'waiting'],
    ['a close after a close', close, close, 'closed-before-connack', 'waiting']
  ])('that fails twice tells what says more: %s', async (_name, first, second, code, kind) => {
    const { port, versions } = await broker({ 5: first, 4: second });
    const { failure, diagnosis } = await linkRun().connect(auto(port)).reaches(kind);
    expect(failure.code).toBe(code);
    expect(diagnosis).toMatchObject({ done: true, failure: { code } });
    expect(versions).toEqual([5, 4]);
  });

  it('does not try another version for another refusal', async () => {
    const { port, versions } = await broker({ 5: bytes(0x20, 3, 0, 0x86, 0) });
    const failed = await linkRun().connect(auto(port)).reaches('failed');
    expect(failed.failure.code).toBe('bad-credentials');
    expect(versions).toEqual([5]);
  });

  it('keeps to MQTT 5 where the sign-in is of MQTT 5 only', async () => {
    const { port, versions } = await broker({ 5: close });
    const { mqtt5 } = connectionConfig({ address: { port } }).fields;
    const fields = { signIn: 'enhanced', mqtt5: { ...mqtt5, authenticationMethod: 'TOKEN' } } as const;
    await linkRun()
      .connect(auto(port, {}, fields))
      .reaches('waiting');
    expect(versions).toEqual([5]);
  });

  it('signs in with MQTT 5 where only that can, whatever is remembered from before', async () => {
    const { port, versions } = await broker({});
    const { mqtt5 } = connectionConfig({ address: { port } }).fields;
    const fields = { signIn: 'enhanced', mqtt5: { ...mqtt5, authenticationMethod: 'TOKEN' } } as const;
    await linkRun()
      .connect(auto(port, { rememberedVersion: '3.1.1' }, fields))
      .reaches('online');
    expect(versions).toEqual([5]);
  });

  it('speaks 5 with Mosquitto, and 3.1.1 with Aedes', async () => {
    const mosquitto = await startMosquitto({ protocols: ['mqtt'] });
    cleanups.push(() => mosquitto.dispose());
    const aedes = await startAedes({ protocols: ['mqtt'] });
    cleanups.push(() => aedes.dispose());
    for (const [port, mqttVersion] of [
      [mosquitto.port('mqtt'), '5'],
      [aedes.port('mqtt'), '3.1.1']
    ] as const) {
      const run = linkRun().connect(auto(port));
      expect((await run.reaches('online')).session.mqttVersion).toBe(mqttVersion);
      expect(run.versions).toEqual([mqttVersion]);
    }
  });
});

it('a version that a person chose is the only one', async () => {
  const { port, versions } = await broker({ 5: refused5 });
  const failed = await linkRun()
    .connect(auto(port, {}, { mqttVersion: '5' }))
    .reaches('failed');
  expect(failed.failure.code).toBe('protocol-version-refused');
  expect(versions).toEqual([5]);
});
