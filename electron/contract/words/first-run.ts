/** The first window a person sees. */
export const firstRunWords = {
  title: 'See what your broker is saying',
  lede: 'Connect to an MQTT broker and watch every topic as one calm tree.',
  demoTitle: 'Start the built-in demo broker',
  demoText: 'A simulated plant and a smart home with 1,200 topics. Runs on this computer only, at',
  demoHost: '127.0.0.1',
  startDemo: 'Start demo',
  addTitle: 'Add your broker',
  address: 'Broker address',
  addressExample: 'mqtts://user@host:8883',
  connect: 'Connect',
  allSettings: 'All settings…',
  promise: 'Treeline talks only to the brokers you add. No account, no telemetry.',
  keysHint: 'lists every key.'
} as const;
