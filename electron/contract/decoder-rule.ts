import { z } from 'zod';
import { decodingBounds } from './limits';
import { decoderChoices } from './payload-format';

/** How payloads of the topics of one filter are read. Of a profile's rules the first that matches holds. */
export const decoderRuleSchema = z.object({
  /** An MQTT topic filter; `+` and `#` as in a subscription. */
  filter: z.string().min(1).max(65_535),
  decoder: z.enum(decoderChoices),
  /** Full name of a Protobuf message type, such as `plant.RobotStatus`; empty for every other decoder. */
  messageType: z.string().max(decodingBounds.typeNameCharacters)
});
export type DecoderRule = z.infer<typeof decoderRuleSchema>;
