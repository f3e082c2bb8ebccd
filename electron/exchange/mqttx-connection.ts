import type { BrokerAddress, Protocol } from '#contract/address';
import { connectBounds } from '#contract/limits';
import type { MqttVersion, ProfileFields } from '#contract/profile';
import type { SecretKind } from '#contract/secret-kind';
import type { Subscription } from '#contract/subscription';
import { usualFields } from '#contract/usual-fields';
import { usualName } from '#contract/usual-name';
import { cleanLine } from './clean-line';
import {
  boundedClientId,
  boundedFolder,
  boundedName,
  boundedNumber,
  boundedSecret,
  boundedSubscriptions,
  boundedUsername
} from './field-bounds';
import { JsonEntry } from './json-entry';
import { authenticationData, readMqttxProperties, readMqttxWill } from './mqttx-properties';
import { originId } from './origin-id';
import { ProblemList } from './problem-list';
import { readAddress } from './read-address';
import type { ReadFile, ReadProfile } from './read-profile';

const protocols: ReadonlyMap<string, Protocol> = new Map<string, Protocol>([
  ['mqtt', 'mqtt'],
  ['mqtts', 'mqtts'],
  ['ws', 'ws'],
  ['wss', 'wss']
]);
const versions: ReadonlyMap<string, MqttVersion> = new Map<string, MqttVersion>([
  ['3.1', '3.1.1'],
  ['3.1.1', '3.1.1'],
  ['5.0', '5']
]);
/** What MQTTX draws for each new connection, and keeps: two programs with one client ID throw each other out. */
const drawnClientId = /^mqttx_[0-9a-f]{8}$/;
const longestPath = 4_096;

/** One connection of MQTTX, from its export or its database. Null: no connection, or no broker can be there. */
export function readMqttxConnection(entry: JsonEntry, folder: string): ReadProfile | null {
  const problems = new ProblemList();
  const address = mqttxAddress(entry, problems);
  if (!address) return null;
  const clientId = entry.text('clientId') ?? '';
  const usual = usualFields(boundedName(entry.text('name'), usualName(address, []), problems), address);
  const files = readFiles(entry, problems);
  const clean = entry.flag('clean') ?? true;
  const mqttVersion = readVersion(entry, problems);
  const mqtt5 = readMqttxProperties(entry, { clean, isVersion5: mqttVersion === '5' }, problems);
  const username = boundedUsername(entry.text('username') ?? '', problems);
  const fields: ProfileFields = {
    ...usual,
    folder: boundedFolder(folder, problems),
    username,
    signIn: signInOf(username, mqtt5.authenticationMethod, files),
    clientId: readClientId(clientId, entry, clean, problems),
    mqttVersion,
    keepAliveSeconds: boundedNumber(entry.number('keepalive'), { min: 0, max: 65_535 }, 'keepalive', problems) ?? 60,
    connectTimeoutSeconds:
      boundedNumber(entry.number('connectTimeout'), connectBounds.timeoutSeconds, 'connectTimeout', problems) ??
      connectBounds.timeoutSeconds.usual,
    cleanStart: clean,
    // A period of 0 ms turns it off in the library that MQTTX uses; Treeline's own pauses take the place of any other.
    reconnect: (entry.flag('reconnect') ?? true) && entry.number('reconnectPeriod') !== 0,
    verifyCertificate: entry.flag('rejectUnauthorized') ?? true,
    tls: {
      ...usual.tls,
      trust: files.some(({ kind }) => kind === 'ca') ? 'file' : 'system',
      identity: files.some(({ kind }) => kind === 'certificate') ? 'pem' : 'none',
      alpn: readAlpn(entry.text('ALPNProtocols') ?? '', problems)
    },
    mqtt5,
    will: readMqttxWill(entry.entry('will'), usual.will, problems),
    subscriptions: boundedSubscriptions(readSubscriptions(entry, problems), problems)
  };
  return {
    // Very old files have no id; a client ID is there once only.
    origin: { tool: 'mqttx', id: originId(entry.text('id') ?? `client:${clientId}`) },
    fields,
    secrets: readSecrets(entry, problems),
    files,
    schemas: [],
    problems: problems.all
  };
}

