import { assertNever } from '#contract/assert-never';
import { fail, succeed, type Result } from '#contract/failure';
import { inspectorBounds } from '#contract/limits';
import type { Preview } from '#contract/message';
import { imagePreview } from '../envelope-preview';
import type { DecodeInput, DecodeJob, DecodeJobs, DecodeOutput } from '../decode-jobs';
import { FieldJobs, fieldTexts } from '../fields/field-jobs';
import type { MessageToDecode } from '../message-to-decode';
import { OpenBody } from '../open-body';
import { payloadText } from '../payload-text';
import { batchMessages } from './batch-messages';
import { DiffJobs } from './diff-jobs';
import { matchBatch } from './message-match';
import { messagePreview } from './message-preview';
import { PayloadReader } from './payload-reader';
import type { WorkSigns } from './work-signs';

const longestColumnCharacters = 200;

type Order = { [J in DecodeJob]: { readonly job: J; readonly input: DecodeJobs[J]['input'] } }[DecodeJob];

/** Does the jobs of decode-jobs.ts, one at a time, and holds what they opened. */
export class DecodeDesk {
  readonly #alive: () => void;
  readonly #reader: PayloadReader;
  readonly #bodies = new Map<number, OpenBody>();
  readonly #diffs: DiffJobs;
  #fields: FieldJobs;

  constructor(signs: WorkSigns) {
    this.#alive = () => signs.alive();
    this.#reader = new PayloadReader(signs);
    this.#diffs = new DiffJobs((message) => this.#reader.read(message), this.#alive);
    this.#fields = this.#fieldJobs();
  }

  /** Failures: not-kept (it is not open here), request-invalid (it has no picture, or no field there), copy-too-large. */
  run<J extends DecodeJob>(job: J, input: DecodeInput<J>): Result<DecodeOutput<J>> {
    const order = { job, input } as unknown as Order;
    return this.#do(order) as Result<DecodeOutput<J>>;
  }

  #do(order: Order): Result<DecodeOutput<DecodeJob>> {
    switch (order.job) {
      case 'configure': {
        const types = this.#reader.configure(order.input);
        this.#fields = this.#fieldJobs();
        return succeed(types);
      }
      case 'open':
        return succeed(this.#open(order.input));
      case 'lines':
        return this.#body(order.input.document, (body) => body.lines(order.input.first, order.input.count));
      case 'fold':
        return this.#body(order.input.document, (body) => {
          body.fold(order.input.line, order.input.open);
          return { lines: body.count };
        });
      case 'field':
        return this.#field(order.input);
      case 'image':
        return this.#image(order.input.document);
      case 'text':
        return textOf(order.input.payload);
      case 'close':
        this.#bodies.delete(order.input.document);
        this.#diffs.close(order.input.document);
        return succeed(null);
      case 'openDiff':
        return succeed(this.#diffs.open(order.input));
      case 'diffRows':
        return this.#diffs.rows(order.input);
      case 'unfoldDiff':
        return this.#diffs.unfold(order.input);
      case 'previews':
        return succeed(this.#previews(order.input));
      case 'match':
        return succeed(this.#match(order.input));
      case 'numbers':
        return succeed(this.#fields.numbers(order.input));
      case 'extract':
        return succeed(this.#fields.extract(order.input));
      default:
        return assertNever(order);
    }
  }

  #open({ document, message, before, wish, undecoded }: DecodeInput<'open'>): DecodeOutput<'open'> {
    const earlier = before === null ? null : this.#reader.read(before);
    const read = undecoded === null ? this.#reader.readAlone(message) : this.#reader.undecoded(message, undecoded);
    const body = new OpenBody(read, earlier, wish, this.#alive);
    this.#bodies.set(document, body);
    return body.facts;
  }

  #body<T>(document: number, read: (body: OpenBody) => T): Result<T> {
    const body = this.#bodies.get(document);
    return body ? succeed(read(body)) : fail('not-kept');
  }

  #field({ document, line }: DecodeInput<'field'>): Result<DecodeOutput<'field'>> {
    const body = this.#bodies.get(document);
    if (!body) return fail('not-kept');
    const found = body.field(line, this.#alive);
    if (found === undefined) return fail('request-invalid', 'no field');
    return found === null ? fail('copy-too-large') : succeed(found);
  }

  /** A copy: what is answered is handed over. */
  #image(document: number): Result<Uint8Array> {
    const body = this.#bodies.get(document);
    if (!body) return fail('not-kept');
    return body.imageBytes === null ? fail('request-invalid', 'no picture') : succeed(new Uint8Array(body.imageBytes));
  }

  #previews({ messages, columns }: DecodeInput<'previews'>): DecodeOutput<'previews'> {
    const paths = columns.slice(0, inspectorBounds.columns);
    return Array.from(batchMessages(messages), (message) => {
      const picture = this.#pictureOf(message);
      if (picture !== null) return { preview: picture, columns: paths.map(() => null) };
      const read = this.#reader.read(message);
      return {
        preview: messagePreview(read),
        columns: paths.length === 0 ? [] : fieldTexts(read.decoded, paths, longestColumnCharacters)
      };
    });
  }

  /** Pictures are not unpacked or drawn for a row; null: it is none, or a rule says that it is something else. */
  #pictureOf({ topic, payload }: MessageToDecode): Preview | null {
    const rule = this.#reader.rules.of(topic);
    if (rule !== null && rule.decoder !== 'auto' && rule.decoder !== 'image') return null;
    return imagePreview(payload, payload.length);
  }

  #match({ messages, words }: DecodeInput<'match'>): Uint8Array {
    const { rules } = this.#reader;
    return matchBatch(messages, words, { rules, read: (message) => this.#reader.read(message), alive: this.#alive });
  }

  #fieldJobs(): FieldJobs {
    return new FieldJobs({
      rules: this.#reader.rules,
      read: (message) => this.#reader.read(message),
      alive: this.#alive
    });
  }
}

function textOf(payload: Uint8Array): Result<string> {
  const text = payloadText(payload);
  return text === null ? fail('copy-too-large') : succeed(text);
}
