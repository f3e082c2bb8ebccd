import { z } from 'zod';
import { protocols } from './address';
import { topicFilterProblem } from './topic';

export const mqttVersions = ['3.1.1', '5'] as const;
export type MqttVersion = (typeof mqttVersions)[number];

export const profileIdSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9-]+$/i);

const addressSchema = z.object({
  protocol: z.enum(protocols),
  host: z.string().min(1).max(255),
  port: z.int().min(1).max(65_535),
  path: z.string().max(2_000)
});

const subscriptionSchema = z.object({
  filter: z.string().refine((filter) => topicFilterProblem(filter) === null),
  qos: z.union([z.literal(0), z.literal(1), z.literal(2)])
});
export type Subscription = z.infer<typeof subscriptionSchema>;

/** A certificate or key file as shown: its name and, for certificates, whose it is and until when (epoch ms). */
export const fileFactsSchema = z.object({
  fileName: z.string().max(255),
  subject: z.string().max(1_000).nullable(),
  validToMs: z.number().nullable()
});
export type FileFacts = z.infer<typeof fileFactsSchema>;

/** What of a profile is no secret and no file: stored, shown and edited as one. */
export const profileFieldsSchema = z.object({
  name: z.string().min(1).max(200),
  address: addressSchema,
  /** Empty: a fresh random one at each connect, so that two windows never push each other out. */
  clientId: z.string().max(1_000),
  username: z.string().max(65_535),
  mqttVersion: z.enum(mqttVersions),
  verifyCertificate: z.boolean(),
  subscriptions: z.array(subscriptionSchema).max(200)
});
export type ProfileFields = z.infer<typeof profileFieldsSchema>;

/** A profile as the page sees it: secrets only as "there is one". */
export interface Profile extends ProfileFields {
  readonly id: string;
  /** The built-in demo broker: its port is found when it starts. */
  readonly demo: boolean;
  readonly hasPassword: boolean;
  /** Kept for this run only, as this computer has no key store. */
  readonly secretsForThisRunOnly: boolean;
  readonly ca: FileFacts | null;
  readonly certificate: FileFacts | null;
  readonly key: FileFacts | null;
}

const secretChange = z.union([
  z.object({ kind: z.literal('keep') }),
  z.object({ kind: z.literal('remove') }),
  z.object({ kind: z.literal('set'), value: z.string().max(65_535) })
]);

/** `set` names a ticket that main gave out when the file was picked and read; the page never names a path. */
export const fileChangeSchema = z.union([
  z.object({ kind: z.literal('keep') }),
  z.object({ kind: z.literal('remove') }),
  z.object({ kind: z.literal('set'), ticket: z.string().max(64) })
]);

/** What the form sends to main. `id` null: a new profile. */
export const profileDraftSchema = z.object({
  id: profileIdSchema.nullable(),
  fields: profileFieldsSchema,
  password: secretChange,
  ca: fileChangeSchema,
  certificate: fileChangeSchema,
  key: fileChangeSchema
});
export type ProfileDraft = z.infer<typeof profileDraftSchema>;
