import { fail, type Result, succeed } from '#contract/failure';
import { readBoundedJson } from './bounded-json';
import { readMqttExplorer } from './mqtt-explorer';
import { readMqttxExport } from './mqttx-export';
import type { ReadImport } from './read-profile';
import { readTreelineExport } from './treeline-import';

const databaseMagic = 'SQLite format 3\0';

/** Whether a file that starts so is an SQLite database, whatever it is called. */
export function startsLikeDatabase(head: Uint8Array): boolean {
  return Buffer.from(head).toString('latin1', 0, databaseMagic.length) === databaseMagic;
}

/** Tells by its content whose file it is. Failures: import-unreadable with `reason`: readBoundedJson's, 'newer', 'foreign'. */
export function readExchangeFile(bytes: Uint8Array): Result<ReadImport> {
  const root = readBoundedJson(bytes);
  if (!root.ok) return root;
  const own = readTreelineExport(root.value);
  if (own) return own;
  const read = readMqttExplorer(root.value) ?? readMqttxExport(root.value);
  return read ? succeed(read) : fail('import-unreadable', '', { reason: 'foreign' });
}
