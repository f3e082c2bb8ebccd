import type { SpokenVersion } from '../../electron/contract/profile';
import type { SessionFacts } from '../../electron/contract/session-facts';

/** What a broker says in CONNACK that says nothing. */
export function usualSession(mqttVersion: SpokenVersion, said: Partial<SessionFacts> = {}): SessionFacts {
  return {
    mqttVersion,
    fellBack: false,
    sessionPresent: false,
    assignedClientId: null,
    keepAliveSeconds: 60,
    sessionExpirySeconds: null,
    receiveMaximum: null,
    maximumQos: null,
    retainAvailable: null,
    maximumPacketSizeBytes: null,
    topicAliasMaximum: null,
    wildcardsAvailable: null,
    subscriptionIdsAvailable: null,
    sharedAvailable: null,
    responseInformation: null,
    serverReference: null,
    reasonString: null,
    userProperties: [],
    tls: null,
    ...said
  };
}
