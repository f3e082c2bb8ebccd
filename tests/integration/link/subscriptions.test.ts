import mqtt, { type MqttClient } from 'mqtt';
import type { Packet } from 'mqtt-packet';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectionConfig } from '../../../electron/contract/engine-control';
import type { Subscription } from '../../../electron/contract/subscription';
import { usualSubscription } from '../../../electron/contract/usual-fields';
import { readProperties } from '../../../electron/engine/link/publish-properties';
import { connectionConfig } from '../../support/connection-config';
import { LinkRun } from '../../support/link-run';
import { startMosquitto } from '../../support/mosquitto';
import { politeAnswer, startScriptedBroker, type ScriptedBroker } from '../../support/scripted-broker';
import { waitUntil } from '../../support/wait-until';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

interface Stage {
  readonly broker: ScriptedBroker;
  readonly run: LinkRun;
  /** What came after CONNECT, in words. */
  readonly heard: string[];
  config(subscriptions: readonly Subscription[], more?: Partial<ConnectionConfig>): ConnectionConfig;
  granted(...filters: string[]): Promise<void>;
}

async function online(...subscriptions: Subscription[]): Promise<Stage> {
  const heard: string[] = [];
  const broker = await startScriptedBroker({
    packet: (packet, connection) => {
      if (packet.cmd !== 'connect') heard.push(inWords(packet));
      politeAnswer(packet, connection);
    }
  });
  cleanups.push(() => broker.dispose());
  const run = new LinkRun();
  cleanups.push(() => run.close());
  const stage: Stage = {
    broker,
    run,
    heard,
    config: (wanted, more = {}) =>
      connectionConfig({ address: { port: broker.port }, fields: { subscriptions: [...wanted] }, ...more }),
    granted: async (...filters) => {
      await waitUntil(`${filters.join(', ')} to be granted`, () => run.granted.join() === filters.join());
    }
  };
  run.connect(stage.config(subscriptions));
  await stage.granted(...subscriptions.map(({ filter }) => filter));
  heard.length = 0;
  return stage;
}

function inWords(packet: Packet): string {
  if (packet.cmd === 'subscribe') return `+ ${packet.subscriptions.map(({ topic, qos }) => `${topic} ${qos}`).join()}`;
  return packet.cmd === 'unsubscribe' ? `- ${packet.unsubscriptions.join()}` : (packet.cmd ?? '');
}

describe('a connect order for a link that is online', () => {
  it('changes only the subscriptions that differ, on the same socket', async () => {
    const { broker, run, heard, config, granted } = await online(
      usualSubscription('gone/#', 0),
      usualSubscription('other-qos/#', 2),
      usualSubscription('same/#', 1)
    );
    const since = run.states.length;
    run.connect(
      config([usualSubscription('same/#', 1), usualSubscription('other-qos/#', 0), usualSubscription('new/#', 1)])
    );
    expect(run.granted).toEqual(['same/#']);
    await granted('same/#', 'other-qos/#', 'new/#');
    expect(heard).toEqual(['- gone/#', '+ other-qos/# 0', '+ new/# 1']);
    expect(run.states.slice(since).map(({ kind }) => kind)).toEqual(['online', 'online', 'online']);
    expect(broker.connections()).toBe(1);
  });

  it('does nothing where nothing differs', async () => {
    const { run, heard, config, granted } = await online(usualSubscription('a', 0));
    const since = run.states.length;
    run.connect(config([usualSubscription('a', 0)]));
    expect(run.states).toHaveLength(since);
    run.connect(config([usualSubscription('b', 0)]));
    await granted('b');
    expect(heard).toEqual(['- a', '+ b 0']);
  });

  it('takes other budgets without connecting again', async () => {
    const { broker, run, heard, config } = await online(usualSubscription('a', 0));
    const since = run.states.length;
    run.connect(
      config([usualSubscription('a', 0)], { budgets: { ...config([]).budgets, receiveBufferBytes: 20_000_000 } })
    );
    expect(run.states).toHaveLength(since);
    expect(run.link.intake).toEqual({ step: 0, waitingBytes: 0, bufferBytes: 20_000_000 });
    expect([broker.connections(), ...heard]).toEqual([1]);
  });

  it('connects again at once where anything else differs', async () => {
    const { broker, run, config, granted } = await online(usualSubscription('a', 0));
    run.connect(config([usualSubscription('a', 0)], { password: 'new' }));
    expect(run.states.at(-1)).toMatchObject({ kind: 'connecting', attempt: 1, failure: null });
    await granted('a');
    expect(broker.connections()).toBe(2);
  });
});

