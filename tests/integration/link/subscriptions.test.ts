import type { Packet } from 'mqtt-packet';
import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectionConfig } from '../../../electron/contract/engine-control';
import type { Subscription } from '../../../electron/contract/subscription';
import { usualSubscription } from '../../../electron/contract/usual-fields';
import { connectionConfig } from '../../support/connection-config';
import { LinkRun } from '../../support/link-run';
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
