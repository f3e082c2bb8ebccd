import type { DecodeInput, DecodeJob, DecodeOutput } from '../../electron/engine/decode/decode-jobs';
import type { MessageBatch } from '../../electron/engine/decode/message-to-decode';
import type { RunJobs } from '../../electron/engine/decode/run-jobs';
import { succeed, type Result } from '../../electron/contract/failure';
import type { ListParts } from '../../electron/engine/inspect/history-list';
import { History } from '../../electron/engine/store/history';
import { TopicTree } from '../../electron/engine/store/topic-tree';
import { arrival } from './arrival';

const decoder = new TextDecoder();

/** A history with small blocks, so that room is made all the time, and a tree of its topics. */
export class KeptHistory {
  readonly tree = new TopicTree({ maxNodes: 100_000, random: () => 0.5 });
  readonly history: History;
  lastSeq = 0;
  /** Of each node what was sent, oldest first; `kept` cuts it to what is still there. */
  readonly sent = new Map<number, { readonly seq: number; readonly payload: string }[]>();

  constructor(budgetBytes: number, blockBytes = 2_048) {
    this.history = new History({ budgetBytes, largeBudgetBytes: 10_000, blockBytes, overLargeBytes: blockBytes / 8 });
    this.tree.watch({
      reserve: (capacity) => this.history.reserve(capacity),
      rotated: () => undefined,
      placed: () => undefined,
      becameTopic: () => undefined
    });
  }

  get order(): TopicTree {
    return this.tree;
  }

  get kept(): History['keptLog'] {
    return this.history.keptLog;
  }

  node(topic: string): number {
    const bytes = new TextEncoder().encode(topic);
    return this.tree.place(bytes, 0, bytes.length);
  }

  send(
    node: number,
    payload: string,
    more: { readonly replaces?: boolean; readonly receivedAtMs?: number } = {}
  ): void {
    this.lastSeq += 1;
    const list = this.sent.get(node) ?? [];
    this.sent.set(node, list);
    const message = arrival('', payload, { receivedAtMs: more.receivedAtMs ?? 1_000_000 + this.lastSeq });
    if (more.replaces) {
      list.pop();
      this.history.replaceNewest(node, message, this.lastSeq);
    } else {
      this.history.append(node, message, this.lastSeq);
    }
    list.push({ seq: this.lastSeq, payload });
  }

  /** What is kept of a node, oldest first: always its newest ones. */
  keptOf(node: number): readonly { readonly seq: number; readonly payload: string }[] {
    const list = this.sent.get(node) ?? [];
    list.splice(0, list.length - this.history.kept(node));
    return list;
  }

  /** For lists; the worker is a plain search in the payload's text and the topic. */
  listParts(runJobs: RunJobs = plainJobs): ListParts {
    const births: readonly Uint8Array[] = [];
    return {
      store: this,
      source: { store: this, contentTypeOf: () => null, births: { birthsAt: () => births } },
      runJobs,
      gapBetween: () => null,
      displayBytes: (bytes) => decoder.decode(bytes),
      decodingRevision: () => 0,
      previewStart: (start) => (start === null ? { kind: 'not-kept' } : { kind: 'text', text: decoder.decode(start) })
    };
  }
}

/** Does `match` and `previews` in the plainest way. A column is the payload up to as many characters as it says. */
const plainJobs: RunJobs = {
  run<J extends DecodeJob>(job: J, input: DecodeInput<J>): Promise<Result<DecodeOutput<J>>> {
    const order = { job, input } as { job: DecodeJob; input: unknown };
    if (order.job === 'match') {
      const { messages, words } = order.input as DecodeInput<'match'>;
      const texts = textsOf(messages).map((text) => Number(words.every((word) => text.toLowerCase().includes(word))));
      return Promise.resolve(succeed(Uint8Array.from(texts) as DecodeOutput<J>));
    }
    const { messages, columns } = order.input as DecodeInput<'previews'>;
    const rows = textsOf(messages, false).map((text) => ({
      preview: { kind: 'text', text: `decoded ${text}` },
      columns: columns.map((column) => (text.includes(column) ? column : null))
    }));
    return Promise.resolve(succeed(rows as DecodeOutput<J>));
  }
};

function textsOf({ bytes, ends, topicOf, topics }: MessageBatch, withTopics = true): readonly string[] {
  return Array.from(ends, (end, at) => {
    const payload = decoder.decode(bytes.subarray(ends[at - 1] ?? 0, end));
    return withTopics ? `${topics[topicOf[at] ?? 0] ?? ''}\n${payload}` : payload;
  });
}
