/** Words of the application menu. macOS shows it; elsewhere only its keys are seen. */
export const menuWords = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  help: 'Help',
  addConnection: 'New connection…',
  importConnections: 'Import connections…',
  exportConnections: 'Export connections…',
  copyPayload: 'Copy payload',
  copyTopic: 'Copy topic',
  pause: 'Pause or resume',
  focusPublish: 'Go to publish',
  toggleRail: 'Show or hide connections',
  toggleInspector: 'Show or hide the inspector',
  togglePublish: 'Show or hide publish',
  theme: 'Theme',
  themeSystem: 'System',
  themeLight: 'Light',
  themeDark: 'Dark',
  showKeys: 'Keys'
} as const;
