import type { EngineStatus } from '#contract/frame';
import type { StoreCounters } from '../store/store-counters';
import type { LiveFacts } from './live-facts';

interface Shown {
  readonly nowMs: number;
  /** What this window's view holds beside the store. */
  readonly viewBytes: number;
  readonly newerWhilePaused: number | null;
}

/** The status line's figures, each from the one who counts it. */
export function engineStatus(counters: StoreCounters, live: LiveFacts, shown: Shown): EngineStatus {
  return {
    nowMs: shown.nowMs,
    messagesPerSecond: counters.messagesPerSecond,
    messages: counters.messages,
    topics: counters.topics,
    lagMs: live.lagMs,
    historyBytes: counters.historyBytes,
    historyBudgetBytes: counters.historyBudgetBytes,
    largeBytes: counters.largeBytes,
    largeBudgetBytes: counters.largeBudgetBytes,
    treeBytes: counters.treeBytes + shown.viewBytes,
    dropped: counters.dropped,
    discarded: counters.discarded,
    topicLimit: counters.topicLimit,
    topicsBeyondLimit: counters.topicsBeyondLimit,
    messagesBeyondLimit: counters.messagesBeyondLimit,
    overload: {
      step: live.overloadStep,
      waitingBytes: live.waitingBytes,
      bufferBytes: live.bufferBytes,
      lastValueOnly: counters.lastValueOnly
    },
    gaps: live.gaps,
    lastGap: live.lastGap,
    decodingRevision: live.decodingRevision,
    newerWhilePaused: shown.newerWhilePaused
  };
}
