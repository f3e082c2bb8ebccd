import { z } from 'zod';

/** A header of the WebSocket upgrade. A secret value is kept like a password and stands here empty. */
export const webSocketHeaderSchema = z.object({
  /** Names the secret; stable while the header is edited. */
  id: z.string().regex(/^[a-z0-9-]{1,64}$/i),
  /** RFC 9110, 5.6.2: a token. */
  name: z.string().regex(/^[!#$%&'*+.^_`|~0-9a-z-]{1,200}$/i),
  value: z
    .string()
    .max(16_000)
    .regex(/^[\t\x20-\x7e\x80-\xff]*$/),
  secret: z.boolean()
});
export type WebSocketHeader = z.infer<typeof webSocketHeaderSchema>;
