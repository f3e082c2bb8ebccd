import { afterAll, afterEach, beforeAll } from 'vitest';
import { makeCertificates, type Certificates } from './certificates';
import { LinkRun } from './link-run';
import { startScriptedBroker, type BrokerScript, type ScriptedBroker } from './scripted-broker';

/** What the tests of a link start; all of it ends after each test, newest first. */
export interface LinkScene {
  readonly cleanups: (() => unknown)[];
  /** One set for all tests of a file: making them takes a second. */
  certificates(): Certificates;
  linkRun(run?: LinkRun): LinkRun;
  scripted(script: BrokerScript): Promise<ScriptedBroker>;
}

/** Called once at the top of a test file. */
export function linkScene(): LinkScene {
  let certificates: Certificates;
  const cleanups: (() => unknown)[] = [];
  beforeAll(() => {
    certificates = makeCertificates();
  });
  afterAll(() => certificates.dispose());
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });
  return {
    cleanups,
    certificates: () => certificates,
    linkRun: (run = new LinkRun()) => {
      cleanups.push(() => run.close());
      return run;
    },
    scripted: async (script) => {
      const broker = await startScriptedBroker(script);
      cleanups.push(() => broker.dispose());
      return broker;
    }
  };
}
