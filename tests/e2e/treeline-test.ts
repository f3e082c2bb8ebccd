import { test as base } from '@playwright/test';
import { makeCertificates, type Certificates } from '../support/certificates';
import { startMosquitto, type Mosquitto, type MosquittoOptions } from '../support/mosquitto';
import { startScriptedBroker, type BrokerScript, type ScriptedBroker } from '../support/scripted-broker';
import { startPublisher, type Generator } from '../support/generator';
import { launchTreeline, type RunningTreeline } from '../support/treeline-app';
import { connectPeer, type BrokerPeer } from './broker-peer';

export { expect } from '@playwright/test';

type LaunchMore = Partial<Pick<Parameters<typeof launchTreeline>[0], 'environment' | 'switches' | 'userDataDir'>>;

/** What a test may start; each of them is ended after it, also when it failed. */
interface Stage {
  /** The app with this test's own user-data folder, as often as the test wants: a restart is a second launch; `userDataDir`: another computer. */
  launch: (args?: readonly string[], more?: LaunchMore) => Promise<RunningTreeline>;
  startBroker: (options: MosquittoOptions) => Promise<Mosquitto>;
  startScript: (script: BrokerScript) => Promise<ScriptedBroker>;
  /** A process of its own that publishes as fast as it is told to. */
  publisher: (port: number) => Promise<Generator>;
  connect: (...given: Parameters<typeof connectPeer>) => Promise<BrokerPeer>;
  certificates: Certificates;
}

export const test = base.extend<Stage>({
  launch: async ({}, use, info) => {
    const running: RunningTreeline[] = [];
    await use(async (args, more) => {
      const treeline = await launchTreeline({
        userDataDir: info.outputPath('user-data'),
        tracesDir: info.outputPath('traces'),
        ...(args === undefined ? {} : { args }),
        ...more
      });
      running.push(treeline);
      return treeline;
    });
    for (const [index, treeline] of running.entries()) {
      await treeline.close().catch(() => undefined);
      if (info.status !== info.expectedStatus) {
        await info.attach(`logs-${index}`, { body: treeline.logs.join('\n'), contentType: 'text/plain' });
      }
    }
  },
  startBroker: async ({}, use) => {
    const brokers: Mosquitto[] = [];
    await use(async (options) => {
      const broker = await startMosquitto(options);
      brokers.push(broker);
      return broker;
    });
    await Promise.all(brokers.map((broker) => broker.dispose()));
  },
  startScript: async ({}, use) => {
    const brokers: ScriptedBroker[] = [];
    await use(async (script) => {
      const broker = await startScriptedBroker(script);
      brokers.push(broker);
      return broker;
    });
    await Promise.all(brokers.map((broker) => broker.dispose()));
  },
  // After the broker in this list, so that a peer's goodbye still has somebody to hear it.
  connect: async ({ startBroker: _brokersOutliveThePeers }, use) => {
    const peers: BrokerPeer[] = [];
    await use(async (...given) => {
      const peer = await connectPeer(...given);
      peers.push(peer);
      return peer;
    });
    await Promise.all(peers.map((peer) => peer.end()));
  },
  publisher: async ({ startBroker: _brokersOutliveThem }, use) => {
    const publishers: Generator[] = [];
    await use(async (port) => {
      const publisher = await startPublisher(port);
      publishers.push(publisher);
      return publisher;
    });
    await Promise.all(publishers.map((publisher) => publisher.dispose()));
  },
  certificates: async ({}, use) => {
    const certificates = makeCertificates();
    await use(certificates);
    certificates.dispose();
  }
});
