import path from 'node:path';
import type { ElectronApplication } from 'playwright';
import type { Diagnosis } from '../../electron/contract/diagnosis';
import type { ConnectionConfig, ControlReport } from '../../electron/contract/engine-control';
import { failureWords } from '../../electron/contract/words/failures';
import { startTlsBroker } from '../support/tls-broker';
import { makeTlsCertificates } from '../support/tls-certificates';
import { tlsRowConfig, tlsTable } from '../support/tls-table';
import { expect, test } from './treeline-test';

const engineFile = path.resolve(import.meta.dirname, '../../dist/electron/engine.cjs');

/** As main does it for a test of a connection: an engine of its own that connects once and tells how far it came. */
async function probe(app: ElectronApplication, config: ConnectionConfig): Promise<Diagnosis> {
  return app.evaluate(
    ({ utilityProcess }, given) =>
      new Promise<Diagnosis>((resolve, reject) => {
        const engine = utilityProcess.fork(given.engineFile);
        engine.on('exit', (code) => reject(new Error(`the engine ended with ${code}`)));
        engine.on('message', (report: ControlReport) => {
          if (report.kind === 'ready') engine.postMessage({ kind: 'probe', config: given.config });
          if (report.kind === 'bug') reject(new Error(report.text));
          if (report.kind !== 'probe' || !report.diagnosis.done) return;
          resolve(report.diagnosis);
          engine.kill();
        });
      }),
    { engineFile, config }
  );
}

test('every kind of certificate gets its verdict and its sentence from Electron’s own TLS', async ({ launch }) => {
  test.slow();
  const { app } = await launch();
  const made = makeTlsCertificates();
  try {
    for (const row of tlsTable) {
      await test.step(row.name, async () => {
        const broker = await startTlsBroker(made.servers[row.server]);
        try {
          const { failure, chain, steps } = await probe(app, tlsRowConfig(row, made, broker.port));
          const verdict = row.electron ?? row.node;
          if (verdict === 'passes') {
            expect(failure, row.name).toBeNull();
            expect(steps.find(({ step }) => step === 'tls')?.outcome).toBe('done');
            return;
          }
          expect(failure, row.name).toMatchObject({ code: verdict.code, facts: verdict.facts ?? {} });
          if (failure === null) return;
          expect(failureWords(failure).title).toBe(verdict.title);
          expect(failureWords(failure).meaning).toMatch(verdict.meaning ?? /./);
          if (verdict.chain) expect(chain.map(({ flaws }) => flaws.join(' ') || null)).toEqual(verdict.chain);
        } finally {
          await broker.dispose();
        }
      });
    }
  } finally {
    made.dispose();
  }
});
