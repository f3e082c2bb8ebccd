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
  memoryTitle: (used: string, budget: string) =>
    `${used} of ${budget} kept as history. At the limit the oldest messages go first; last values stay.`,
  memoryDiscarded: (count: string) => `${count} older messages made room for newer ones.`,
  dropped: 'dropped',
  droppedNone:
    'No message was dropped since this connection’s process started. They would be on new topics, once the tree is full.',
  droppedSome: (count: string) =>
    `The tree is full: ${count} messages on new topics were dropped since this connection’s process started. Narrow the subscriptions to what you need.`,
  newerKept: 'newer messages kept'
} as const;

/** Banners under the status line, apart from what failures say themselves. */
export const bannerWords = {
  tryNow: 'Try now',
  trying: 'Trying…',
  tryAgain: 'Try again',
  seconds: (seconds: number) => `${seconds} s`,
  stopTrying: 'Stop trying',
  editConnection: 'Edit connection',
  editAddress: 'Edit address',
  editSignIn: 'Edit sign-in',
  editTls: 'Edit TLS',
  editSubscriptions: 'Edit subscriptions',
  newClientId: 'Use a new client ID',
  restartedTitle: 'This connection was started again',
  restartedMeaning: (clock: string) =>
    `Its process stopped at ${clock} and came back by itself. Messages kept before that are gone; last values return as the broker sends them.`,
  outdatedTitle: 'This window runs on an outdated runtime',
  outdatedMeaning: (runtime: string) =>
    `Electron ${runtime} stands in because the official Electron could not be downloaded. Use it for trying things out and for tests, not for work.`
} as const;
