import type { FieldPath } from '#contract/chart';

interface HistoryLook {
  readonly widthPx: number;
  /** Fields as columns; none: all in one. */
  readonly columns: readonly FieldPath[];
  /** With the topic of each row. */
  readonly topics: boolean;
  /** With room for the letters of A and B. */
  readonly lettered: boolean;
}

interface HistoryColumns {
  /** With the gap to the message before. */
  readonly gaps: boolean;
  /** For CSS: the columns of a grid. */
  readonly template: string;
  /** In less the list scrolls sideways; 0: it never does. */
  readonly leastWidthPx: number;
}

const timePx = 94;
const betweenPx = 8;
const narrowestTopicPx = 72;
const narrowestColumnPx = 76;
/** A longer name is shortened. */
const widestNamePx = 132;
/** Of a character of the fixed-width font at 11 px, of the button behind a name, and of the menu behind the last one. */
const characterPx = 6.61;
const removePx = 22;
const menuPx = 20;
/** Beside a topic there is no room for the gap in a narrower list. */
const roomyPx = 520;

/** Which columns a list of messages has, and how narrow they may become. */
export function historyColumns({ widthPx, columns, topics, lettered }: HistoryLook): HistoryColumns {
  const gaps = !topics || widthPx >= roomyPx;
  const { gapPx, sizePx, besidePx } = lettered
    ? { gapPx: 52, sizePx: 48, besidePx: 20 + 12 }
    : { gapPx: 58, sizePx: 56, besidePx: 12 + 12 };
  const fixed = [timePx, ...(gaps ? [gapPx] : []), sizePx];
  const leastOfFields = columns.map((path, at) => {
    const namePx = Math.ceil(path.length * characterPx + removePx) + (at === columns.length - 1 ? menuPx : 0);
    return Math.min(widestNamePx, Math.max(narrowestColumnPx, namePx));
  });
  const least = [...(topics ? [narrowestTopicPx] : []), ...leastOfFields];
  const growing = least.map((px) => `minmax(${px}px, 1fr)`);
  const template = [
    ...fixed.slice(0, -1).map((px) => `${px}px`),
    ...growing,
    ...(columns.length === 0 ? ['minmax(0, 1fr)'] : []),
    `${sizePx}px`
  ];
  const widths = [...fixed, ...least];
  const leastWidthPx = widths.reduce((sum, px) => sum + px, besidePx + (widths.length - 1) * betweenPx);
  return { gaps, template: template.join(' '), leastWidthPx: columns.length === 0 ? 0 : leastWidthPx };
}
