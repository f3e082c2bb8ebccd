import { defaultPorts, isWebSocket, type BrokerAddress, type Protocol } from '#contract/address';
import type { FileFacts } from '#contract/file-facts';
import type { MqttVersion, Profile } from '#contract/profile';
import type { ProfileDraft } from '#contract/profile-change';
import { topicFilterProblem } from '#contract/topic';
import { usualName } from '#contract/usual-name';
import { filterProblemWords, formProblemWords } from '#contract/words/connections';

export type FileKind = 'ca' | 'certificate' | 'key';
type FileChange = ProfileDraft['ca'];

interface DraftFilter {
  /** Stands for the line while it is edited. */
  readonly line: number;
  filter: string;
  qos: 0 | 1 | 2;
}

/** A connection as the form's fields hold it; the port is text until it is saved. */
export interface DraftValues {
  name: string;
  protocol: Protocol;
  host: string;
  port: string;
  path: string;
  clientId: string;
  username: string;
  /** Typed now; what is stored never comes back. */
  password: string;
  removePassword: boolean;
  mqttVersion: MqttVersion;
  verifyCertificate: boolean;
  files: Record<FileKind, { change: FileChange; facts: FileFacts | null }>;
  filters: DraftFilter[];
}

export type FieldName = 'host' | 'port' | 'path' | 'password' | FileKind | `filter-${number}`;

/** The fields of a profile, or of a new one: 3.1.1 as every broker speaks it, everything at QoS 0. */
export function draftValues(profile: Profile | null): DraftValues {
  const keep = (facts: FileFacts | null | undefined) => ({ change: { kind: 'keep' } as const, facts: facts ?? null });
  const address = profile?.address ?? { protocol: 'mqtt' as const, host: '', port: defaultPorts.mqtt, path: '/mqtt' };
  return {
    name: profile?.name ?? '',
    protocol: address.protocol,
    host: address.host,
    port: String(address.port),
    path: address.path,
    clientId: profile?.clientId ?? '',
    username: profile?.username ?? '',
    password: '',
    removePassword: false,
    mqttVersion: profile?.mqttVersion ?? '3.1.1',
    verifyCertificate: profile?.verifyCertificate ?? true,
    files: { ca: keep(profile?.ca), certificate: keep(profile?.certificate), key: keep(profile?.key) },
    filters: (profile?.subscriptions ?? [{ filter: '#', qos: 0 as const }]).map((subscription, line) => ({
      line,
      ...subscription
    }))
  };
}

/** Every field that cannot be saved as it stands, in words. `pairProblem`: what main said of certificate and key together. */
export function draftProblems(
  values: DraftValues,
  hasPassword: boolean,
  pairProblem: string | null
): ReadonlyMap<FieldName, string> {
  const problems = new Map<FieldName, string>();
  const host = hostProblem(values.host);
  if (host !== null) problems.set('host', host);
  if (portNumber(values.port) === null) problems.set('port', formProblemWords.portInvalid);
  const path = pathProblem(values.protocol, values.path);
  if (path !== null) problems.set('path', path);
  const sendsPassword = values.password !== '' || (hasPassword && !values.removePassword);
  // [MQTT-3.1.2-22]: no password without a user name; MQTT 5 lifted this.
  if (values.mqttVersion === '3.1.1' && sendsPassword && values.username === '') {
    problems.set('password', formProblemWords.passwordWithoutUsername);
  }
  const { certificate, key } = values.files;
  if (certificate.facts && !key.facts) problems.set('key', formProblemWords.keyMissing);
  if (pairProblem !== null) problems.set('key', pairProblem);
  if (key.facts && !certificate.facts) problems.set('certificate', formProblemWords.certificateMissing);
  const seen = new Set<string>();
  for (const { line, filter } of values.filters) {
    const problem = topicFilterProblem(filter);
    if (problem) problems.set(`filter-${line}`, filterProblemWords[problem]);
    else if (seen.has(filter)) problems.set(`filter-${line}`, formProblemWords.filterTwice);
    seen.add(filter);
  }
  return problems;
}

/** What main is asked to save; null: its address makes none. A connection without a name is called by its address. */
export function profileDraft(
  id: string | null,
  values: DraftValues,
  otherNames: readonly string[]
): ProfileDraft | null {
  const address = draftAddress(values);
  if (!address) return null;
  return {
    id,
    fields: {
      name: (values.name.trim() || usualName(address, otherNames)).slice(0, 200),
      address,
      clientId: values.clientId,
      username: values.username,
      mqttVersion: values.mqttVersion,
      verifyCertificate: values.verifyCertificate,
      subscriptions: values.filters.map(({ filter, qos }) => ({ filter, qos }))
    },
    password:
      values.password !== ''
        ? { kind: 'set', value: values.password }
        : { kind: values.removePassword ? 'remove' : 'keep' },
    ca: { ...values.files.ca.change },
    certificate: { ...values.files.certificate.change },
    key: { ...values.files.key.change }
  };
}

/** The address as it would be saved; null: its fields make none. */
export function draftAddress({ protocol, host, port, path }: DraftValues): BrokerAddress | null {
  const number = portNumber(port);
  if (hostProblem(host) !== null || number === null || pathProblem(protocol, path) !== null) return null;
  return { protocol, host: plainHost(host), port: number, path };
}

/** As an address holds it: no space around, no brackets around IPv6. */
export function plainHost(text: string): string {
  return text.trim().replace(/^\[|\]$/g, '');
}

function hostProblem(text: string): string | null {
  const host = plainHost(text);
  if (host === '') return formProblemWords.hostMissing;
  if (host.length > 255) return formProblemWords.hostTooLong;
  if (/[\s/@?#]/.test(host)) return formProblemWords.hostInvalid;
  // Colons stand in IPv6 addresses only (RFC 4291, 2.2), and there at least two of them.
  const ipv6 = /^[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*(%.+)?$/i;
  return host.includes(':') && !ipv6.test(host) ? formProblemWords.hostWithPort : null;
}

function pathProblem(protocol: Protocol, path: string): string | null {
  return isWebSocket(protocol) && !path.startsWith('/') ? formProblemWords.pathInvalid : null;
}

function portNumber(text: string): number | null {
  if (!/^\d{1,5}$/.test(text.trim())) return null;
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : null;
}
