/** The way up, in order; steps a transport does not need are left out. */
export type ConnectStep = 'name' | 'tcp' | 'proxy' | 'tls' | 'websocket' | 'mqtt';
