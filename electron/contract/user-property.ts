import { z } from 'zod';
import { connectBounds } from './limits';

/** Name and value, in the order they are sent; names may repeat [MQTT5 1.5.7]. */
export const userPropertiesSchema = z
  .array(z.tuple([z.string().max(4_000), z.string().max(16_000)]))
  .max(connectBounds.mostUserProperties);
export type UserProperties = z.infer<typeof userPropertiesSchema>;
