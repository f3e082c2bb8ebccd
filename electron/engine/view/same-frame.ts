import type { EngineStatus, Frame, SelectedTopic } from '#contract/frame';

/** Whether a frame would show a person nothing new. The time alone is nothing new: the page counts ages itself. */
export function sameFrame(a: Frame, b: Frame): boolean {
  return (
    a.first === b.first &&
    a.totalRows === b.totalRows &&
    a.waitingTopics === b.waitingTopics &&
    a.anchor?.node === b.anchor?.node &&
    a.anchor?.rank === b.anchor?.rank &&
    a.rows.length === b.rows.length &&
    a.rows.every((row, place) => row === b.rows[place]) &&
    sameStatus(a.status, b.status) &&
    sameSelected(a.selected, b.selected)
  );
}

function sameStatus(a: EngineStatus, b: EngineStatus): boolean {
  return (
    a.messagesPerSecond === b.messagesPerSecond &&
    a.messages === b.messages &&
    a.topics === b.topics &&
    a.historyBytes === b.historyBytes &&
    a.historyBudgetBytes === b.historyBudgetBytes &&
    a.dropped === b.dropped &&
    a.discarded === b.discarded &&
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
