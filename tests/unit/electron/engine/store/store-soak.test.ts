import { describe, expect, it } from 'vitest';
import type { FrozenMoment } from '../../../../../electron/engine/store/frozen-moment';
import type { NodeFacts } from '../../../../../electron/engine/store/node-facts';
import { Store } from '../../../../../electron/engine/store/store';
import { arrival, randomFrom } from '../../../../support/arrival';

const words = [
  '',
  'a',
  'A',
  'b',
  '0',
  '00',
  '$SYS',
  '__proto__',
  'toString',
  '\xff',
  '\xfe',
  '\0',
  '\xe2\x80\xae',
  'x'
];
const hotterThanMs = 100;
const root = '\n';

interface Topic {
  messages: number;
  revision: number;
  kept: number;
  payload: string;
  atMs: number;
  gapMs: number | null;
}

interface Branch {
  messages: number;
  topics: number;
  lastAtMs: number;
}

/** What is known of a topic or branch, by its bytes written as one character each. */
class Model {
  readonly topics = new Map<string, Topic>();
  readonly branches = new Map<string, Branch>();
  messages = 0;
  dropped = 0;
  lastValueOnly = 0;
  readonly beyond = new Set<string>();
  beyondMessages = 0;
  keeping: 'all' | 'last-of-hot' | 'count' = 'all';
  topicLimit: number;

  constructor(topicLimit: number) {
    this.topicLimit = topicLimit;
  }

  append(name: string, payload: string, atMs: number): void {
    this.messages += 1;
    let topic = this.topics.get(name);
    if (this.keeping === 'count') this.dropped += 1;
    if (!topic) {
      if (this.keeping === 'count') return;
      if (this.topics.size >= this.topicLimit) {
        this.beyond.add(name);
        this.beyondMessages += 1;
        return;
      }
      topic = { messages: 0, revision: 0, kept: 0, payload: '', atMs: 0, gapMs: null };
      this.topics.set(name, topic);
      for (const path of pathsOf(name)) this.#branch(path).topics += path === name ? 0 : 1;
    }
    for (const path of pathsOf(name)) {
      const branch = this.#branch(path);
      branch.messages += 1;
      branch.lastAtMs = Math.max(branch.lastAtMs, atMs);
    }
    if (topic.messages > 0) {
      const gapMs = atMs - topic.atMs;
      topic.gapMs = topic.gapMs === null ? gapMs : topic.gapMs + 0.2 * (gapMs - topic.gapMs);
    }
    topic.messages += 1;
    topic.atMs = atMs;
    if (this.keeping === 'count') return;
    if (topic.revision === 0 || topic.payload !== payload) topic.revision += 1;
    topic.payload = payload;
    if (this.keeping === 'last-of-hot' && topic.gapMs !== null && topic.gapMs < hotterThanMs) this.lastValueOnly += 1;
    else topic.kept += 1;
  }

  #branch(path: string): Branch {
    const known = this.branches.get(path) ?? { messages: 0, topics: 0, lastAtMs: 0 };
    this.branches.set(path, known);
    return known;
  }
}

/** The root, the branches of a topic, and its own name. No topic here has a line break. */
function pathsOf(name: string): string[] {
  const segments = name.split('/');
  return [root, ...segments.map((_, at) => segments.slice(0, at + 1).join('/'))];
}

const bytesOf = (name: string): Uint8Array => Buffer.from(name, 'latin1');

function nodeOf(store: Store, path: string): number {
  if (path === root) return 0;
  return path.split('/').reduce((node, word) => (node < 0 ? -1 : store.order.childNamed(node, bytesOf(word))), 0);
}

/** What of a node's facts never changes while a view is paused. */
function steadfast(facts: NodeFacts | null): unknown {
  if (!facts?.own) return facts;
  return { ...facts, own: { ...facts.own, payloadStart: null, keptMessages: null } };
}

function compare(store: Store, model: Model, path: string): void {
  const facts = store.facts(nodeOf(store, path));
  const branch = model.branches.get(path);
  const own = path === root ? undefined : model.topics.get(path);
  const expected = {
    messages: branch?.messages,
    topicsBelow: branch?.topics,
    lastAtMs: branch?.lastAtMs,
    own: own
      ? { messages: own.messages, valueRevision: own.revision, keptMessages: own.kept, payload: own.payload }
      : null
  };
  const seen = {
    messages: facts?.messages,
    topicsBelow: facts?.topicsBelow,
    lastAtMs: facts?.lastAtMs,
    own: facts?.own
      ? {
          messages: facts.own.messages,
          valueRevision: facts.own.valueRevision,
          keptMessages: facts.own.keptMessages,
          payload: Buffer.from(facts.own.payloadStart ?? []).toString('latin1')
        }
      : null
  };
  expect(seen, JSON.stringify(path)).toEqual(expected);
}

describe('Store, for a long time', () => {
  it('equals a plain model over 80,000 messages on hostile topics, in every mode, paused and not', () => {
    const random = randomFrom(41);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
    for (let round = 0; round < 4; round += 1) {
      const topicLimit = round % 2 === 0 ? 100_000 : 300;
      const store = new Store({ historyBudgetBytes: 200_000_000, topicLimit });
      const model = new Model(topicLimit);
      const names: string[] = [];
      let atMs = 1_760_000_000_000;
      let paused: { moment: FrozenMoment; was: readonly unknown[] } | null = null;
      for (let step = 0; step < 20_000; step += 1) {
        atMs += Math.floor(random() ** 4 * 40);
        if (random() < 0.001) model.keeping = pick(['all', 'last-of-hot', 'count'] as const);
        store.keep(model.keeping);
        if (names.length === 0 || random() < 0.05) {
          const depth = 1 + Math.floor(random() ** 2 * 9);
          names.push(Array.from({ length: depth }, () => pick(words)).join('/'));
        }
        // Few topics get most of the messages: they are the hot ones.
        const name = names[Math.floor(random() ** 5 * names.length)] ?? '';
        const payload = String(Math.floor(random() * 3));
        model.append(name, payload, atMs);
        store.append(arrival(bytesOf(name), payload, { receivedAtMs: atMs }));
        if (random() < 0.005) {
          compare(store, model, root);
          for (let probe = 0; probe < 5; probe += 1) compare(store, model, pick([...model.branches.keys()]));
        }
        if (random() < 0.001) {
          paused?.moment.release();
          const moment = store.freeze(atMs);
          const was = Array.from({ length: store.order.nodeCount }, (_, node) => frozenFigures(store, node, atMs));
          paused = { moment, was };
        }
        if (paused && random() < 0.01) {
          for (let probe = 0; probe < 20; probe += 1) {
            const node = Math.floor(random() * paused.was.length);
            expect(frozenFigures(paused.moment, node, 0), `node ${node}`).toEqual(paused.was[node]);
          }
          expect(paused.moment.facts(paused.was.length)).toBeNull();
        }
      }
      for (const path of model.branches.keys()) compare(store, model, path);
      expect(store.counters(atMs)).toMatchObject({
        messages: model.messages,
        topics: model.topics.size,
        dropped: model.dropped,
        lastValueOnly: model.lastValueOnly,
        topicsBeyondLimit: model.beyond.size,
        messagesBeyondLimit: model.beyondMessages,
        discarded: 0
      });
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  }, 60_000);
});

function frozenFigures(moment: Pick<FrozenMoment, 'facts' | 'bars' | 'ratePerSecond'>, node: number, nowMs: number) {
  return [steadfast(moment.facts(node)), moment.bars(node, nowMs), moment.ratePerSecond(node, nowMs)];
}
