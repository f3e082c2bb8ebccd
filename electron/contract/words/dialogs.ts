/** Words of the system's dialogs that main opens, and the name of the demo's profile. */
export const demoConnectionName = 'Demo broker';

export const fileDialogWords = {
  titles: {
    ca: 'Choose a CA certificate',
    crl: 'Choose a revocation list',
    certificate: 'Choose a client certificate',
    key: 'Choose the private key',
    pkcs12: 'Choose a PKCS#12 file'
  },
  kinds: {
    ca: 'Certificates',
    crl: 'Revocation lists',
    certificate: 'Certificates',
    key: 'Keys',
    pkcs12: 'PKCS#12'
  },
  allFiles: 'All files',
  schemasTitle: 'Choose Protobuf schemas',
  schemas: 'Protobuf schemas and descriptor sets',
  saveTitles: { payload: 'Save payload', history: 'Save history', chart: 'Save chart' }
} as const;

export const troubleDialogWords = {
  pageKeepsStopping: {
    message: 'The window keeps stopping',
    detail: 'It stopped several times within a minute. The connections go on in the background.',
    reload: 'Try again',
    quit: 'Quit Treeline'
  },
  unresponsive: {
    message: 'The window does not answer',
    detail: 'It may answer again by itself. Reloading it loses nothing that came over a connection.',
    wait: 'Wait',
    reload: 'Reload'
  },
  startFailed: {
    title: 'Treeline could not start',
    detail: (logFile: string) => `What went wrong is in ${logFile}`
  }
} as const;
