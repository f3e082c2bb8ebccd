import { z } from 'zod';

/** One secret of a profile, encrypted on its own: `header-<id>` is the value of a WebSocket header marked secret. */
export const secretKindSchema = z.union([
  z.enum(['password', 'authentication-data', 'proxy-password', 'key', 'pkcs12-key']),
  z.templateLiteral(['header-', z.string().regex(/^[a-z0-9-]{1,64}$/i)])
]);
export type SecretKind = z.infer<typeof secretKindSchema>;
