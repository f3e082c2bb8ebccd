import { CollectionFolders } from './collection-folders';
import { JsonEntry } from './json-entry';
import { readMqttxConnection } from './mqttx-connection';
import { ProfileCollection } from './profile-collection';
import type { ReadImport } from './read-profile';

/**
 * An export of MQTTX (a list of connections, or one; the newest write their folders beside them) or the `db.json` of its
 * first versions; null: it is something else. Messages are passed over.
 */
export function readMqttxExport(root: unknown): ReadImport | null {
  const single = JsonEntry.of(root);
  const list = Array.isArray(root)
    ? (root as unknown[])
    : single?.has('connections')
      ? single.list('connections')
      : [root];
  const entries = list.flatMap((value) => JsonEntry.of(value) ?? []);
  const connections = entries.filter((entry) => entry.flag('isCollection') !== true);
  if (!connections.some(looksLikeMqttx)) return null;
  const folders = new CollectionFolders();
  for (const entry of entries) {
    if (entry.flag('isCollection') === true) {
      folders.add(entry.text('id') ?? '', entry.text('name') ?? '', entry.text('parentId'));
    }
  }
  const collection = new ProfileCollection('mqttx');
  for (const entry of connections) {
    const folder = folders.pathOf(entry.text('parentId'));
    collection.add(looksLikeMqttx(entry) ? readMqttxConnection(entry, folder) : null);
  }
  return collection.done();
}

/** There is no version field and no magic. */
function looksLikeMqttx(entry: JsonEntry): boolean {
  return (
    ['clientId', 'host', 'port'].every((key) => entry.has(key)) && (entry.has('mqttVersion') || entry.has('certType'))
  );
}
