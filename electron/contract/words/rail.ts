import type { ConnectStep } from '../connect-step';

/** The rail and its menus. */
export const railWords = {
  title: 'Connections',
  empty: 'Saved brokers appear here.',
  add: 'Add connection',
  addMenu: 'Add or import connections',
  newConnection: 'New connection…',
  import: 'Import connections…',
  exportAll: 'Export connections…',
  messagesPerSecond: (count: string) => `${count} msg/s`,
  menu: (name: string) => `Actions for ${name}`,
  connect: 'Connect',
  disconnect: 'Disconnect',
  tryNow: 'Try now',
  edit: 'Edit…',
  duplicate: 'Duplicate',
  moveTo: 'Move to',
  noFolder: 'No folder',
  newFolder: 'New folder…',
  moveUp: 'Move up',
  moveDown: 'Move down',
  properties: 'Properties…',
  export: 'Export…',
  delete: 'Delete',
  deleteAsking: 'Delete…',
  stateChanged: (name: string, state: string) => `${name}: ${state}`,
  /** Where a row went, for a screen reader. */
  moved: (name: string, position: number, count: number, folder: string) =>
    folder === '' ? `${name}: ${position} of ${count}` : `${name}: ${position} of ${count} in ${folder}`
} as const;

/** Folders of the rail. */
export const folderWords = {
  menu: (folder: string) => `Actions for the folder ${folder}`,
  rename: 'Rename…',
  dissolve: 'Remove the folder, keep its connections',
  newTitle: 'New folder',
  renameTitle: 'Rename the folder',
  name: 'Name of the folder',
  create: 'Move there',
  save: 'Rename',
  cancel: 'Cancel',
  folder: (folder: string, count: number) =>
    count === 1 ? `Folder ${folder}, 1 connection` : `Folder ${folder}, ${count} connections`
} as const;

/** Before a connection that is up is deleted. */
export const deleteWords = {
  title: (name: string) => `Delete “${name}”?`,
  meaning:
    'It is connected now and will be disconnected; the messages kept in memory go with it. Its settings, sign-in and certificates can be brought back for a while.',
  confirm: (name: string) => `Delete ${name}`,
  cancel: 'Cancel'
} as const;

/** After a connection was deleted. */
export const undoWords = {
  name: (name: string) => `“${name}”`,
  deleted: 'deleted.',
  undo: 'Undo',
  dismiss: 'Dismiss'
} as const;

/** The filters of the connection that is shown. */
export const subscriptionWords = {
  title: 'Subscriptions',
  edit: 'Edit subscriptions',
  none: 'None. Nothing will arrive.',
  mute: (filter: string) => `Subscribe to ${filter}`,
  qos: (qos: number) => `QoS ${qos}`,
  /** Less than was asked for. */
  lowerQos: (granted: number, asked: number) => `QoS ${granted} of ${asked}`,
  refused: 'refused',
  unanswered: 'no answer',
  granted: 'Granted by the broker',
  grantedLower: (granted: number, asked: number) => `Granted with QoS ${granted}, asked for with QoS ${asked}`,
  asked: 'Asked for, not answered yet',
  notYet: 'Asked for once connected',
  muted: 'Muted: kept in the list, not asked for',
  system: '$SYS/#',
  addSystem: 'Add $SYS/#: what the broker says about itself'
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
