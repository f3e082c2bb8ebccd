import type { IConnackPacket } from 'mqtt';
import type { SpokenVersion } from '#contract/profile';
import type { SessionFacts } from '#contract/session-facts';
import type { UserProperties } from '#contract/user-property';

const longestText = 4_000;
const mostUserProperties = 100;

export interface SessionScene {
  readonly version: SpokenVersion;
  readonly fellBack: boolean;
  /** Asked for; the broker's own holds where it names one [MQTT5 3.2.2.3.14]. */
  readonly keepAliveSeconds: number;
  readonly tls: SessionFacts['tls'];
}

/**
 * What an accepting CONNACK says, bounded. User properties of one name keep their order; of several names mqtt-packet tells
 * one name after the other.
 */
export function sessionFacts(connack: IConnackPacket, scene: SessionScene): SessionFacts {
  const said = connack.properties ?? {};
  return {
    mqttVersion: scene.version,
    fellBack: scene.fellBack,
    sessionPresent: connack.sessionPresent,
    assignedClientId: said.assignedClientIdentifier ?? null,
    keepAliveSeconds: said.serverKeepAlive ?? scene.keepAliveSeconds,
    sessionExpirySeconds: said.sessionExpiryInterval ?? null,
    receiveMaximum: said.receiveMaximum ?? null,
    maximumQos: said.maximumQoS ?? null,
    retainAvailable: said.retainAvailable ?? null,
    maximumPacketSizeBytes: said.maximumPacketSize ?? null,
    topicAliasMaximum: said.topicAliasMaximum ?? null,
    wildcardsAvailable: said.wildcardSubscriptionAvailable ?? null,
    subscriptionIdsAvailable: said.subscriptionIdentifiersAvailable ?? null,
    sharedAvailable: said.sharedSubscriptionAvailable ?? null,
    responseInformation: bounded(said.responseInformation),
    serverReference: bounded(said.serverReference),
    reasonString: bounded(said.reasonString),
    userProperties: pairs(said.userProperties ?? {}),
    tls: scene.tls
  };
}

function bounded(text: string | undefined): string | null {
  return text === undefined ? null : text.slice(0, longestText);
}

function pairs(properties: Readonly<Record<string, string | string[]>>): UserProperties {
  const all = Object.entries(properties).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name.slice(0, longestText), value.slice(0, longestText)])
  );
  return all.slice(0, mostUserProperties);
}
