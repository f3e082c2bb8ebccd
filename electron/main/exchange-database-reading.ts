import { fail, type Result } from '#contract/failure';
import type { ReadImport } from '../exchange/read-profile';
import type { ForkedProcess } from './forked-process';

/** A database of MQTTX takes milliseconds; SQLite itself goes on for minutes over one that was made to keep it busy. */
const longestMs = 30_000;
/** How long the system may take to end the process, which holds the copy open until then. */
const endMs = 2_000;

/**
 * Reads a copy of a database in a process of its own, so that main never waits for it. Failures: import-unreadable, reason
 * 'too-long', 'no-database' (also where the process died of it), and those of the reader.
 */
export function readDatabaseIn(reader: ForkedProcess<unknown>, copy: string): Promise<Result<ReadImport>> {
  return new Promise((resolve) => {
    let read: Result<ReadImport> = fail('import-unreadable', '', { reason: 'no-database' });
    const settle = (): void => {
      for (const timer of timers) clearTimeout(timer);
      resolve(read);
    };
    const end = (answer: Result<ReadImport>): void => {
      read = answer;
      timers.push(setTimeout(settle, endMs));
      reader.kill();
    };
    const timers = [
      setTimeout(
        () => end(fail('import-unreadable', '', { reason: 'too-long', seconds: longestMs / 1_000 })),
        longestMs
      )
    ];
    // The reader is our own file and speaks Result<ReadImport>.
    reader.onMessage((message) => end(message as Result<ReadImport>));
    reader.onExit(settle);
    reader.post(copy);
  });
}
