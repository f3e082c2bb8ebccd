import type { UserProperties } from './user-property';
import type { SpokenVersion } from './profile';

/** What a broker said about the session in CONNACK [MQTT5 3.2.2.3], and how it was reached. Null: not said. */
export interface SessionFacts {
  readonly mqttVersion: SpokenVersion;
  /** MQTT 5 was tried first and refused. */
  readonly fellBack: boolean;
  readonly sessionPresent: boolean;
  /** By the broker, where the client asked with an empty one. */
  readonly assignedClientId: string | null;
  /** In force: the server's, else ours. */
  readonly keepAliveSeconds: number;
  readonly sessionExpirySeconds: number | null;
  readonly receiveMaximum: number | null;
  readonly maximumQos: number | null;
  readonly retainAvailable: boolean | null;
  readonly maximumPacketSizeBytes: number | null;
  readonly topicAliasMaximum: number | null;
  readonly wildcardsAvailable: boolean | null;
  readonly subscriptionIdsAvailable: boolean | null;
  readonly sharedAvailable: boolean | null;
  readonly responseInformation: string | null;
  readonly serverReference: string | null;
  readonly reasonString: string | null;
  readonly userProperties: UserProperties;
  readonly tls: {
    readonly version: string;
    readonly cipher: string;
    readonly alpn: string | null;
    /** The broker's own; its end in epoch ms. */
    readonly certificate: { readonly subject: string; readonly validToMs: number } | null;
    /** It is trusted by itself, whatever its chain says. */
    readonly byFingerprint: boolean;
  } | null;
}
