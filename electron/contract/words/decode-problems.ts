import { assertNever } from '../assert-never';
import type { DecodeProblem, DecodeProblemCode } from '../decoding';
import type { BodyFormat } from '../document';
import { decodingBounds } from '../limits';
import type { PayloadFormat } from '../payload-format';
import { FactReader } from './failure-entry';
import { formatNames, shortTypeName } from './decoding';

/** What went wrong: a title without a full stop, and a sentence where there is more to say. */
export interface DecodeProblemText {
  readonly title: string;
  readonly detail: string;
}

export const decodeProblemWords = {
  otherSchema: 'Other schema…',
  otherDecoder: 'Other decoder…'
} as const;

type Sentence = (problem: DecodeProblem, facts: FactReader) => string;

const where = ({ byte }: DecodeProblem, otherwise: string): string =>
  byte === null ? otherwise : `byte ${whole(byte)}`;

/** A value cut short is named by its first byte; in text and in compressed payloads the end is all that is known. */
const namesStart: ReadonlySet<PayloadFormat> = new Set(['messagepack', 'cbor', 'protobuf', 'sparkplug']);

/** A code without words is a compile error. */
const details: Readonly<Record<DecodeProblemCode, Sentence>> = {
  'cut-short': (problem) => {
    if (problem.byte === null) return 'It ends in the middle of a value.';
    return namesStart.has(problem.format)
      ? `It ends in the middle of the value that starts at ${where(problem, '')}.`
      : `It ends at ${where(problem, '')}, in the middle of a value.`;
  },
  invalid: (problem) =>
    problem.byte === null
      ? 'Its content does not follow the format.'
      : `Byte ${whole(problem.byte)} is not allowed there.`,
  'bytes-left-over': (problem) =>
    problem.byte === null
      ? 'More bytes follow after its end.'
      : `The value ends before ${where(problem, '')}, and more bytes follow.`,
  'too-deep': () => `It nests deeper than ${whole(decodingBounds.levels)} levels.`,
  'too-large': () => `Decoded it would be larger than ${whole(decodingBounds.decodedBytes / 1_000_000)} MB.`,
  'too-slow': () => `Decoding took longer than ${whole(decodingBounds.jobMs / 1_000)} s and was stopped.`,
  'out-of-memory': () => 'Decoding it took too much memory and was stopped.',
  checksum: () => 'Its checksum does not fit: some of it was changed or lost.',
  'type-unknown': (_, facts) =>
    facts.text('type', '') === ''
      ? 'No message type is chosen for this topic.'
      : `No schema file has the message type ${facts.text('type', '')}.`,
  'schema-invalid': (_, facts) => schemaDetail(facts),
  'wire-type': (problem, facts) => wireTypeDetail(problem, facts)
};

/** Types 6 and 7 are none; 0 to 5 are, and may still not be what the schema says (protobuf.dev, Encoding). */
const lastWireType = 5;

function wireTypeDetail(problem: DecodeProblem, facts: FactReader): string {
  const field = facts.has('field') ? `field ${facts.text('field', '')}` : 'a field';
  const type = facts.text('wireType', '');
  const start = problem.byte === null ? 'It has' : `Byte ${whole(problem.byte)} starts`;
  if (type === '') return `${start} ${field} with a wire type that does not fit.`;
  return Number(type) > lastWireType
    ? `${start} ${field} with wire type ${type}, which does not exist.`
    : `${start} ${field} with wire type ${type}, which does not fit the schema.`;
}

function schemaDetail(facts: FactReader): string {
  if (facts.has('import')) return `It imports ${facts.text('import', '')}: add that file, too.`;
  if (!facts.has('declaredIn')) return 'Some of its message types are not known.';
  const more = Number(facts.text('more', '0'));
  const types = `${facts.text('type', '')}${more > 0 ? ` and ${whole(more)} more` : ''}`;
  return `${types} ${more > 0 ? 'are' : 'is'} read as ${facts.text('declaredIn', '')} says.`;
}

/** A problem beside a message: `shown` is what the body is drawn as instead; null where nothing else is shown (a row, a file). */
export function decodeProblemText(
  problem: DecodeProblem,
  messageType: string | null,
  shown: BodyFormat | null
): DecodeProblemText {
  const facts = new FactReader(problem.facts);
  const name = formatNames[problem.format];
  const instead = shown === null ? '' : `, shown as ${shownAs[shown]}`;
  return { title: `${titleOf(problem, name, messageType)}${instead}`, detail: details[problem.code](problem, facts) };
}

function titleOf({ code, format, facts }: DecodeProblem, name: string, messageType: string | null): string {
  switch (code) {
    case 'too-deep':
    case 'too-large':
    case 'too-slow':
    case 'out-of-memory':
      return `Not decoded as ${name}`;
    case 'type-unknown':
      return facts['type'] === undefined || facts['type'] === '' ? 'No message type chosen' : 'Message type not found';
    case 'schema-invalid':
      if (facts['import'] !== undefined) return 'An imported file is missing';
      return facts['declaredIn'] === undefined ? 'Schema not readable' : 'Declared twice';
    case 'cut-short':
    case 'invalid':
    case 'bytes-left-over':
    case 'checksum':
    case 'wire-type':
      return format === 'protobuf' && messageType !== null && messageType !== ''
        ? `Not valid ${name} for ${shortTypeName(messageType)}`
        : `Not valid ${name}`;
    default:
      return assertNever(code);
  }
}

const shownAs: Readonly<Record<BodyFormat, string>> = {
  json: 'JSON',
  xml: 'XML',
  text: 'text',
  binary: 'hex',
  image: 'an image',
  empty: 'empty'
};

/** Counts in these sentences are grouped as everywhere (`1,284`). */
function whole(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 0 });
}
