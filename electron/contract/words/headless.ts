import { assertNever } from '../assert-never';
import type { ConnectionReport, ConnectionState } from '../connection';
import type { Failure } from '../failure';
import { failureBrief, failureWords } from './failures';

/** What the terminal is told with --status and --smoke, and on a start with an address. */
export const headlessWords = {
  noConnection: 'no connection',
  line: (name: string, { state, counters }: ConnectionReport): string =>
    `${name}: ${stateWord(state)}, ${count(counters.topics)} topics, ${count(counters.messagesPerSecond)} msg/s`,
  screenshot: (file: string): string => `screenshot: ${file}`,
  screenshotFailed: 'the window could not be captured',
  smokePassed: (line: string): string => `smoke: the tree is drawn. ${line}`,
  smokeFailed: (reason: string): string => `smoke: ${reason}`,
  treeNotDrawn: (seconds: number, line: string): string => `no tree was drawn within ${seconds} s. ${line}`,
  refused: (failure: Failure): string => sentences(failure),
  handedOn: 'Treeline is running already; it has the front now.'
} as const;

function stateWord(state: ConnectionState): string {
  switch (state.kind) {
    case 'idle':
      return 'not connected';
    case 'connecting':
      return `connecting (${state.step})`;
    case 'online':
      return 'online';
    case 'waiting':
      return `waiting to try again (${failureBrief(state.failure)})`;
    case 'failed':
      return `failed (${failureBrief(state.failure)})`;
    default:
      return assertNever(state);
  }
}

function sentences(failure: Failure): string {
  const { title, meaning, action } = failureWords(failure);
  return `${title}. ${meaning} ${action}`.trim();
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
