/** Main's own question before saved secrets go to another address than the one they were given for. */
export const secretMoveWords = {
  message: (to: string) => `Send the saved password to ${to}?`,
  detail: (name: string, from: string, to: string) =>
    `What is saved for “${name}” (password, tokens) was given for ${from}. From now on it would be sent to ${to}.`,
  send: 'Send it there',
  leaveOut: 'Remove it',
  cancel: 'Cancel'
} as const;
