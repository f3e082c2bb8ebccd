import { z } from 'zod';
import { connectBounds } from './limits';
import { userPropertiesSchema } from './user-property';

const seconds = z.int().min(0).max(connectBounds.longestExpirySeconds);

/** What MQTT 5 sends with CONNECT beside the usual [MQTT5 3.1.2.11]; null: not sent, the protocol's default holds. */
export const mqtt5OptionsSchema = z.object({
  sessionExpirySeconds: seconds.nullable(),
  receiveMaximum: z.int().min(1).max(65_535).nullable(),
  /** Bytes; null: as large as the settings allow a payload to be. */
  maximumPacketSizeBytes: z.int().min(1).max(connectBounds.largestPacketBytes).nullable(),
  /** 0 to connectBounds.mostTopicAliases; null: none. */
  topicAliasMaximum: z.int().min(0).max(connectBounds.mostTopicAliases).nullable(),
  requestResponseInformation: z.boolean(),
  requestProblemInformation: z.boolean(),
  userProperties: userPropertiesSchema,
  /** Sent when the sign-in is `enhanced`; its data is a secret. */
  authenticationMethod: z.string().max(1_000)
});
export type Mqtt5Options = z.infer<typeof mqtt5OptionsSchema>;
