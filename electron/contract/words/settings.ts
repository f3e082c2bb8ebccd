/** The settings menu and its dialogs. Sizes arrive formatted. */
export const settingsWords = {
  label: 'Settings',
  theme: 'Theme',
  themeSystem: 'System',
  themeLight: 'Light',
  themeDark: 'Dark',
  historyBudget: (size: string) => `History budget: ${size}…`,
  maxPayload: (size: string) => `Maximum payload: ${size}…`,
  receiveBuffer: (size: string) => `Receive buffer: ${size}…`,
  topicLimit: (count: string) => `Topic limit: ${count}…`,
  storeUnprotected: 'Store passwords without protection',
  storeUnprotectedTitle: 'Store passwords without protection?',
  storeUnprotectedMeaning:
    'This computer has no key store, so Treeline keeps passwords and private keys for this run only. Stored without protection, anyone who can read your files can read them.',
  storeUnprotectedConfirm: 'Store without protection',
  import: 'Import connections…',
  exportAll: 'Export connections…',
  keys: 'Keyboard',
  version: (version: string) => `Treeline ${version}`,
  historyTitle: 'History budget',
  historyMeaning:
    'How much memory each connection may fill with messages. At the limit the oldest go first; last values stay.',
  payloadTitle: 'Maximum payload',
  payloadMeaning: 'A larger message ends the connection with a sentence instead of filling the memory.',
  bufferTitle: 'Receive buffer',
  bufferMeaning:
    'How much of a burst waits in memory before the broker has to. At a quarter of it Treeline draws less often, at half it keeps less history, at three quarters it only counts.',
  topicsTitle: 'Topic limit',
  topicsMeaning: 'How many topics each tree holds. Further ones are counted, not shown.',
  topics: 'topics',
  megabytes: 'MB',
  size: (amount: string) => `${amount} MB`,
  range: (from: string, to: string, unit: string) => `From ${from} to ${to} ${unit}.`,
  save: 'Save',
  cancel: 'Cancel'
} as const;
