import { defaultPorts, isWebSocket, type Protocol } from '#contract/address';
import type { FileFacts, MqttVersion, Profile, ProfileDraft } from '#contract/profile';
import { topicFilterProblem } from '#contract/topic';
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

/** Every field that cannot be saved as it stands, in words. */
export function draftProblems(values: DraftValues, hasPassword: boolean): ReadonlyMap<FieldName, string> {
  const problems = new Map<FieldName, string>();
  const host = plainHost(values.host);
  if (host === '') problems.set('host', formProblemWords.hostMissing);
  else if (host.length > 255) problems.set('host', formProblemWords.hostTooLong);
  else if (/[\s/@?#]/.test(host)) problems.set('host', formProblemWords.hostInvalid);
  if (portNumber(values.port) === null) problems.set('port', formProblemWords.portInvalid);
  if (isWebSocket(values.protocol) && !values.path.startsWith('/')) problems.set('path', formProblemWords.pathInvalid);
  const sendsPassword = values.password !== '' || (hasPassword && !values.removePassword);
  // [MQTT-3.1.2-22]: no password without a user name; MQTT 5 lifted this.
  if (values.mqttVersion === '3.1.1' && sendsPassword && values.username === '') {
    problems.set('password', formProblemWords.passwordWithoutUsername);
  }
  const { certificate, key } = values.files;
  if (certificate.facts && !key.facts) problems.set('key', formProblemWords.keyMissing);
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

/** What main is asked to save; call it only when there is no problem. A connection without a name is called by its address. */
export function profileDraft(id: string | null, values: DraftValues): ProfileDraft {
  const host = plainHost(values.host);
  return {
    id,
    fields: {
      name: (values.name.trim() || usualName(values)).slice(0, 200),
      address: {
        protocol: values.protocol,
        host,
        port: portNumber(values.port) ?? defaultPorts[values.protocol],
        path: values.path
      },
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

/** What a connection without a name is called: the host, and the port where it is not the usual one. */
export function usualName({ protocol, host, port }: Pick<DraftValues, 'protocol' | 'host' | 'port'>): string {
  const plain = plainHost(host);
  if (plain === '' || portNumber(port) === defaultPorts[protocol]) return plain;
  return `${plain.includes(':') ? `[${plain}]` : plain}:${port.trim()}`;
}

/** As an address holds it: no space around, no brackets around IPv6. */
export function plainHost(text: string): string {
  return text.trim().replace(/^\[|\]$/g, '');
}

function portNumber(text: string): number | null {
  if (!/^\d{1,5}$/.test(text.trim())) return null;
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : null;
}
