const mostSpans = 64;
/** What is this near, in messages, is one time of overload. */
const nearMessages = 1_000;

/**
 * Where messages that came are not all kept one by one: replaced by newer ones of their topics, only counted, or of topics beyond the
 * limit. In few spans of seqs, so it may say so of messages beside them, never the other way round.
 */
export class ThinnedSpans {
  readonly #spans: { from: number; to: number }[] = [];

  /** Something behind message `from` and before message `to` is missing, or `from` itself is. */
  note(from: number, to: number): void {
    const last = this.#spans.at(-1);
    if (last !== undefined && from <= last.to + nearMessages) {
      last.from = Math.min(last.from, from);
      last.to = Math.max(last.to, to);
      return;
    }
    this.#spans.push({ from, to });
    const [oldest, next] = this.#spans;
    if (this.#spans.length <= mostSpans || !oldest || !next) return;
    next.from = oldest.from;
    this.#spans.shift();
  }

  /** Whether messages between these two may be missing. */
  between(from: number, to: number): boolean {
    return this.#spans.some((span) => span.to > from && span.from < to);
  }
}
