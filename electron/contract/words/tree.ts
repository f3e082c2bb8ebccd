/** The topic tree's words. Numbers arrive formatted. */
export const treeWords = {
  label: 'Topics',
  columnTopic: 'Topic',
  columnValue: 'Last value',
  columnActivity: '1 min',
  columnRate: 'Rate',
  columnMessages: 'Messages',
  columnAge: 'Age',
  retained: 'Retained',
  empty: 'empty, 0 B',
  notKept: 'not kept',
  binary: 'binary',
  picture: (kind: string, size: string) => `${kind} image, ${size}`,
  measuredPicture: (kind: string, widthPx: string, heightPx: string) => `${kind} ${widthPx} × ${heightPx}`,
  packed: (format: string, size: string) => `${format}, ${size}`,
  emptySegment: '(empty)',
  collapseAll: 'Collapse all',
  showNew: (count: string) => `+ ${count} new · Show`,
  copyTopic: 'Copy topic',
  copyValue: 'Copy value',
  expandBranch: 'Expand branch',
  useForPublish: 'Use topic for publish',
  expandManyTitle: (count: string) => `Expand ${count} topics?`,
  expandManyText: 'The tree stays quick, but it will be long to scroll.',
  expandMany: 'Expand',
  cancel: 'Cancel',
  quietTitle: 'Connected. No messages yet',
  quietSubscribed: 'Subscribed to',
  quietSince: (clock: string) => `Nothing has been published there since ${clock}.`,
  quietNothingSubscribed: 'This connection subscribes to nothing.',
  refusedTitle: 'Connected, but no filter was granted',
  refusedFilters: 'The broker refused',
  refusedNothing: 'Nothing can arrive.',
  offlineTitle: 'Not connected',
  offlineText: 'Topics appear here once the connection is up.',
  connectingTitle: 'Connecting',
  connectingText: 'Topics appear here as soon as the broker sends them.',
  receiving: 'Waiting for the first messages'
} as const;

/** What a row says to a screen reader (DESIGN.md section 12). */
export const rowWords = {
  value: (text: string) => `value ${text}`,
  topics: (count: number, shown: string) => (count === 1 ? '1 topic' : `${shown} topics`),
  rate: (text: string) => `${text} messages`,
  retained: (yes: boolean) => (yes ? 'retained yes' : 'retained no')
} as const;

/** Short ages for a column, and the same in words. */
export const ageWords = {
  now: 'now',
  seconds: (count: number) => `${count} s`,
  minutes: (count: number) => `${count} m`,
  hours: (count: number) => `${count} h`,
  days: (count: number) => `${count} d`,
  spokenNow: 'just now',
  spokenSeconds: (count: number) => (count === 1 ? '1 second ago' : `${count} seconds ago`),
  spokenMinutes: (count: number) => (count === 1 ? '1 minute ago' : `${count} minutes ago`),
  spokenHours: (count: number) => (count === 1 ? '1 hour ago' : `${count} hours ago`),
  spokenDays: (count: number) => (count === 1 ? '1 day ago' : `${count} days ago`),
  ago: (age: string) => `${age} ago`
} as const;

/** Units behind a rate. */
export const rateWords = { perSecond: '/s', perMinute: '/min', none: '–' } as const;
