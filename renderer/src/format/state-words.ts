import { assertNever } from '#contract/assert-never';
import { subscriptionProblems, type ConnectionState } from '#contract/connection';
import { stateWords, stepWords } from '#contract/words/rail';
import { failureBrief } from '#contract/words/failures';

/** A connection's state as text: the word alone, then the line with what is known. */
export function stateLine(state: ConnectionState): {
  readonly word: string;
  readonly line: string;
  readonly tone: 'plain' | 'amber' | 'red';
} {
  switch (state.kind) {
    case 'idle':
      return { word: stateWords.idle, line: stateWords.idle, tone: 'plain' };
    case 'connecting':
      return { word: stateWords.connecting, line: stepWords[state.step], tone: 'plain' };
    case 'online': {
      const problem = subscriptionProblems(state)[0];
      return problem
        ? { word: stateWords.online, line: failureBrief(problem), tone: 'amber' }
        : { word: stateWords.online, line: stateWords.online, tone: 'plain' };
    }
    case 'waiting':
      return { word: stateWords.reconnecting, line: stateWords.reconnectingTry(state.attempt), tone: 'amber' };
    case 'failed':
      return { word: stateWords.failed, line: failureBrief(state.failure), tone: 'red' };
    default:
      return assertNever(state);
  }
}
