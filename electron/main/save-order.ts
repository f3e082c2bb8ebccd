import type { ControlMessage } from '#contract/engine-control';

type SaveMessage = Extract<ControlMessage, { readonly kind: 'saveBody' | 'saveHistory' | 'saveChart' }>;

/** What an engine is to write to a file; the number of its answer is given where it is asked. */
export type SaveOrder = SaveMessage extends infer Order
  ? Order extends SaveMessage
    ? Omit<Order, 'id'>
    : never
  : never;
