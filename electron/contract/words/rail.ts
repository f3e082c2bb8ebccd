import type { ConnectStep } from '../connect-step';

/** The rail and its menus. */
export const railWords = {
  title: 'Connections',
  empty: 'Saved brokers appear here.',
  add: 'Add connection',
  subscriptions: 'Subscriptions',
  editSubscriptions: 'Edit subscriptions',
  noSubscriptions: 'None. Nothing will arrive.',
  granted: 'Granted by the broker',
  notYet: 'Asked for once connected',
  refusedShort: 'refused',
  unansweredShort: 'no answer',
  asked: 'Asked for, not answered yet',
  qos: (qos: number) => `QoS ${qos}`,
  messagesPerSecond: (count: string) => `${count} msg/s`,
  menu: (name: string) => `Actions for ${name}`,
  connect: 'Connect',
  disconnect: 'Disconnect',
  tryNow: 'Try now',
  edit: 'Edit…',
  delete: 'Delete…',
  stateChanged: (name: string, state: string) => `${name}: ${state}`
} as const;

/** A connection's state in words; its shape is StatusGlyph's. */
export const stateWords = {
  idle: 'Not connected',
  connecting: 'Connecting',
  online: 'Connected',
  live: 'Live',
  paused: 'Paused',
  reconnecting: 'Reconnecting',
  reconnectingTry: (attempt: number) => `Reconnecting, try ${attempt}`,
  failed: 'Failed'
} as const;

/** Where the way up stands. */
export const stepWords: Readonly<Record<ConnectStep, string>> = {
  name: 'Looking up the address',
  tcp: 'Opening the connection',
  proxy: 'Reaching the proxy',
  tls: 'Agreeing on TLS',
  websocket: 'Upgrading to WebSocket',
  mqtt: 'Signing in'
};
