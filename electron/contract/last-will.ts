import { z } from 'zod';
import { connectBounds } from './limits';
import { userPropertiesSchema } from './user-property';

const seconds = z.int().min(0).max(connectBounds.longestExpirySeconds);

/** What the broker publishes when the link ends without a goodbye [MQTT5 3.1.3.2]. Kept while it is off. */
export const lastWillSchema = z.object({
  on: z.boolean(),
  topic: z.string().max(65_535),
  /** Text, sent as UTF-8. */
  payload: z.string().max(65_535),
  qos: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  retain: z.boolean(),
  /** The rest is MQTT 5's; null and empty: not sent. */
  delaySeconds: seconds.nullable(),
  messageExpirySeconds: seconds.nullable(),
  payloadIsUtf8: z.boolean(),
  contentType: z.string().max(1_000),
  responseTopic: z.string().max(65_535),
  /** Text, sent as UTF-8. */
  correlationData: z.string().max(16_000),
  userProperties: userPropertiesSchema
});
export type LastWill = z.infer<typeof lastWillSchema>;
