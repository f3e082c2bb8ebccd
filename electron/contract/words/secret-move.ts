/** Main's own question before saved secrets go to another address than the one they were given for. */
export const secretMoveWords = {
  message: (to: string) => `Send the saved password to ${to}?`,
  detail: (name: string, from: string, to: string) =>
    `What is saved for “${name}” (password, tokens) was given for ${from}. From now on it would be sent to ${to}.`,
  /** A new proxy on the way to the broker. */
  route: (broker: string, proxy: string) => `${broker} through ${proxy}`,
  send: 'Send it there',
  leaveOut: 'Remove it',
  cancel: 'Cancel'
} as const;
