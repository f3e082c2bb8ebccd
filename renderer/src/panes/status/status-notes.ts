import { maxCountedBeyond, type EngineStatus } from '#contract/frame';
import type { Gap } from '#contract/message';
import { statusNoteWords } from '#contract/words/status';
import { formatWhole } from '../../format/numbers';
import { formatDay, formatSeconds } from '../../format/times';

/** What one figure of the status line stands for, in sentences and exact numbers. */
export interface StatusNote {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly figures: readonly (readonly [name: string, value: string])[];
}

const words = statusNoteWords;
const bytes = (count: number): string => words.bytes(formatWhole(count));
const bytesOf = (used: number, budget: number): string => words.of(bytes(used), bytes(budget));

export function memoryNote(status: EngineStatus): StatusNote {
  return {
    title: words.memoryTitle,
    sentences: [words.memoryMeaning],
    figures: [
      [words.memoryHistory, bytesOf(status.historyBytes, status.historyBudgetBytes)],
      [words.memoryLarge, bytesOf(status.largeBytes, status.largeBudgetBytes)],
      [words.memoryTree, bytes(status.treeBytes)],
      [words.memoryDiscarded, formatWhole(status.discarded)]
    ]
  };
}

export function droppedNote({ dropped }: EngineStatus): StatusNote {
  return {
    title: words.droppedTitle,
    sentences:
      dropped > 0 ? [words.droppedSome(dropped, formatWhole(dropped)), words.droppedHint] : [words.droppedNone],
    figures: []
  };
}

/** Null: the tree holds every topic. */
export function beyondNote(status: EngineStatus): StatusNote | null {
  if (status.topicsBeyondLimit === 0) return null;
  return {
    title: words.beyondTitle,
    sentences: [words.beyondMeaning(formatWhole(status.topicLimit)), words.beyondHint],
    figures: [
      [words.beyondShown, formatWhole(status.topics)],
      [words.beyondTopics, topicsBeyond(status)],
      [words.beyondMessages, formatWhole(status.messagesBeyondLimit)]
    ]
  };
}

/** They are told apart up to a bound; there it stands for "at least". */
export function topicsBeyond({ topicsBeyondLimit }: EngineStatus): string {
  const count = formatWhole(topicsBeyondLimit);
  return topicsBeyondLimit >= maxCountedBeyond ? words.atLeast(count) : count;
}

/** Null: it keeps up. */
export function overloadNote({ overload, dropped }: EngineStatus): StatusNote | null {
  const { step, waitingBytes, bufferBytes, lastValueOnly } = overload;
  if (step === 0) return null;
  return {
    title: words.overloadTitle[step],
    sentences: [words.overloadMeaning[step], words.overloadHint],
    figures: [
      [words.overloadWaiting, bytesOf(waitingBytes, bufferBytes)],
      [words.overloadLastOnly, formatWhole(lastValueOnly)],
      [words.overloadDropped, formatWhole(dropped)]
    ]
  };
}

/** Null: nothing is known to be missing. */
export function gapNote({ gaps, lastGap, nowMs }: EngineStatus): StatusNote | null {
  if (!lastGap) return null;
  return {
    title: words.gapTitle(gaps),
    sentences: [gapSentence(lastGap, nowMs), ...(gaps > 1 ? [words.gapNewest(formatWhole(gaps))] : []), words.gapHint],
    figures: []
  };
}

function gapSentence({ fromMs, toMs, cause }: Gap, nowMs: number): string {
  const at = (epochMs: number): string =>
    formatDay(epochMs) === formatDay(nowMs)
      ? formatSeconds(epochMs)
      : `${formatDay(epochMs)} ${formatSeconds(epochMs)}`;
  return cause === 'offline' ? words.gapOffline(at(fromMs), at(toMs)) : words.gapStopped(at(fromMs), at(toMs));
}
