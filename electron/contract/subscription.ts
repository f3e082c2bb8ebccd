import { z } from 'zod';
import { topicFilterProblem } from './topic';

/** One subscription of a profile [MQTT5 3.8]. What 3.1.1 has no word for is left out there. */
export const subscriptionSchema = z.object({
  filter: z.string().refine((filter) => topicFilterProblem(filter) === null),
  qos: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  /** Off: kept in the list and not asked for. */
  on: z.boolean(),
  /** The broker does not send back what this client publishes. */
  noLocal: z.boolean(),
  retainAsPublished: z.boolean(),
  /** 0: retained messages at each subscribe, 1: at a new subscription only, 2: never. */
  retainHandling: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  /** [MQTT5 3.8.2.1.2]: 1 to 268,435,455; null: none. */
  subscriptionId: z.int().min(1).max(268_435_455).nullable()
});
export type Subscription = z.infer<typeof subscriptionSchema>;
