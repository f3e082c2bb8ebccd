/** The section Last will of the connection form. */
export const willFormWords = {
  title: 'Last will',
  lede: 'The broker publishes this for you if the connection drops without a goodbye.',
  on: 'Last will',
  topic: 'Topic',
  payload: 'Payload',
  qos: 'QoS',
  retain: 'Retain on broker',
  mqtt5: 'MQTT 5',
  mqtt5Unused: 'Not sent with MQTT 3.1.1.',
  delay: 'Delay',
  delayMeaning: 'seconds before the broker sends it',
  messageExpiry: 'Message expiry',
  never: 'Never',
  contentType: 'Content type',
  payloadIsUtf8: 'Payload format',
  payloadIsUtf8Meaning: 'Say that it is UTF-8 text',
  responseTopic: 'Response topic',
  correlationData: 'Correlation data'
} as const;
