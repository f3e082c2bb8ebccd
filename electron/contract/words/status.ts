/** The status line. Numbers arrive formatted. */
export const statusWords = {
  label: 'Live status',
  pause: 'Pause',
  resume: 'Resume',
  connect: 'Connect',
  messagesPerSecond: 'msg/s',
  topics: (count: number) => (count === 1 ? 'topic' : 'topics'),
  memory: 'Memory',
  megabytes: 'MB',
  memoryOf: (budget: string) => `of ${budget}`,
  lag: 'Lag',
  lagNone: '–',
  lagMs: (amount: string) => `${amount} ms`,
  lagSeconds: (amount: string) => `${amount} s`,
  lagTitle:
    'From the socket to the screen. Of the messages of the last 5 seconds, 95 in 100 were shown, or stored when off screen, within this time.',
  dropped: 'dropped',
  notShown: (count: number) => (count === 1 ? 'topic not shown' : 'topics not shown'),
  overload: ['', 'Fewer frames', 'Less history', 'Counting only', 'Broker waits'],
  gaps: (count: number) => (count === 1 ? 'gap' : 'gaps'),
  newerKept: 'newer messages kept',
  /** While offline: the time of the values that stay. */
  asOf: (clock: string) => `as of ${clock}`,
  asOfTitle: 'The values on show are from before the connection ended.'
} as const;

/** What a figure of the status line says when it is asked. */
export const statusNoteWords = {
  of: (used: string, budget: string) => `${used} of ${budget}`,
  bytes: (count: string) => `${count} B`,
  atLeast: (count: string) => `at least ${count}`,

  memoryTitle: 'Memory of this connection',
  memoryMeaning:
    'At the history budget the oldest messages go first; the last value of every topic stays. The budget is set under Settings, History budget.',
  memoryHistory: 'History',
  memoryLarge: 'Payloads over 64 KB',
  memoryTree: 'Topics and views',
  memoryDiscarded: 'Older messages let go',

  droppedTitle: 'Dropped messages',
  droppedNone: 'No message was dropped since this connection’s process started.',
  droppedSome: (count: number, shown: string) =>
    count === 1
      ? '1 message was counted but not kept, because more came than Treeline could take in.'
      : `${shown} messages were counted but not kept, because more came than Treeline could take in.`,
  droppedHint: 'Narrow the subscriptions to what you need, and nothing has to be dropped.',
  droppedCount: 'Dropped',

  beyondTitle: 'More topics than the limit',
  beyondMeaning: (limit: string) =>
    `The tree holds ${limit} topics. Further ones are counted with their messages, but not shown and not kept.`,
  beyondHint: 'Raise it under Settings, Topic limit, or narrow the subscriptions.',
  beyondShown: 'Topics shown',
  beyondTopics: 'Topics not shown',
  beyondMessages: 'Messages on them',

  overloadTitle: [
    '',
    'Fewer frames',
    'Less history for the busiest topics',
    'Messages are only counted',
    'The broker has to wait'
  ],
  overloadMeaning: [
    '',
    'More comes in than is looked at in time. Treeline draws less often, so that reading goes on. Nothing is lost.',
    'More comes in than is looked at in time. Of the busiest topics only the last value is kept; it and all counts stay exact.',
    'More comes in than is looked at in time. Messages are counted, but neither their values nor their history are kept until this has been worked off.',
    'The receive buffer is full, so nothing more is read until there is room. The broker may drop messages meanwhile, or close the connection.'
  ],
  overloadHint:
    'It ends by itself once less comes in. Narrower subscriptions help; so may a larger receive buffer, under Settings.',
  overloadWaiting: 'Waiting in the receive buffer',
  overloadLastOnly: 'Kept as last value only',
  overloadDropped: 'Counted, not kept',

  gapTitle: (count: number) => (count === 1 ? 'Messages may be missing' : 'Messages may be missing, more than once'),
  gapOffline: (from: string, to: string) => `This connection was down from ${from} to ${to}. Messages may be missing.`,
  gapStopped: (from: string, to: string) =>
    `This connection’s process, or the whole computer, stood still from ${from} to ${to}. Messages may be missing.`,
  gapNewest: (shown: string) => `This is the newest of ${shown} gaps.`,
  gapHint: 'The history of each topic shows where it happened.'
} as const;

/** How the last links and tries of a connection ended, one line each. */
export const linkEndWords = {
  title: 'The last ends of this connection',
  neverUp: (brief: string) => `Did not connect: ${brief}`,
  short: (seconds: string) => `Connected, then closed again after ${seconds} s`,
  long: (brief: string, lived: string) => `Ended after ${lived}: ${brief}`,
  waitingLonger: 'Waiting longer between tries from now on'
} as const;

/** Banners under the status line, apart from what failures say themselves. */
export const bannerWords = {
  tryNow: 'Try now',
  trying: 'Trying…',
  tryAgain: 'Try again',
  seconds: (seconds: number) => `${seconds} s`,
  stopTrying: 'Stop trying',
  showSteps: 'Show steps',
  restartedTitle: 'This connection was started again',
  restartedMeaning: (clock: string) => `Its process stopped at ${clock} and came back by itself.`,
  restartedLost: (topics: string, messages: string) =>
    `${topics} and ${messages} kept in memory are gone; retained ones come back as the broker sends them.`,
  restartedLostNothing: 'It held nothing yet.',
  topics: (count: number, shown: string) => (count === 1 ? '1 topic' : `${shown} topics`),
  messages: (count: number, shown: string) => (count === 1 ? '1 message' : `${shown} messages`),
  outdatedTitle: 'This window runs on an outdated runtime',
  outdatedMeaning: (runtime: string) =>
    `Electron ${runtime} stands in because the official Electron could not be downloaded. Use it for trying things out and for tests, not for work.`
} as const;
