/** The section MQTT 5 of the connection form. */
export const mqtt5FormWords = {
  title: 'MQTT 5',
  lede: 'Sent with CONNECT. Leave a field empty to use the broker’s default.',
  unusedTitle: 'This connection speaks MQTT 3.1.1',
  unusedMeaning: 'Of this page only clean start and keep alive apply. The rest is kept for MQTT 5.',
  session: 'Session',
  start: 'Start',
  cleanStart: 'Clean start',
  cleanSession: 'Clean session',
  sessionExpiry: 'Session expiry',
  sessionExpiryNone: 'At once',
  sessionExpiryHint: 'How long the broker keeps your subscriptions after you leave.',
  keepAlive: 'Keep alive',
  limits: 'Limits',
  receiveMaximum: 'Receive maximum',
  maximumPacketSize: 'Maximum packet size',
  noLimit: 'No limit',
  topicAliasMaximum: 'Topic alias maximum',
  none: 'None',
  ask: 'Ask the broker for',
  responseInformation: 'Response information',
  problemInformation: 'Problem information',
  problemInformationMeaning: 'Reason texts make errors easier to read'
} as const;

/** Name and value pairs of CONNECT and of the last will. */
export const propertyFormWords = {
  title: 'User properties',
  name: (position: number) => `Property name ${position}`,
  value: (position: number) => `Property value ${position}`,
  nameHint: 'Name',
  valueHint: 'Value',
  remove: (position: number) => `Remove property ${position}`,
  add: 'Add property'
} as const;
