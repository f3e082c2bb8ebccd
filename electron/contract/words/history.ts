/** Words of the History tab and of lists of messages. Numbers, sizes and times arrive formatted. */
export const historyWords = {
  filter: 'Filter history',
  clearFilter: 'Clear filter',
  changesOnly: 'Changes only',
  changesOnlyMeaning: 'Messages that repeat the one before them stand in one row.',
  scope: 'Topics',
  thisTopic: 'This topic',
  withAllBelow: 'With all below',
  export: 'Export history',
  exportJsonLines: 'Export as JSON lines…',
  exportCsv: 'Export as CSV…',
  /** Heads of the two above where A is marked, or rows are selected. `messages` null: not known here. */
  fromAToB: (messages: string | null, one: boolean) =>
    messages === null ? 'From A to B' : `From A to B (${messages} ${one ? 'message' : 'messages'})`,
  chosen: (messages: string | null, one: boolean) =>
    messages === null ? 'Selected' : `Selected (${messages} ${one ? 'message' : 'messages'})`,
  allShown: (rows: string, complete: boolean) => `All shown (${rows}${complete ? '' : '…'})`,
  asJsonLines: 'JSON lines…',
  asCsv: 'CSV…',
  exported: (size: string, path: string) => `Saved ${size} to ${path}`,
  /** `…` while the engine is still looking. */
  count: (rows: string, messages: string, complete: boolean) => `${rows} of ${messages}${complete ? '' : '…'}`,
  countMeaning: (complete: boolean) =>
    complete
      ? 'Rows shown, of all messages kept here.'
      : 'Rows found so far, of all messages kept here. Treeline is still looking.',
  columnTime: 'Time',
  columnGap: 'Gap',
  columnTopic: 'Topic',
  columnFields: 'Fields',
  columnSize: 'Size',
  columns: 'Columns…',
  columnsMeaning: 'Choose fields as columns',
  columnsMenu: 'Fields as columns',
  allInOne: 'All fields in one column',
  noFields: 'This message has no fields',
  showColumn: (path: string) => `Show ${path} as a column`,
  removeColumn: (path: string) => `Remove the column ${path}`,
  noSuchField: '–',
  wholePayload: 'value',
  ownTopic: 'this topic',
  ownTopicTitle: 'Published to the selected topic itself',
  repeats: (count: string) => `×${count}`,
  repeatsMeaning: (count: string) =>
    `${count} messages with the same payload, one after the other. The newest is shown.`,
  duplicate: 'DUP',
  duplicateMeaning: 'Sent again by the broker: it may have come before.',
  isA: 'A',
  isB: 'B',
  leavesOut: (most: string) => `The newest ${most} messages are listed; older ones are kept, too.`,
  byTopicAlone: (messages: string, one: boolean) =>
    one
      ? 'One message is matched by its topic alone: its payload is over 1 MB, or no longer kept.'
      : `${messages} messages are matched by topic alone: their payloads are over 1 MB, or no longer kept.`,
  nothingMatches: 'No message matches.',
  nothingKept: 'No message is kept here.',
  looking: 'Looking…',
  resize: 'Resize the comparison',
  keyMark: 'Space',
  markAsA: 'mark as A',
  clearA: 'clear A',
  moveB: 'move B',
  marked: (time: string) => `${time} is A`,
  unmarked: 'A is the message before B',
  selected: (messages: string, one: boolean) => `${messages} ${one ? 'message' : 'messages'} selected`
} as const;