describe('the subscription options of MQTT 5, with Mosquitto', () => {
  const usual = usualSubscription;

  async function mosquitto(): Promise<{
    port: number;
    peer: MqttClient;
    link(...wanted: Subscription[]): Promise<LinkRun>;
  }> {
    const broker = await startMosquitto({ protocols: ['mqtt'] });
    cleanups.push(() => broker.dispose());
    const port = broker.port('mqtt');
    const peer = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0 });
    cleanups.push(() => peer.endAsync(true));
    const link = async (...wanted: Subscription[]): Promise<LinkRun> => {
      const run = new LinkRun();
      cleanups.push(() => run.close());
      run.connect(connectionConfig({ address: { port }, fields: { mqttVersion: '5', subscriptions: wanted } }));
      await run.asked();
      return run;
    };
    return { port, peer, link };
  }

  /** All that came before a last message on `end`. */
  async function until(run: LinkRun, peer: MqttClient): Promise<string[]> {
    await peer.publishAsync('end', 'x', { qos: 1 });
    await run.receives('end');
    return run.messages
      .filter(({ topic }) => topic !== 'end')
      .map(({ topic, retain }) => `${topic}${retain ? ' retained' : ''}`);
  }

  it('no local: what the link itself publishes does not come back', async () => {
    const { peer, link } = await mosquitto();
    const own = async (noLocal: boolean): Promise<string[]> => {
      const run = await link({ ...usual('a/#'), noLocal }, usual('end'));
      await new Promise<void>((resolve) => {
        run.link.send({ topic: 'a/1', payload: new Uint8Array(1), qos: 1, retain: false, correlationData: null }, () =>
          resolve()
        );
      });
      return until(run, peer);
    };
    expect([await own(false), await own(true)]).toEqual([['a/1'], []]);
  });

  it('retain handling: at each subscribe, at a new one only, never', async () => {
    const { peer, link, port } = await mosquitto();
    await peer.publishAsync('a/kept', 'x', { qos: 1, retain: true });
    for (const retainHandling of [0, 1, 2] as const) {
      const run = await link({ ...usual('a/#'), retainHandling }, usual('end'));
      // Asked for again on the same link, as another QoS is wanted: to the broker the filter is known.
      const again = [{ ...usual('a/#', 1), retainHandling }, usual('end')];
      run.connect(connectionConfig({ address: { port }, fields: { mqttVersion: '5', subscriptions: again } }));
      await waitUntil('the grant', () => {
        const { state } = run.link;
        return state.kind === 'online' && state.subscriptions[0]?.grantedQos === 1;
      });
      const times = [2, 1, 0][retainHandling] ?? -1;
      expect(await until(run, peer)).toEqual(Array.from({ length: times }, () => 'a/kept retained'));
      await run.close();
    }
  });

  it('retain as published: the flag of a live message is kept', async () => {
    const { peer, link } = await mosquitto();
    for (const retainAsPublished of [false, true]) {
      const run = await link({ ...usual('a/#'), retainAsPublished, retainHandling: 2 }, usual('end'));
      await peer.publishAsync('a/1', 'x', { qos: 1, retain: true });
      expect(await until(run, peer)).toEqual([retainAsPublished ? 'a/1 retained' : 'a/1']);
      await run.close();
    }
  });

  it('a subscription identifier comes with the messages', async () => {
    const { peer, link } = await mosquitto();
    const run = await link({ ...usual('a/#'), subscriptionId: 268_435_455 });
    await peer.publishAsync('a/1', 'x', { qos: 1 });
    const { properties } = await run.receives('a/1');
    expect(readProperties(properties).subscriptionIds).toEqual([268_435_455]);
  });

  it('a shared filter: each message goes to one of the group, no local or not', async () => {
    const { peer, link } = await mosquitto();
    const members = [];
    for (let member = 0; member < 2; member += 1) {
      members.push(await link({ ...usual('$share/group/a/#', 1), noLocal: true }, usual('end')));
    }
    for (let message = 0; message < 20; message += 1) await peer.publishAsync('a/1', 'x', { qos: 1 });
    await peer.publishAsync('end', 'x', { qos: 1 });
    for (const run of members) await run.receives('end');
    const counts = members.map(({ messages }) => messages.filter(({ topic }) => topic === 'a/1').length);
    expect((counts[0] ?? 0) + (counts[1] ?? 0)).toBe(20);
  });

  it('a filter that is turned off falls silent, and back on', async () => {
    const { peer, link, port } = await mosquitto();
    const run = await link(usual('a/#'), usual('end'));
    const turn = async (on: boolean): Promise<void> => {
      const wanted = [{ ...usual('a/#'), on }, usual('end')];
      run.connect(connectionConfig({ address: { port }, fields: { mqttVersion: '5', subscriptions: wanted } }));
      await waitUntil('the change', () => run.granted.join() === (on ? 'a/#,end' : 'end'));
    };
    await turn(false);
    await peer.publishAsync('a/1', 'x', { qos: 1 });
    expect(await until(run, peer)).toEqual([]);
    await turn(true);
    await peer.publishAsync('a/2', 'x', { qos: 1 });
    await run.receives('a/2');
  });
});

