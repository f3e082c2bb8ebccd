import { defaultPorts, isWebSocket, parseAddress, type BrokerAddress, type Protocol } from './address';
import type { CommandLine } from './command-line-options';
import { mqtt5OptionsOf, willOf } from './command-line-mqtt5';
import { GivenOptions, wholeNumber } from './given-options';
import type { PastedConnection } from './pasted-connection';
import type { SpokenVersion } from './profile';
import type { ProxyOptions } from './proxy-options';
import type { Subscription } from './subscription';
import type { TlsVersion } from './tls-options';
import { topicFilterProblem } from './topic';
import { usualSubscription } from './usual-fields';

const versions: ReadonlyMap<string, SpokenVersion> = new Map<string, SpokenVersion>([
  ['5', '5'],
  ['mqttv5', '5'],
  ['311', '3.1.1'],
  ['3.1.1', '3.1.1'],
  ['mqttv311', '3.1.1']
]);
const tlsVersions: ReadonlyMap<string, TlsVersion> = new Map<string, TlsVersion>([
  ['tlsv1.3', 'TLSv1.3'],
  ['tlsv1.2', 'TLSv1.2'],
  ['tlsv1.1', 'TLSv1.1'],
  ['tlsv1', 'TLSv1']
]);
const protocols: ReadonlyMap<string, Protocol> = new Map<string, Protocol>([
  ['mqtt', 'mqtt'],
  ['mqtts', 'mqtts'],
  ['ws', 'ws'],
  ['wss', 'wss']
]);
const most = { fileCharacters: 4_000, subscriptions: 200, headers: 50, alpn: 20 } as const;
const hostPattern = /^[^\s/?#@[\]]{1,255}$/;

type Endpoint = Pick<PastedConnection, 'address' | 'username' | 'password'> & { readonly topic: string | null };

/** What a command line says of a connection; null: its address makes no sense. */
export function describeCommandLine(line: CommandLine): PastedConnection | null {
  const options = new GivenOptions(line.given, line.notTaken);
  const endpoint = endpointOf(line.program, options);
  if (!endpoint) return null;
  const { topic, address } = endpoint;
  const mqtt5 = mqtt5OptionsOf(options);
  const keepsSession = options.has('keepSession');
  const proxy = proxyOf(options);
  const said = {
    program: line.program,
    address,
    username: options.text('username', 65_535) ?? endpoint.username,
    password: options.text('password', 65_535) ?? endpoint.password,
    clientId: clientIdOf(options),
    mqttVersion: options.oneOf('mqttVersion', versions),
    keepAliveSeconds: options.whole('keepAlive', 0, 65_535),
    cleanStart: keepsSession ? false : null,
    subscriptions: subscriptionsOf(options, topic),
    will: willOf(options),
    mqtt5: mqtt5.options,
    authenticationData: mqtt5.authenticationData,
    alpn: listOf(options, 'alpn', most.alpn, (value) => (value !== '' && value.length <= 255 ? value : null)),
    minVersion: options.oneOf('tlsVersion', tlsVersions),
    asksInsecure: options.has('insecure'),
    caFile: options.text('caFile', most.fileCharacters),
    certificateFile: options.text('certificateFile', most.fileCharacters),
    keyFile: options.text('keyFile', most.fileCharacters),
    proxy: proxy?.options ?? null,
    proxyPassword: proxy?.password ?? null,
    headers: listOf(options, 'header', most.headers, headerOf)
  };
  // Last: reading the others found what is not taken over.
  return { ...said, notTaken: options.notTaken };
}

function endpointOf(program: string, options: GivenOptions): Endpoint | null {
  const unix = options.text('unix', 2_000);
  if (unix !== null) {
    if (!unix.startsWith('/')) return null;
    return { address: { protocol: 'unix', host: '', port: 0, path: unix }, ...nobody };
  }
  const written = options.text('host', 4_000);
  // `host:1883` is no host of any of the programs, and clear enough.
  const [, host = written, writtenPort] = /^([^:/]+):(\d{1,5})$/.exec(written ?? '') ?? [];
  // Not a few people give `-h` a whole URL.
  const url = options.text('url', 8_000) ?? (host?.includes('://') ? host : null);
  if (url !== null) return urlEndpoint(program, url, options);
  if (host !== null && !hostPattern.test(host.replace(/^\[|\]$/g, ''))) return null;
  const protocol = options.oneOf('protocol', protocols) ?? (asksTls(program, options) ? 'mqtts' : 'mqtt');
  const path = options.text('path', 2_000) ?? '/mqtt';
  const address: BrokerAddress = {
    protocol,
    host: host === null ? 'localhost' : host.replace(/^\[|\]$/g, ''),
    port: options.whole('port', 1, 65_535) ?? wholeNumber(writtenPort ?? '', 1, 65_535) ?? defaultPorts[protocol],
    path: isWebSocket(protocol) ? (path.startsWith('/') ? path : `/${path}`) : '/'
  };
  return { address, ...nobody };
}

const nobody = { username: null, password: null, topic: null } as const;

function urlEndpoint(program: string, url: string, options: GivenOptions): Endpoint | null {
  const parsed = parseAddress(url);
  if (!parsed.ok) return null;
  const { address, username, password } = parsed.value;
  const port = options.whole('port', 1, 65_535) ?? address.port;
  if (!program.startsWith('mosquitto_')) return { address: { ...address, port }, username, password, topic: null };
  // mosquitto's `-L` ends in the topic.
  const topic = decode(address.path.slice(1));
  return { address: { ...address, port, path: '/' }, username, password, topic: topic === '' ? null : topic };
}

/** mosquitto has no option for TLS: its files ask for it, and port 8883 (mosquitto_sub(1), `--tls-use-os-certs`). */
function asksTls(program: string, options: GivenOptions): boolean {
  if (!program.startsWith('mosquitto_')) return false;
  const fields = ['caFile', 'certificateFile', 'keyFile', 'tls', 'tlsVersion', 'alpn', 'insecure'] as const;
  const options8883 = options.all('port').at(-1) === String(defaultPorts.mqtts);
  return options8883 || fields.some((field) => options.has(field)) || options.notTaken.includes('--capath');
}

function clientIdOf(options: GivenOptions): string | null {
  const prefix = options.text('clientIdPrefix', 900);
  return options.text('clientId', 1_000) ?? (prefix === null ? null : `${prefix}{random}`);
}

/** The n-th QoS belongs to the n-th filter, as mqttx reads them; the last one, or the only one, to the rest. */
function subscriptionsOf(options: GivenOptions, urlTopic: string | null): readonly Subscription[] {
  const nth = <T>(values: readonly T[], index: number): T | undefined => values[index] ?? values.at(-1);
  const levels = options.all('qos').map((value) => levelOf(value));
  const handlings = options.all('retainHandling').map((value) => levelOf(value));
  const ids = options.all('subscriptionId').map((value) => wholeNumber(value, 1, 268_435_455));
  const flag = (field: 'noLocal' | 'retainAsPublished', index: number): boolean =>
    options.has(field) && (nth(options.all(field), index) ?? 'true') === 'true';
  if (levels.includes(null)) options.refuseField('qos');
  if (handlings.includes(null)) options.refuseField('retainHandling');
  if (ids.includes(null)) options.refuseField('subscriptionId');
  const given = options.all('filter');
  const filters = urlTopic === null ? given : [urlTopic, ...given];
  const whole = filters.filter((filter) => topicFilterProblem(filter) === null).slice(0, most.subscriptions);
  if (whole.length < filters.length) options.refuseField('filter');
  return whole.map((filter, index) => ({
    ...usualSubscription(filter, nth(levels, index) ?? 0),
    noLocal: flag('noLocal', index),
    retainAsPublished: flag('retainAsPublished', index),
    retainHandling: nth(handlings, index) ?? 0,
    subscriptionId: nth(ids, index) ?? null
  }));
}

function levelOf(text: string): 0 | 1 | 2 | null {
  return text === '0' ? 0 : text === '1' ? 1 : text === '2' ? 2 : null;
}

/** `socks5h://[user[:password]@]host[:port]`, mosquitto's only kind of proxy; with the `h` the proxy looks names up. */
function proxyOf(options: GivenOptions): { options: ProxyOptions; password: string | null } | null {
  const url = options.text('proxy', 4_000);
  if (url === null) return null;
  const found =
    /^socks5(h?):\/\/(?:([^:@/]*)(?::([^@/]*))?@)?(\[[0-9a-f:.%]+\]|[^\s:/?#@[\]]+)(?::(\d{1,5}))?\/?$/i.exec(url);
  const [, remote, username, password, host = '', portText] = found ?? [];
  const port = portText === undefined ? 1_080 : wholeNumber(portText, 1, 65_535);
  const name = decode(username ?? '');
  if (!found || port === null || host.length > 255 || name.length > 255) {
    options.refuseField('proxy');
    return null;
  }
  return {
    options: {
      kind: 'socks5',
      host: host.replace(/^\[|\]$/g, ''),
      port,
      username: name,
      namesAtProxy: remote?.toLowerCase() === 'h'
    },
    password: password === undefined || password === '' ? null : decode(password)
  };
}

/** `Authorization: Bearer …` (RFC 9110, 5.6.2 and 5.5). */
function headerOf(text: string): { name: string; value: string } | null {
  const [, name = '', value = ''] = /^([^:]{1,200}): ?(.{0,16000})$/s.exec(text) ?? [];
  const sound = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
  return sound ? { name, value } : null;
}

function listOf<T>(
  options: GivenOptions,
  field: 'alpn' | 'header',
  mostOfThem: number,
  read: (value: string) => T | null
): readonly T[] {
  const values = options.all(field);
  const whole = values.map(read).filter((value) => value !== null);
  if (whole.length < values.length || whole.length > mostOfThem) options.refuseField(field);
  return whole.slice(0, mostOfThem);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
