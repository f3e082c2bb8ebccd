import { connectBounds } from '#contract/limits';
import type { Mqtt5Options } from '#contract/mqtt5-options';
import { formProblemWords } from '#contract/words/form-problems';
import type { FieldProblems } from './draft-fields';
import { isWrongNumber, numberText, wholeNumber } from './draft-numbers';
import { draftProperties, propertyValues, type DraftProperty } from './draft-properties';

/** Numbers are text; empty: not sent. */
export interface DraftMqtt5 {
  sessionExpiry: string;
  receiveMaximum: string;
  maximumPacketSize: string;
  topicAliasMaximum: string;
  requestResponseInformation: boolean;
  requestProblemInformation: boolean;
  userProperties: DraftProperty[];
  authenticationMethod: string;
}

const bounds = {
  sessionExpiry: { min: 0, max: connectBounds.longestExpirySeconds },
  receiveMaximum: { min: 1, max: 65_535 },
  maximumPacketSize: { min: 1, max: connectBounds.largestPacketBytes },
  topicAliasMaximum: { min: 0, max: connectBounds.mostTopicAliases }
} as const;
const fields = {
  sessionExpiry: 'mqtt5-session-expiry',
  receiveMaximum: 'mqtt5-receive-maximum',
  maximumPacketSize: 'mqtt5-maximum-packet-size',
  topicAliasMaximum: 'mqtt5-topic-alias-maximum'
} as const;
const numbers = ['sessionExpiry', 'receiveMaximum', 'maximumPacketSize', 'topicAliasMaximum'] as const;

export function mqtt5Values(options: Mqtt5Options): DraftMqtt5 {
  return {
    sessionExpiry: numberText(options.sessionExpirySeconds),
    receiveMaximum: numberText(options.receiveMaximum),
    maximumPacketSize: numberText(options.maximumPacketSizeBytes),
    topicAliasMaximum: numberText(options.topicAliasMaximum),
    requestResponseInformation: options.requestResponseInformation,
    requestProblemInformation: options.requestProblemInformation,
    userProperties: propertyValues(options.userProperties),
    authenticationMethod: options.authenticationMethod
  };
}

export function draftMqtt5(values: DraftMqtt5): Mqtt5Options {
  return {
    sessionExpirySeconds: wholeNumber(values.sessionExpiry, bounds.sessionExpiry),
    receiveMaximum: wholeNumber(values.receiveMaximum, bounds.receiveMaximum),
    maximumPacketSizeBytes: wholeNumber(values.maximumPacketSize, bounds.maximumPacketSize),
    topicAliasMaximum: wholeNumber(values.topicAliasMaximum, bounds.topicAliasMaximum),
    requestResponseInformation: values.requestResponseInformation,
    requestProblemInformation: values.requestProblemInformation,
    userProperties: draftProperties(values.userProperties),
    authenticationMethod: values.authenticationMethod
  };
}

export function mqtt5Problems(values: DraftMqtt5): FieldProblems {
  const problems: FieldProblems = new Map();
  for (const name of numbers) {
    const { min, max } = bounds[name];
    if (isWrongNumber(values[name], bounds[name])) problems.set(fields[name], formProblemWords.numberOrEmpty(min, max));
  }
  return problems;
}
