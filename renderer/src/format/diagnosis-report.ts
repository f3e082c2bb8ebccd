import { formatAddress, type BrokerAddress } from '#contract/address';
import type { ChainCertificate, Diagnosis } from '#contract/diagnosis';
import type { Failure, FailureFacts } from '#contract/failure';
import { diagnosisWords, reportWords } from '#contract/words/diagnosis';
import { failureWords } from '#contract/words/failures';
import { formatCertificateDay } from './certificate-dates';
import { diagnosisSummary, stepLines, withoutQuery, type StepLine } from './diagnosis-lines';

interface ReportParts {
  readonly diagnosis: Diagnosis;
  /** Null: the form's fields make none. */
  readonly address: BrokerAddress | null;
  /** Program, runtime and system. */
  readonly runtime: string;
  /** What the form holds of the sign-in: blotted out wherever a broker repeats it. */
  readonly secrets: readonly string[];
}

/** A test as plain text that may be shown to others: no username, password, header or query string is in it. */
export function diagnosisReport({ diagnosis, address, runtime, secrets }: ReportParts): string {
  const clean = (text: string): string => secrets.reduce(blot, text);
  const told = cleanDiagnosis(diagnosis, clean);
  const { failure, chain } = told;
  return [
    reportWords.title,
    '',
    reportWords.startedAt(new Date(told.startedAtMs).toISOString()),
    reportWords.runtime(runtime),
    ...(address ? [reportWords.address(formatAddress({ ...address, path: withoutQuery(address.path) }))] : []),
    reportWords.result(diagnosisSummary(told, false).text),
    '',
    reportWords.steps,
    ...stepLines(told, false).flatMap(stepText),
    ...(failure ? ['', reportWords.failure, ...failureText(failure)] : []),
    ...(chain.length > 0 ? ['', reportWords.chain, ...chain.flatMap(certificateText)] : []),
    '',
    reportWords.nothingSecret,
    ''
  ].join('\n');
}

/** `treeline/0.4.0 … Electron/45.0.0`: the parts of a user agent that a report needs, then the system. */
export function runtimeText(userAgent: string): string {
  const parts = [...userAgent.matchAll(/\b(treeline|electron|chrome)\/([\w.-]+)/gi)].map(
    ([, name = '', version = '']) => `${name.charAt(0).toUpperCase()}${name.slice(1).toLowerCase()} ${version}`
  );
  const system = /\(([^()]*)\)/.exec(userAgent)?.[1] ?? '';
  return [...parts, system].filter((part) => part !== '').join(', ');
}

function stepText(line: StepLine, index: number): string[] {
  const outcomes = {
    done: reportWords.done(line.duration),
    failed: reportWords.failed(line.duration),
    running: reportWords.unfinished,
    'not-reached': diagnosisWords.notReached.toLowerCase()
  } as const;
  return [reportWords.step(index + 1, line.title, outcomes[line.outcome]), ...indented([line.found])];
}

function failureText(failure: Failure): string[] {
  const { title, meaning } = failureWords(failure);
  const code = reportWords.code([failure.code, failure.raw].filter((part) => part !== '').join(' '));
  return indented([title, meaning, code]);
}

function certificateText(certificate: ChainCertificate, index: number): string[] {
  const { subject, issuer, validFromMs, validToMs, keyType, names, fingerprint } = certificate;
  return [
    reportWords.certificate(index + 1, subject, issuer),
    ...indented([
      reportWords.certificateDates(formatCertificateDay(validFromMs), formatCertificateDay(validToMs), keyType),
      names.length === 0 ? '' : reportWords.certificateNames(names.join(', ')),
      reportWords.certificateFingerprint(fingerprint)
    ])
  ];
}

function indented(lines: readonly string[]): string[] {
  return lines.filter((line) => line !== '').map((line) => `   ${line}`);
}

/** Everything in it that came from outside, without what is secret. */
function cleanDiagnosis(diagnosis: Diagnosis, clean: (text: string) => string): Diagnosis {
  const { failure, steps } = diagnosis;
  return {
    ...diagnosis,
    steps: steps.map((step) => ({ ...step, facts: cleanFacts(step.facts, clean) })),
    failure: failure && { ...failure, raw: clean(failure.raw), facts: cleanFacts(failure.facts, clean) }
  };
}

/** The broker's own text and the places it points to; hosts and names of certificates stay as they are. */
const foreignFacts: ReadonlySet<string> = new Set(['brokerSays', 'serverReference', 'method', 'proxySays']);
const placeFacts: ReadonlySet<string> = new Set(['path', 'location']);

function cleanFacts(facts: FailureFacts, clean: (text: string) => string): FailureFacts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      if (typeof value !== 'string') return [name, value];
      if (placeFacts.has(name)) return [name, clean(withoutQuery(value).replace(/\/\/[^/]*@/, '//'))];
      return [name, foreignFacts.has(name) ? clean(value) : value];
    })
  );
}

/** As a word of its own only, so that a user called `a` does not blot out every a. */
function blot(text: string, secret: string): string {
  if (secret === '') return text;
  const inside = /^[\p{L}\p{N}]$/u;
  const pieces = text.split(secret);
  return pieces.reduce((before, after) => {
    const [left, right] = [before.at(-1) ?? '', after.at(0) ?? ''];
    const partOfWord = secret.length < 4 && (inside.test(left) || inside.test(right));
    return `${before}${partOfWord ? secret : reportWords.leftOut}${after}`;
  });
}