describe('what a broker says it does not take', () => {
  it('is not asked for, as it would close the link', async () => {
    const heard: string[] = [];
    const broker = await startScriptedBroker({
      packet: (packet, connection) => {
        if (packet.cmd !== 'connect') {
          heard.push(inWords(packet));
          return politeAnswer(packet, connection);
        }
        const properties = {
          wildcardSubscriptionAvailable: false,
          subscriptionIdentifiersAvailable: false,
          sharedSubscriptionAvailable: false
        };
        connection.send({ cmd: 'connack', reasonCode: 0, sessionPresent: false, properties });
      }
    });
    cleanups.push(() => broker.dispose());
    const run = new LinkRun();
    cleanups.push(() => run.close());
    const subscriptions = [
      usualSubscription('plain'),
      usualSubscription('wild/#'),
      usualSubscription('$share/group/a'),
      { ...usualSubscription('numbered'), subscriptionId: 7 }
    ];
    run.connect(connectionConfig({ address: { port: broker.port }, fields: { mqttVersion: '5', subscriptions } }));
    expect((await run.asked()).subscriptions).toMatchObject([
      { filter: 'plain', standing: 'granted' },
      { filter: 'wild/#', standing: 'refused', failure: { facts: { reasonCode: 0xa2 } } },
      { filter: '$share/group/a', standing: 'refused', failure: { facts: { reasonCode: 0x9e } } },
      { filter: 'numbered', standing: 'refused', failure: { facts: { reasonCode: 0xa1 } } }
    ]);
    expect(heard).toEqual(['+ plain 0']);
  });

  it('keeps nothing of an earlier link that is off now, where the broker kept the session', async () => {
    const heard: string[] = [];
    const broker = await startScriptedBroker({
      packet: (packet, connection) => {
        if (packet.cmd === 'connect') return connection.send({ cmd: 'connack', returnCode: 0, sessionPresent: true });
        heard.push(inWords(packet));
        politeAnswer(packet, connection);
      }
    });
    cleanups.push(() => broker.dispose());
    const run = new LinkRun();
    cleanups.push(() => run.close());
    const subscriptions = [usualSubscription('on/#'), { ...usualSubscription('off/#'), on: false }];
    const fields = { clientId: 'line-1', cleanStart: false, subscriptions };
    run.connect(connectionConfig({ address: { port: broker.port }, fields }));
    await run.asked();
    expect(heard).toEqual(['- off/#', '+ on/# 0']);
  });

  it('gives up in a session the broker kept what was deleted while it was not connected', async () => {
    const heard: string[] = [];
    const broker = await startScriptedBroker({
      packet: (packet, connection) => {
        if (packet.cmd !== 'connect') {
          if (packet.cmd !== 'disconnect') heard.push(inWords(packet));
          return politeAnswer(packet, connection);
        }
        connection.send({ cmd: 'connack', returnCode: 0, sessionPresent: connection.number > 1 });
      }
    });
    cleanups.push(() => broker.dispose());
    const run = new LinkRun();
    cleanups.push(() => run.close());
    const config = (keepAliveSeconds: number, ...filters: string[]): ConnectionConfig =>
      connectionConfig({
        address: { port: broker.port },
        fields: {
          clientId: 'line-1',
          cleanStart: false,
          keepAliveSeconds,
          subscriptions: filters.map((filter) => usualSubscription(filter))
        }
      });
    run.connect(config(60, 'kept/#', 'gone/#'));
    await waitUntil('both to be granted', () => run.granted.length === 2);
    run.link.disconnect();
    heard.length = 0;
    run.connect(config(30, 'kept/#'));
    await waitUntil('the one to be granted', () => run.granted.join() === 'kept/#');
    expect(heard).toEqual(['- gone/#', '+ kept/# 0']);
  });
});
