/** Words of the system's dialogs that main opens to import and export connections. */
export const exchangeDialogWords = {
  importTitle: 'Import connections',
  importFiles: 'Connections of Treeline, MQTT Explorer and MQTTX',
  exportTitle: 'Export connections',
  exportFiles: 'Connections',
  /** Without a folder; a person may change it. */
  exportName: 'treeline-connections.json'
} as const;
