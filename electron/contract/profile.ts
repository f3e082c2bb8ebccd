import { z } from 'zod';
import { isUnixSocket, protocols } from './address';
import { decoderRuleSchema } from './decoder-rule';
import type { FileFacts } from './file-facts';
import { lastWillSchema } from './last-will';
import { connectBounds, decodingBounds, inspectorBounds } from './limits';
import { mqtt5OptionsSchema } from './mqtt5-options';
import { proxyOptionsSchema } from './proxy-options';
import type { SchemaFacts } from './schema-facts';
import type { SecretKind } from './secret-kind';
import { subscriptionSchema } from './subscription';
import { tlsOptionsSchema } from './tls-options';
import { webSocketHeaderSchema } from './web-socket-header';

/** `auto`: 5 first, 3.1.1 once when the broker refuses it or closes without a word; what worked is remembered. */
const mqttVersions = ['auto', '5', '3.1.1'] as const;
export type MqttVersion = (typeof mqttVersions)[number];
/** A version that is spoken. */
export type SpokenVersion = Exclude<MqttVersion, 'auto'>;

const signInMethods = ['username', 'certificate', 'enhanced', 'none'] as const;
export type SignInMethod = (typeof signInMethods)[number];

const profileColours = ['none', 'blue', 'amber', 'green', 'purple', 'red', 'indigo'] as const;
export type ProfileColour = (typeof profileColours)[number];

export const profileIdSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9-]+$/i);

const addressSchema = z
  .object({
    protocol: z.enum(protocols),
    host: z.string().max(255),
    port: z.int().min(0).max(65_535),
    path: z.string().max(2_000)
  })
  .refine(({ protocol, host, port, path }) =>
    isUnixSocket(protocol) ? path.startsWith('/') : host !== '' && port > 0
  );

/** A series a person pinned, here or in MQTT Explorer: by its topic, as nodes have other numbers in each run. */
const pinnedChartSchema = z.object({
  topic: z.string().max(65_535),
  /** As FieldPath of chart.ts; empty: the payload itself. */
  path: z.string().max(inspectorBounds.pathCharacters),
  colour: z.string().max(32)
});

/** What of a profile is no secret and no file: stored, shown and edited as one. Defaults: usual-fields.ts. */
export const profileFieldsSchema = z.object({
  name: z.string().min(1).max(200),
  /** Empty: none. Nested folders of other tools are joined by ` / `. */
  folder: z.string().max(200),
  colour: z.enum(profileColours),
  /** Publish and clear are hidden and refused. */
  readOnly: z.boolean(),
  /** Connects when Treeline opens. */
  autoConnect: z.boolean(),
  address: addressSchema,
  signIn: z.enum(signInMethods),
  username: z.string().max(65_535),
  /** Empty: a fresh random one at each connect; `{random}` in it becomes four random hex digits at each connect. */
  clientId: z.string().max(1_000),
  mqttVersion: z.enum(mqttVersions),
  /** 0: none. */
  keepAliveSeconds: z.int().min(0).max(65_535),
  connectTimeoutSeconds: z.int().min(connectBounds.timeoutSeconds.min).max(connectBounds.timeoutSeconds.max),
  /** Clean Session in 3.1.1. */
  cleanStart: z.boolean(),
  reconnect: z.boolean(),
  verifyCertificate: z.boolean(),
  tls: tlsOptionsSchema,
  mqtt5: mqtt5OptionsSchema,
  will: lastWillSchema,
  headers: z.array(webSocketHeaderSchema).max(connectBounds.mostHeaders),
  proxy: proxyOptionsSchema,
  subscriptions: z.array(subscriptionSchema).max(connectBounds.mostSubscriptions),
  charts: z.array(pinnedChartSchema).max(inspectorBounds.pinnedCharts),
  decoders: z.array(decoderRuleSchema).max(decodingBounds.rules)
});
export type ProfileFields = z.infer<typeof profileFieldsSchema>;

/** The files a profile may have; each is copied into the store when it is chosen. */
export const fileKinds = ['ca', 'crl', 'certificate', 'key', 'pkcs12'] as const;
export type FileKind = (typeof fileKinds)[number];

/** A profile as the page sees it: secrets only as "there is one". */
export interface Profile extends ProfileFields {
  readonly id: string;
  /** The built-in demo broker: its port is found when it starts. */
  readonly demo: boolean;
  readonly files: Readonly<Record<FileKind, FileFacts | null>>;
  /** Protobuf schemas, in the order they were chosen. */
  readonly schemas: readonly SchemaFacts[];
  /** Secrets there are, be it for this run only. */
  readonly secrets: readonly SecretKind[];
  /**
   * Secrets there should be and cannot be read: kept for the last run only (these are not in `secrets`), or sealed by a key store
   * that is gone or locked.
   */
  readonly lostSecrets: readonly SecretKind[];
  /** Some are kept for this run only, as this computer has no key store. */
  readonly secretsForThisRunOnly: boolean;
  /** With `auto`: what the broker was found to speak; null: not known yet. */
  readonly rememberedVersion: SpokenVersion | null;
}
