import type { BrokerAddress } from './address';
import type { LastWill } from './last-will';
import type { Mqtt5Options } from './mqtt5-options';
import type { SpokenVersion } from './profile';
import type { ProxyOptions } from './proxy-options';
import type { Subscription } from './subscription';
import type { TlsVersion } from './tls-options';

/**
 * What was pasted into the address field, taken apart. Null, empty and absent: it said nothing of that. Nothing here was run
 * or read: files are what the line calls them, for a person to choose.
 */
export interface PastedConnection {
  /** `mosquitto_sub`, `mqttx conn`; null: it was an address. */
  readonly program: string | null;
  readonly address: BrokerAddress;
  readonly username: string | null;
  readonly password: string | null;
  /** With `{random}` at its end where the program would have put a number of its own. */
  readonly clientId: string | null;
  readonly mqttVersion: SpokenVersion | null;
  readonly keepAliveSeconds: number | null;
  readonly cleanStart: boolean | null;
  readonly subscriptions: readonly Subscription[];
  readonly will: Partial<LastWill> | null;
  /** `authenticationMethod` in it asks for the sign-in `enhanced`. */
  readonly mqtt5: Partial<Mqtt5Options>;
  /** A secret, like the passwords. */
  readonly authenticationData: string | null;
  readonly alpn: readonly string[];
  readonly minVersion: TlsVersion | null;
  /** The line asks not to check the broker's certificate. That is for a person to decide: say it, do not do it. */
  readonly asksInsecure: boolean;
  readonly caFile: string | null;
  readonly certificateFile: string | null;
  readonly keyFile: string | null;
  readonly proxy: ProxyOptions | null;
  readonly proxyPassword: string | null;
  /** Of the WebSocket upgrade; values may be secrets. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** Options that mean something and are not taken over, as they were written, without their values. */
  readonly notTaken: readonly string[];
}
