import { fail, succeed, type Result } from '#contract/failure';
import { topicNameProblem } from '#contract/topic';
import type { PublishAnswer } from '#contract/engine';

/** A broker that has not acknowledged by now is told as such; the message may still have arrived. */
export const acknowledgeLimitMs = 30_000;

export interface PublishRequest {
  readonly topic: string;
  readonly payload: string;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  /** Of the message that is answered; null: none. */
  readonly correlationData: Uint8Array | null;
}

export interface PublisherParts {
  /** Sends at once; calls back once with the acknowledgement. The answer forgets the send. */
  readonly send: (
    message: Omit<PublishRequest, 'payload'> & { readonly payload: Uint8Array },
    answered: (result: Result<{ readonly reasonCode: number }>) => void
  ) => () => void;
  /** Milliseconds that only go forward: for the round trip. */
  readonly monotonicMs: () => number;
  readonly after: (delayMs: number, action: () => void) => () => void;
}

const encoder = new TextEncoder();

/** Outgoing messages: checked, timed, limited in time. Nothing is queued while offline. */
export class Publisher {
  readonly #parts: PublisherParts;

  constructor(parts: PublisherParts) {
    this.#parts = parts;
  }

  /**
   * Failures: topic-invalid, read-only, offline, payload-too-large, publish-refused, publish-unanswered. An aborted request stops
   * waiting and answers publish-unanswered; what was sent stays sent.
   */
  async publish(request: PublishRequest, signal: AbortSignal): Promise<Result<PublishAnswer>> {
    const { topic, payload, qos, retain, correlationData } = request;
    const problem = topicNameProblem(topic);
    if (problem !== null) return fail('topic-invalid', '', { topic: topic.slice(0, 1_000), problem });
    if (signal.aborted) return fail('publish-unanswered', 'abandoned', { topic });
    const { send, monotonicMs, after } = this.#parts;
    return new Promise((resolve) => {
      const startedMs = monotonicMs();
      const stop = (why: Result<PublishAnswer>): void => {
        cancelLimit();
        signal.removeEventListener('abort', onAbort);
        forget();
        resolve(why);
      };
      const onAbort = (): void => stop(fail('publish-unanswered', 'abandoned', { topic }));
      let forget = (): void => {};
      const cancelLimit = after(acknowledgeLimitMs, () =>
        stop(fail('publish-unanswered', '', { topic, seconds: acknowledgeLimitMs / 1_000 }))
      );
      signal.addEventListener('abort', onAbort, { once: true });
      forget = send({ topic, payload: encoder.encode(payload), qos, retain, correlationData }, (result) => {
        if (!result.ok) return stop(result);
        const tookMs = Math.max(0, monotonicMs() - startedMs);
        stop(succeed({ acknowledgedMs: qos === 0 ? null : tookMs, reasonCode: result.value.reasonCode }));
      });
    });
  }
}
