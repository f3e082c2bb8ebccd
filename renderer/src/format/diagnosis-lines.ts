import { assertNever } from '#contract/assert-never';
import type { Diagnosis, StepReport } from '#contract/diagnosis';
import type { FailureFacts } from '#contract/failure';
import { diagnosisFactWords, diagnosisStepWords, diagnosisWords } from '#contract/words/diagnosis';
import { chainWords } from '#contract/words/tls-form';
import { formatDuration } from './step-durations';

/** One step as the list shows it. */
export interface StepLine {
  readonly step: StepReport['step'];
  readonly outcome: StepReport['outcome'];
  readonly title: string;
  /** What was found; empty: nothing yet. */
  readonly found: string;
  /** Empty while there is none. */
  readonly duration: string;
}

/** How a test stands, in one line. */
export interface DiagnosisSummary {
  readonly kind: 'running' | 'passed' | 'stopped' | 'cancelled';
  readonly text: string;
}

/** `running`: a test is under way; else a step that was running when it ended was cut off. */
export function stepLines({ steps }: Diagnosis, running: boolean): readonly StepLine[] {
  const socket = isSocket(steps);
  return steps.map(({ step, outcome, durationMs, facts }) => ({
    step,
    outcome: outcome === 'running' && !running ? 'not-reached' : outcome,
    title: wordsOf(step, socket).title,
    found: foundLine(step, facts),
    duration: durationMs === null ? '' : formatDuration(durationMs)
  }));
}

export function diagnosisSummary(diagnosis: Diagnosis, running: boolean): DiagnosisSummary {
  const { steps, done, failure } = diagnosis;
  const count = steps.length;
  if (done && failure === null) {
    const tookMs = steps.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0);
    return { kind: 'passed', text: diagnosisWords.passed(count, formatDuration(tookMs)) };
  }
  const at = steps.findIndex(({ outcome }) => outcome === 'failed' || outcome === 'running');
  const brief = (index: number): string => {
    const step = steps[index]?.step;
    return step === undefined ? '' : wordsOf(step, isSocket(steps)).brief;
  };
  if (done) {
    return at === -1
      ? { kind: 'stopped', text: diagnosisWords.notStarted }
      : { kind: 'stopped', text: diagnosisWords.stopped(at + 1, count, brief(at)) };
  }
  if (!running) return { kind: 'cancelled', text: diagnosisWords.cancelled };
  return {
    kind: 'running',
    text: at === -1 ? diagnosisWords.starting : diagnosisWords.running(at + 1, count, brief(at))
  };
}

/** A socket in the file system has no name to look up. */
function isSocket(steps: readonly StepReport[]): boolean {
  return steps[0]?.step === 'tcp';
}

function wordsOf(step: StepReport['step'], socket: boolean): { readonly title: string; readonly brief: string } {
  return diagnosisStepWords[step === 'tcp' && socket ? 'socket' : step];
}

/** Keys of the facts: contract/diagnosis.ts. */
function foundLine(step: StepReport['step'], facts: FailureFacts): string {
  const words = diagnosisFactWords;
  const text = (name: string): string => String(facts[name] ?? '');
  switch (step) {
    case 'name':
      return joined(facts, 'host', 'address', words.name);
    case 'tcp':
      return text('path') || joined(facts, 'address', 'port', words.place);
    case 'proxy': {
      const kind = Object.entries(words.proxyKinds).find(([name]) => name === facts['kind'])?.[1] ?? '';
      return words.proxy(kind, joined(facts, 'host', 'port', words.place)).trim();
    }
    case 'tls':
      return listed([
        tlsVersion(text('version')),
        typeof facts['certificates'] === 'number' && facts['certificates'] > 0
          ? words.chainOf(facts['certificates'])
          : '',
        isTrue(facts['byFingerprint']) ? words.byFingerprint : '',
        ...flawsOf(text('flaws')),
        text('alpn') === '' ? '' : words.alpn(text('alpn'))
      ]);
    case 'websocket':
      return listed([
        text('path') === '' ? '' : words.websocket(withoutQuery(text('path'))),
        text('status') === '' ? '' : words.httpStatus(text('status'))
      ]);
    case 'mqtt':
      return listed([
        text('mqttVersion') === '' ? '' : words.mqttVersion(text('mqttVersion')),
        isTrue(facts['fellBack']) ? words.fellBack : '',
        isTrue(facts['sessionPresent']) ? words.sessionPresent : ''
      ]);
    case 'subscribe':
      if (facts['asked'] === 0) return words.noFilters;
      return joined(facts, 'granted', 'asked', words.subscribe);
    default:
      return assertNever(step);
  }
}

function joined(
  facts: FailureFacts,
  one: string,
  other: string,
  words: (one: string, other: string) => string
): string {
  const [first, second] = [facts[one], facts[other]];
  if (first === undefined) return '';
  return second === undefined ? String(first) : words(String(first), String(second));
}

function listed(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}

/** What is still wrong with a certificate that is trusted by itself, in the words of the chain. */
function flawsOf(flaws: string): readonly string[] {
  const given = flaws.split(' ');
  return Object.entries(chainWords.flaws).flatMap(([flaw, word]) => (given.includes(flaw) ? [word] : []));
}

/** Node says `TLSv1.3`, people say `TLS 1.3`. */
function tlsVersion(version: string): string {
  const number = /^TLSv(1(?:\.\d)?)$/.exec(version)?.[1];
  return number === undefined ? version : diagnosisFactWords.tlsVersion(number === '1' ? '1.0' : number);
}

/** Tokens stand in query strings. */
export function withoutQuery(path: string): string {
  const at = path.indexOf('?');
  return at === -1 ? path : `${path.slice(0, at)}?…`;
}

function isTrue(fact: string | number | undefined): boolean {
  return fact !== undefined && fact !== 0 && fact !== 'false' && fact !== '';
}
