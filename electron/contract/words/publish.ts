import type { TopicProblem } from '../topic';

/** The publish panel's words. Numbers and times arrive formatted. */
export const publishWords = {
  label: 'Publish',
  topic: 'Topic',
  topicHint: 'Topic, such as home/lamp/set',
  payload: 'Payload',
  qos: 'QoS',
  retain: 'Retain on broker',
  publish: 'Publish',
  publishAnyway: 'Publish anyway',
  useSelected: 'Use selected topic',
  hide: 'Hide panel',
  sending: 'Sending',
  acknowledged: (milliseconds: string) => `Acknowledged in ${milliseconds} ms`,
  nobodySubscribed: (milliseconds: string) => `Acknowledged in ${milliseconds} ms, no matching subscribers`,
  sent: 'Sent',
  replacesRetained: (clock: string) => `Replaces the retained value from ${clock}.`,
  clearsRetained: (clock: string) => `Empty payload: clears the retained value from ${clock}.`,
  clearsAnyRetained: 'An empty retained message clears what the broker keeps for this topic.',
  correlation: 'Correlation data',
  removeCorrelation: 'Remove correlation data',
  correlationLeftOut: 'MQTT 3.1.1 has no correlation data: it is left out.',
  idle: 'Connect to publish.',
  connecting: 'Connecting. Publish it once the connection is up.',
  waiting: 'Not connected. Publish it once the broker is back.',
  failed: (brief: string) => `Not connected: ${brief}`,
  invalidJson: (line: string) => `Not valid JSON, line ${line}`,
  tooLong: (size: string) => `Payloads typed here go up to ${size}`
} as const;

/** Why a topic cannot be published to, in place. */
export const topicProblemWords: Readonly<Record<TopicProblem, string>> = {
  empty: 'A topic is needed',
  wildcard: '+ and # stand for many topics; a message goes to one',
  'wildcard-misplaced': 'A wildcard fills a whole level, and # is the last one',
  'null-character': 'A topic cannot contain a null character',
  'too-long': 'A topic has at most 65,535 bytes'
};
