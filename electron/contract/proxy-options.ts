import { z } from 'zod';

const proxyKinds = ['none', 'system', 'socks5', 'http'] as const;
export type ProxyKind = (typeof proxyKinds)[number];

/** The way round a firewall, for one profile. The password is a secret. */
export const proxyOptionsSchema = z.object({
  kind: z.enum(proxyKinds),
  host: z.string().max(255),
  port: z.int().min(1).max(65_535),
  username: z.string().max(255),
  /** The broker's name is looked up at the proxy; else on this computer first. */
  namesAtProxy: z.boolean()
});
export type ProxyOptions = z.infer<typeof proxyOptionsSchema>;

/** A proxy an engine goes through, as main found it (profile or system). */
export interface ProxyRoute {
  readonly kind: 'socks5' | 'http';
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string | null;
  readonly namesAtProxy: boolean;
  /** It is the system's, not the profile's: words say so. */
  readonly system: boolean;
}
