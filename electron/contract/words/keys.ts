/** The keyboard list and the names of commands. */
export const keysWords = {
  title: 'Keyboard',
  close: 'Close',
  everywhere: 'Everywhere',
  tree: 'In the tree',
  lists: 'In lists and between panels',
  or: 'or'
} as const;

export const commandWords = {
  addConnection: 'Add connection',
  importConnections: 'Import connections',
  exportConnections: 'Export connections',
  pause: 'Pause or resume',
  focusFilter: 'Filter topics',
  focusPublish: 'Go to publish',
  togglePublish: 'Show or hide publish',
  toggleInspector: 'Show or hide the inspector',
  toggleRail: 'Show or hide connections',
  themeSystem: 'Theme: system',
  themeLight: 'Theme: light',
  themeDark: 'Theme: dark',
  copyPayload: 'Copy payload',
  copyTopic: 'Copy topic',
  showKeys: 'Keyboard list',
  nextPane: 'Next pane',
  previousPane: 'Previous pane',
  showMessage: 'Message tab',
  showHistory: 'History tab',
  showChart: 'Chart tab',
  showProperties: 'Properties tab'
} as const;

/** Keys that belong to one place: chord, then what it does there. */
export const treeKeyWords: readonly (readonly [string, string])[] = [
  ['↑ ↓', 'Previous, next row'],
  ['→', 'Expand; on a leaf, the first cell'],
  ['←', 'Collapse; else the parent'],
  ['Home End', 'First, last row'],
  ['PgUp PgDn', 'One page'],
  ['*', 'Expand all siblings'],
  ['N', 'Let new topics in'],
  ['Enter', 'Go to the inspector; Esc returns'],
  ['Letters', 'Jump to a name'],
  ['Shift+F10', 'Menu of the row'],
  ['Esc', 'Clear the filter']
];

export const placeKeyWords: readonly (readonly [string, string])[] = [
  ['Ctrl+Enter', 'Publish, or save and connect in the form'],
  ['Enter', 'Connect the connection in focus'],
  ['Alt+↑ Alt+↓', 'Move the connection in focus up or down'],
  ['↓', 'From the filter into the tree; Esc clears it and goes back'],
  ['← →', 'Move a splitter by 16 px; Enter collapses'],
  ['↑ ↓ Enter', 'Go through the lines of a payload that fold; fold or unfold'],
  ['Esc', 'Close a menu or dialog']
];
