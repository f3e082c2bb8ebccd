/** The settings menu and its dialogs. Sizes arrive formatted. */
export const settingsWords = {
  label: 'Settings',
  theme: 'Theme',
  themeSystem: 'System',
  themeLight: 'Light',
  themeDark: 'Dark',
  historyBudget: (size: string) => `History budget: ${size}…`,
  maxPayload: (size: string) => `Maximum payload: ${size}…`,
  keys: 'Keyboard',
  version: (version: string) => `Treeline ${version}`,
  historyTitle: 'History budget',
  historyMeaning:
    'How much memory each connection may fill with messages. At the limit the oldest go first; last values stay.',
  payloadTitle: 'Maximum payload',
  payloadMeaning: 'A larger message ends the connection with a sentence instead of filling the memory.',
  megabytes: 'MB',
  size: (amount: string) => `${amount} MB`,
  range: (from: string, to: string) => `From ${from} to ${to} MB.`,
  save: 'Save',
  cancel: 'Cancel'
} as const;
