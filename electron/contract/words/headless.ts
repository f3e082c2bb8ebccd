import { assertNever } from '../assert-never';
import type { ConnectionReport, ConnectionState } from '../connection';

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
  addressNotUsed: (sentence: string): string => `The address was not used. ${sentence}`,
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
      return `waiting to try again (${state.failure.code})`;
    case 'failed':
      return `failed (${state.failure.code})`;
    default:
      return assertNever(state);
  }
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
