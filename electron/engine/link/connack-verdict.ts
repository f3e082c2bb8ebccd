import type { IConnackPacket } from 'mqtt';
import type { Failure, FailureFacts } from '#contract/failure';
import { connackFailure, malformedFailure } from './link-failure';

/**
 * Why a CONNACK ends the link; null: it lets us in. `strict`: an answer in the words of 3.1.1 to a CONNECT of MQTT 5 is none.
 * Asked before MQTT.js looks at the packet, as it throws at what it does not expect.
 */
export function connackVerdict(connack: IConnackPacket, strict: boolean, facts: FailureFacts): Failure | null {
  // mqtt-packet makes a list of what comes twice, and all of it may come once [MQTT5 3.2.2.3].
  const { userProperties: _pairs, ...single } = connack.properties ?? {};
  if (Object.values(single).some((value) => typeof value === 'object' && !Buffer.isBuffer(value))) {
    return malformedFailure('CONNACK with a repeated property', facts, 0x82);
  }
  const reasonCode = connack.reasonCode ?? connack.returnCode ?? 0;
  if (reasonCode !== 0) {
    const { reasonString, serverReference } = connack.properties ?? {};
    return connackFailure({ reasonCode, reasonString, serverReference }, facts);
  }
  // Without the length of its properties.
  return strict && connack.length === 2 ? malformedFailure('CONNACK of MQTT 3.1.1', facts) : null;
}
