import type { FileKind, MqttVersion } from '#contract/profile';

export type FormSection = 'general' | 'tls' | 'mqtt5' | 'will' | 'subscriptions' | 'proxy';

type GeneralField =
  | 'host'
  | 'port'
  | 'path'
  | 'socket-path'
  | 'password'
  | 'authentication-method'
  | 'keep-alive'
  | 'connect-timeout'
  | `header-name-${string}`
  | `header-value-${string}`;
type TlsField = FileKind | 'server-name';
type Mqtt5Field = `mqtt5-${'session-expiry' | 'receive-maximum' | 'maximum-packet-size' | 'topic-alias-maximum'}`;
type WillField = `will-${'topic' | 'payload' | 'delay' | 'message-expiry' | 'response-topic'}`;
type SubscriptionField = `filter-${number}` | `filter-id-${number}`;
type ProxyField = 'proxy-host' | 'proxy-port';

/** A field of the form that can be wrong. A filter's and a header's name the line it stands in. */
export type FieldName = GeneralField | TlsField | Mqtt5Field | WillField | SubscriptionField | ProxyField;

/** Every field that cannot be saved as it stands, in words. */
export type FieldProblems = Map<FieldName, string>;

const tlsFields: ReadonlySet<FieldName> = new Set<TlsField>([
  'ca',
  'crl',
  'certificate',
  'key',
  'pkcs12',
  'server-name'
]);

/** Where in the form a field stands. Keep alive goes with the rest of the session, which is under General for MQTT 3.1.1. */
export function sectionOf(field: FieldName, version: MqttVersion): FormSection {
  if (tlsFields.has(field)) return 'tls';
  if (field === 'keep-alive') return version === '3.1.1' ? 'general' : 'mqtt5';
  if (field.startsWith('mqtt5-')) return 'mqtt5';
  if (field.startsWith('will-')) return 'will';
  if (field.startsWith('filter-')) return 'subscriptions';
  return field.startsWith('proxy-') ? 'proxy' : 'general';
}
