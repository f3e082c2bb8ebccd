import type { Protocol } from '#contract/address';
import type { FileKind, ProfileFields } from '#contract/profile';
import { usualFields, usualSubscription } from '#contract/usual-fields';
import { usualName } from '#contract/usual-name';
import { cleanLine } from './clean-line';
import {
  boundedClientId,
  boundedName,
  boundedSecret,
  boundedSubscriptions,
  boundedUsername,
  fitsMqttString
} from './field-bounds';
import { asText, JsonEntry } from './json-entry';
import { originId } from './origin-id';
import { ProblemList } from './problem-list';
import { ProfileCollection } from './profile-collection';
import { readAddress } from './read-address';
import type { ReadFile, ReadImport, ReadProfile } from './read-profile';

const mostCharts = 200;
/** What MQTT Explorer draws for each new connection: a fresh one at each connect does the same. */
const drawnClientId = /^mqtt-explorer-[0-9a-f]{8}$/;

const fileKeys: readonly (readonly [key: string, kind: FileKind])[] = [
  ['selfSignedCertificate', 'ca'],
  ['clientCertificate', 'certificate'],
  ['clientKey', 'key']
];

/** The settings.json of MQTT Explorer 0.3 and 0.4; null: it is something else. */
export function readMqttExplorer(root: unknown): ReadImport | null {
  const settings = JsonEntry.of(root);
  const connections = settings?.entry('ConnectionManager_connections');
  if (!settings || !connections) return null;
  const views = settings.entry('connection_view_state');
  const collection = new ProfileCollection('mqtt-explorer');
  for (const [key, value] of connections.pairs()) {
    const entry = JsonEntry.of(value);
    // A migration of MQTT Explorer keys by `id`: where both are there, it is the one that lasts.
    const id = entry?.text('id') ?? key;
    const charts = views?.entry(id)?.list('charts') ?? [];
    collection.add(entry && readConnection(entry, id, charts));
  }
  return collection.done();
}

function readConnection(entry: JsonEntry, id: string, charts: readonly unknown[]): ReadProfile | null {
  if ((entry.text('type') ?? 'mqtt') !== 'mqtt') return null;
  const protocol = readProtocol(entry);
  if (!protocol) return null;
  const problems = new ProblemList();
  const parts = { protocol, host: entry.text('host') ?? '', port: entry.number('port'), path: entry.text('basePath') };
  const address = readAddress(parts, problems);
  if (!address) return null;
  const files = readFiles(entry, problems);
  // `changeSet` is never looked at: a fault of MQTT Explorer leaves old passwords there.
  const password = boundedSecret(entry.value('password'), problems);
  const usual = usualFields(boundedName(entry.text('name'), usualName(address, []), problems), address);
  const clientId = entry.text('clientId') ?? '';
  const username = boundedUsername(entry.text('username') ?? '', problems);
  const fields: ProfileFields = {
    ...usual,
    username,
    signIn: username === '' && has(files, 'certificate') ? 'certificate' : 'username',
    clientId: drawnClientId.test(clientId) ? '' : boundedClientId(clientId, problems),
    verifyCertificate: entry.flag('certValidation') ?? true,
    tls: {
      ...usual.tls,
      // A CA takes the place of the bundled ones there.
      trust: has(files, 'ca') ? 'file' : 'system',
      identity: has(files, 'certificate') ? 'pem' : 'none'
    },
    subscriptions: boundedSubscriptions(readSubscriptions(entry), problems),
    charts: readCharts(charts, problems)
  };
  return {
    origin: { tool: 'mqtt-explorer', id: originId(id) },
    fields,
    secrets: password === null ? [] : [['password', password]],
    files,
    schemas: [],
    problems: problems.all
  };
}

function readProtocol(entry: JsonEntry): Protocol | null {
  const encrypted = entry.flag('encryption') ?? false;
  const name = entry.text('protocol') ?? 'mqtt';
  if (name === 'mqtt') return encrypted ? 'mqtts' : 'mqtt';
  if (name === 'ws') return encrypted ? 'wss' : 'ws';
  return null;
}

/** 0.3 had plain strings. */
function readSubscriptions(entry: JsonEntry): ProfileFields['subscriptions'] {
  return entry.list('subscriptions').map((value) => {
    const subscription = JsonEntry.of(value);
    const qos = subscription?.number('qos');
    return usualSubscription(asText(value) ?? subscription?.text('topic') ?? '', qos === 1 || qos === 2 ? qos : 0);
  });
}

/** `{name, data}` with the whole file as base64. */
function readFiles(entry: JsonEntry, problems: ProblemList): ReadFile[] {
  return fileKeys.flatMap(([key, kind]) => {
    const file = entry.entry(key);
    const data = file?.text('data') ?? '';
    if (!file || data === '') return [];
    const fileName = cleanLine(file.text('name') ?? '', 255);
    if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(data)) {
      problems.add('file-contents', fileName);
      return [];
    }
    return [{ kind, fileName, content: { bytes: Buffer.from(data, 'base64') } }];
  });
}

function has(files: readonly ReadFile[], kind: FileKind): boolean {
  return files.some((file) => file.kind === kind);
}

function readCharts(charts: readonly unknown[], problems: ProblemList): ProfileFields['charts'] {
  const read = charts.flatMap((value) => {
    const chart = JsonEntry.of(value);
    const topic = chart?.text('topic') ?? '';
    const path = chart?.text('dotPath') ?? '';
    const colour = chart?.text('color') ?? '';
    if (topic === '' || !fitsMqttString(topic) || path.length > 1_000) return [];
    return [{ topic, path, colour: /^#[0-9a-f]{6}$/i.test(colour) ? colour : '' }];
  });
  if (read.length < charts.length || read.length > mostCharts) problems.add('charts');
  return read.slice(0, mostCharts);
}
