interface HistoryLook {
  readonly widthPx: number;
  /** Fields as columns; 0: all in one. */
  readonly columns: number;
  /** With the topic of each row. */
  readonly topics: boolean;
  /** With room for the letters of A and B. */
  readonly lettered: boolean;
}

interface HistoryColumns {
  /** With the gap to the message before. */
  readonly gaps: boolean;
  /** For CSS: the columns between the gap and the size. */
  readonly between: string;
  /** In less the list scrolls sideways; 0: it never does. */
  readonly leastWidthPx: number;
}

const narrowestColumnPx = 76;
const narrowestTopicPx = 72;
const betweenPx = 8;
/** Beside a topic there is no room for the gap in a narrower list. */
const roomyPx = 520;

/** Which columns a list of messages has, and how narrow they may become. */
export function historyColumns({ widthPx, columns, topics, lettered }: HistoryLook): HistoryColumns {
  const gaps = !topics || widthPx >= roomyPx;
  // Of the time, the gap, the size, and what is between and beside them.
  const fixedPx = (lettered ? 94 + 48 + 20 + 12 + 16 : 94 + 56 + 24 + 16) + (gaps ? 66 : 0);
  const topicPx = topics ? narrowestTopicPx + betweenPx : 0;
  const fields = columns === 0 ? 'minmax(0, 1fr)' : `repeat(${columns}, minmax(${narrowestColumnPx}px, 1fr))`;
  return {
    gaps,
    between: topics ? `minmax(${narrowestTopicPx}px, 1fr) ${fields}` : fields,
    leastWidthPx: columns === 0 ? 0 : fixedPx + columns * (narrowestColumnPx + betweenPx) + topicPx
  };
}
