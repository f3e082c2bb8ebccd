/** The topic filter's words. Numbers arrive formatted. */
export const filterWords = {
  label: 'Filter topics',
  placeholder: 'Filter topics',
  clear: 'Clear filter',
  /** A filter looks for so many words at most. */
  ignored: (count: number, words: string) => (count === 1 ? '1 word left out' : `${words} words left out`),
  ignoredTitle: (most: string) => `A filter looks for ${most} words at most. What comes after them is left out.`,
  /** `…` while it is still looking. */
  count: (matches: string, topics: string, complete: boolean) => `${matches} of ${topics}${complete ? '' : '…'}`,
  countTitle: (complete: boolean) =>
    complete
      ? 'Topics that match, of all that arrived so far. New ones that match wait at “Show”.'
      : 'Topics that match so far. Treeline is still looking.',
  said: (count: number, matches: string, topics: string) =>
    count === 0 ? `No topic matches, of ${topics}` : `${matches} of ${topics} topics match`,
  nothingTitle: (text: string) => `No topic matches “${text}”`,
  nothingChecked: (count: number, topics: string) =>
    count === 1 ? 'Checked 1 topic by its name.' : `Checked ${topics} topics by their names.`,
  nothingHint: 'All words must occur in the topic, in any order. + and # as a whole level make it an MQTT filter.'
} as const;
