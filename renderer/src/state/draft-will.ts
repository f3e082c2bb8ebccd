import type { LastWill } from '#contract/last-will';
import { connectBounds } from '#contract/limits';
import { topicNameProblem } from '#contract/topic';
import { formProblemWords } from '#contract/words/form-problems';
import { topicProblemWords } from '#contract/words/publish';
import type { FieldProblems } from './draft-fields';
import { isWrongNumber, numberText, wholeNumber } from './draft-numbers';
import { draftProperties, propertyValues, type DraftProperty } from './draft-properties';

/** Numbers are text; empty: not sent. */
export interface DraftWill extends Omit<LastWill, 'delaySeconds' | 'messageExpirySeconds' | 'userProperties'> {
  delay: string;
  messageExpiry: string;
  userProperties: DraftProperty[];
}

const seconds = { min: 0, max: connectBounds.longestExpirySeconds };
/** [MQTT-3.1.3-10]: two bytes count those of the payload. */
const longestPayloadBytes = 65_535;

export function willValues({ delaySeconds, messageExpirySeconds, userProperties, ...rest }: LastWill): DraftWill {
  return {
    ...rest,
    delay: numberText(delaySeconds),
    messageExpiry: numberText(messageExpirySeconds),
    userProperties: propertyValues(userProperties)
  };
}

export function draftWill({ delay, messageExpiry, userProperties, ...rest }: DraftWill): LastWill {
  return {
    ...rest,
    delaySeconds: wholeNumber(delay, seconds),
    messageExpirySeconds: wholeNumber(messageExpiry, seconds),
    userProperties: draftProperties(userProperties)
  };
}

/** A will that is off is kept as it stands. */
export function willProblems(values: DraftWill): FieldProblems {
  const problems: FieldProblems = new Map();
  if (!values.on) return problems;
  const topic = topicNameProblem(values.topic);
  if (topic) problems.set('will-topic', topicProblemWords[topic]);
  if (new TextEncoder().encode(values.payload).length > longestPayloadBytes) {
    problems.set('will-payload', formProblemWords.willPayloadTooLong);
  }
  const wrongNumber = formProblemWords.numberOrEmpty(seconds.min, seconds.max);
  if (isWrongNumber(values.delay, seconds)) problems.set('will-delay', wrongNumber);
  if (isWrongNumber(values.messageExpiry, seconds)) problems.set('will-message-expiry', wrongNumber);
  const responseTopic = values.responseTopic === '' ? null : topicNameProblem(values.responseTopic);
  if (responseTopic) problems.set('will-response-topic', topicProblemWords[responseTopic]);
  return problems;
}
