import { assertNever } from '#contract/assert-never';
import { fail, succeed, type Result } from '#contract/failure';
import type { DecodeInput, DecodeJob, DecodeJobs, DecodeOutput } from '../decode-jobs';
import { OpenBody } from '../open-body';
import { PayloadReader } from './payload-reader';

type Order = { [J in DecodeJob]: { readonly job: J; readonly input: DecodeJobs[J]['input'] } }[DecodeJob];

/** Does the jobs of decode-jobs.ts, one at a time, and holds what they opened. */
export class DecodeDesk {
  readonly #alive: () => void;
  readonly #reader: PayloadReader;
  readonly #bodies = new Map<number, OpenBody>();

  /** `alive` says that work goes on; it throws when nobody waits for the job any more. */
  constructor(alive: () => void) {
    this.#alive = alive;
    this.#reader = new PayloadReader(alive);
  }

  /** Failure: not-kept (it is not open here). */
  run<J extends DecodeJob>(job: J, input: DecodeInput<J>): Result<DecodeOutput<J>> {
    const order = { job, input } as unknown as Order;
    return this.#do(order) as Result<DecodeOutput<J>>;
  }

  /** Of an answer the buffers that nobody here needs any more. */
  handedOver(answer: DecodeOutput<DecodeJob>): readonly ArrayBuffer[] {
    return ArrayBuffer.isView(answer) ? [answer.buffer as ArrayBuffer] : [];
  }

  #do(order: Order): Result<DecodeOutput<DecodeJob>> {
    switch (order.job) {
      case 'configure':
        return succeed(this.#reader.configure(order.input));
      case 'open':
        return succeed(this.#open(order.input));
      case 'lines':
        return this.#body(order.input.document, (body) => body.lines(order.input.first, order.input.count));
      case 'fold':
        return this.#body(order.input.document, (body) => {
          body.fold(order.input.line, order.input.open);
          return { lines: body.count };
        });
      case 'image': {
        const bytes = this.#bodies.get(order.input.document)?.imageBytes;
        // A copy: this buffer is handed over.
        return bytes ? succeed(new Uint8Array(bytes)) : fail('not-kept');
      }
      case 'close':
        this.#bodies.delete(order.input.document);
        return succeed(null);
      case 'openDiff':
      case 'diffRows':
      case 'unfoldDiff':
      case 'previews':
      case 'match':
      case 'numbers':
      case 'extract':
        return fail('not-kept');
      default:
        return assertNever(order);
    }
  }

  #open({ document, message, before, wish }: DecodeInput<'open'>): DecodeOutput<'open'> {
    const earlier = before === null ? null : this.#reader.read(before);
    const body = new OpenBody(this.#reader.read(message), earlier, wish, this.#alive);
    this.#bodies.set(document, body);
    return body.facts;
  }

  #body<T>(document: number, read: (body: OpenBody) => T): Result<T> {
    const body = this.#bodies.get(document);
    return body ? succeed(read(body)) : fail('not-kept');
  }
}
