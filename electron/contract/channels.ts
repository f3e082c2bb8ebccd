import type { RequestName } from './app';

/** Names on the wire between preload and main. No zod here: the preload is bundled with this file. */
export const requestChannel = 'treeline:request';
export const eventChannel = 'treeline:event';
export const portChannel = 'treeline:port';
/** The `type` of the window message with which the preload hands a port on to the page. */
export const portMessage = 'treeline-port';

/** Every request's name; a missing or unknown one is a compile error. */
export const requestNames: { readonly [N in RequestName]: N } = {
  start: 'start',
  saveProfile: 'saveProfile',
  editProfile: 'editProfile',
  duplicateProfile: 'duplicateProfile',
  deleteProfile: 'deleteProfile',
  undoDelete: 'undoDelete',
  arrangeProfiles: 'arrangeProfiles',
  testConnection: 'testConnection',
  cancelTest: 'cancelTest',
  addAddress: 'addAddress',
  startDemo: 'startDemo',
  connect: 'connect',
  disconnect: 'disconnect',
  retryNow: 'retryNow',
  show: 'show',
  openPort: 'openPort',
  pickFile: 'pickFile',
  unlockFile: 'unlockFile',
  findImports: 'findImports',
  openImport: 'openImport',
  unlockImport: 'unlockImport',
  runImport: 'runImport',
  exportProfiles: 'exportProfiles',
  saveBody: 'saveBody',
  saveHistory: 'saveHistory',
  saveChart: 'saveChart',
  savePicture: 'savePicture',
  pickSchemas: 'pickSchemas',
  removeSchema: 'removeSchema',
  changeSettings: 'changeSettings',
  copyText: 'copyText',
  windowAction: 'windowAction',
  treeDrawn: 'treeDrawn'
};
