import type { EngineStatus, FilterStatus, Frame, SelectedTopic } from '#contract/frame';

/** Whether a frame would show a person nothing new. The time alone is nothing new: the page counts ages itself. */
export function sameFrame(a: Frame, b: Frame): boolean {
  return (
    a.first === b.first &&
    a.totalRows === b.totalRows &&
    b.scrollTo === null &&
    a.waitingTopics === b.waitingTopics &&
    sameFilter(a.filter, b.filter) &&
    a.anchor?.node === b.anchor?.node &&
    a.anchor?.rank === b.anchor?.rank &&
    a.rows.length === b.rows.length &&
    a.rows.every((row, place) => row === b.rows[place]) &&
    sameStatus(a.status, b.status) &&
    sameSelected(a.selected, b.selected)
  );
}

function sameFilter(a: FilterStatus | null, b: FilterStatus | null): boolean {
  if (!a || !b) return a === b;
  // What is left out follows from the text.
  return a.text === b.text && a.matches === b.matches && a.topics === b.topics && a.complete === b.complete;
}

function sameStatus(a: EngineStatus, b: EngineStatus): boolean {
  return (
    a.messagesPerSecond === b.messagesPerSecond &&
    a.messages === b.messages &&
    a.topics === b.topics &&
    a.lagMs === b.lagMs &&
    a.historyBytes === b.historyBytes &&
    a.historyBudgetBytes === b.historyBudgetBytes &&
    a.largeBytes === b.largeBytes &&
    a.largeBudgetBytes === b.largeBudgetBytes &&
    a.treeBytes === b.treeBytes &&
    a.dropped === b.dropped &&
    a.discarded === b.discarded &&
    a.topicLimit === b.topicLimit &&
    a.topicsBeyondLimit === b.topicsBeyondLimit &&
    a.messagesBeyondLimit === b.messagesBeyondLimit &&
    a.overload.step === b.overload.step &&
    a.overload.waitingBytes === b.overload.waitingBytes &&
    a.overload.bufferBytes === b.overload.bufferBytes &&
    a.overload.lastValueOnly === b.overload.lastValueOnly &&
    a.gaps === b.gaps &&
    a.lastGap?.fromMs === b.lastGap?.fromMs &&
    a.lastGap?.toMs === b.lastGap?.toMs &&
    a.decodingRevision === b.decodingRevision &&
    a.newerWhilePaused === b.newerWhilePaused
  );
}

function sameSelected(a: SelectedTopic | null, b: SelectedTopic | null): boolean {
  if (!a || !b) return a === b;
  return (
    a.node === b.node &&
    a.messages === b.messages &&
    a.keptMessages === b.keptMessages &&
    a.newestSeq === b.newestSeq &&
    a.retainedAtMs === b.retainedAtMs
  );
}