function mqttxAddress(entry: JsonEntry, problems: ProblemList): BrokerAddress | null {
  // Old files have no protocol.
  const protocol = protocols.get(entry.text('protocol') ?? (entry.flag('ssl') ? 'mqtts' : 'mqtt'));
  const host = entry.text('host');
  if (!protocol || host === null) return null;
  return readAddress({ protocol, host, port: entry.number('port'), path: entry.text('path') }, problems);
}

function readVersion(entry: JsonEntry, problems: ProblemList): MqttVersion {
  const written = entry.text('mqttVersion') ?? '';
  if (written === '3.1') problems.add('version-3.1');
  return versions.get(written) ?? 'auto';
}

function readClientId(clientId: string, entry: JsonEntry, clean: boolean, problems: ProblemList): string {
  if (clean && drawnClientId.test(clientId)) return '';
  const kept = boundedClientId(clientId, problems);
  // There it is the time of connecting; what matters is that it is another one each time.
  return kept !== '' && entry.flag('clientIdWithTime') === true ? boundedClientId(`${kept}_{random}`, problems) : kept;
}

function signInOf(username: string, authenticationMethod: string, files: readonly ReadFile[]): ProfileFields['signIn'] {
  if (authenticationMethod !== '') return 'enhanced';
  return username === '' && files.some(({ kind }) => kind === 'certificate') ? 'certificate' : 'username';
}

function readSecrets(entry: JsonEntry, problems: ProblemList): (readonly [SecretKind, string])[] {
  const secrets: (readonly [SecretKind, string])[] = [];
  const password = boundedSecret(entry.value('password'), problems);
  if (password !== null) secrets.push(['password', password]);
  const data = boundedSecret(authenticationData(entry), problems);
  if (data !== null) secrets.push(['authentication-data', data]);
  return secrets;
}

/** Paths, never contents, and only where they were in use: `self`, with TLS. Nothing is read here. */
function readFiles(entry: JsonEntry, problems: ProblemList): ReadFile[] {
  const secure = entry.flag('ssl') ?? ['mqtts', 'wss'].includes(entry.text('protocol') ?? '');
  if (!secure || entry.text('certType') !== 'self') return [];
  const kinds = [
    ['ca', 'ca'],
    ['cert', 'certificate'],
    ['key', 'key']
  ] as const;
  return kinds.flatMap(([key, kind]) => {
    const path = entry.text(key) ?? '';
    if (path === '') return [];
    const fileName = cleanLine(path.split(/[\\/]/).at(-1) ?? '', 255);
    if (path.length > longestPath || /[\p{Cc}\p{Cs}]/u.test(path)) {
      problems.add('file-path', fileName);
      return [];
    }
    return [{ kind, fileName, content: { path } }];
  });
}

/** `a, b` or `[a, b]`. */
function readAlpn(list: string, problems: ProblemList): string[] {
  const names = list.slice(0, 10_000).split(/[[\], ]+/);
  const fitting = names.filter((name) => name !== '' && name.length <= 255 && !/\p{Cc}/u.test(name));
  const kept = [...new Set(fitting)].slice(0, 20);
  if (list.length > 10_000 || kept.length < new Set(names.filter((name) => name !== '')).size) problems.add('alpn');
  return kept;
}

function readSubscriptions(entry: JsonEntry, problems: ProblemList): Subscription[] {
  return entry.list('subscriptions').flatMap((value) => {
    const subscription = JsonEntry.of(value);
    if (!subscription) return [];
    const properties = subscription.text('userProperties') ?? '';
    if (properties !== '' && properties !== '{}') problems.add('subscription-properties');
    const id = subscription.number('subscriptionIdentifier');
    return [
      {
        filter: subscription.text('topic') ?? '',
        qos: level(subscription.number('qos')),
        on: subscription.flag('disabled') !== true,
        noLocal: subscription.flag('nl') ?? false,
        retainAsPublished: subscription.flag('rap') ?? false,
        retainHandling: level(subscription.number('rh')),
        subscriptionId:
          id === 0 ? null : boundedNumber(id, { min: 1, max: 268_435_455 }, 'subscriptionIdentifier', problems)
      }
    ];
  });
}

function level(value: number | null): 0 | 1 | 2 {
  return value === 1 || value === 2 ? value : 0;
}
