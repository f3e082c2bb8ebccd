import type { Failure } from '#contract/failure';
import type { SelectedTopic } from '#contract/frame';
import { longestPayloadCharacters } from '#contract/limits';
import { topicNameProblem, type TopicProblem } from '#contract/topic';
import type { EngineClient } from '../client/engine-client';
import { jsonProblem, type JsonProblem } from '../format/json-problem';

export type DraftQos = 0 | 1 | 2;

/** What became of the last message published from here. */
export type DraftOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'acknowledged'; readonly milliseconds: number; readonly nobodySubscribed: boolean }
  | { readonly kind: 'sent' }
  | { readonly kind: 'failed'; readonly failure: Failure };

interface KeptDraft {
  readonly topic: string;
  readonly payload: string;
  readonly qos: DraftQos;
  readonly retain: boolean;
  readonly correlation?: readonly number[] | null;
}

type DraftStore = Pick<Storage, 'getItem' | 'setItem'>;

/** [MQTT5 3.4.2.1]: the broker took the message, and nobody had asked for it. */
const noMatchingSubscribers = 0x10;
/** sessionStorage holds about 5 MB: a longer draft does not survive a reload. */
const longestRemembered = 1_000_000;

/** The message being written: stays when the selection changes, survives a reload, and knows whether it can be sent. */
export class DraftState {
  topic = $state('');
  payload = $state('');
  qos: DraftQos = $state(0);
  retain = $state(false);
  /** Of the message that this one answers [MQTT5 3.3.2.3.6]; null: none. */
  correlationData: Uint8Array | null = $state.raw(null);
  outcome: DraftOutcome = $state.raw({ kind: 'none' });
  selected: SelectedTopic | null = $state.raw(null);

  readonly topicProblem: TopicProblem | null = $derived(topicNameProblem(this.topic));
  readonly jsonProblem: JsonProblem | null = $derived(jsonProblem(this.payload));
  readonly tooLong = $derived(this.payload.length > longestPayloadCharacters);
  /** Since when the broker keeps a value for this very topic; null when it is not known to. */
  readonly retainedAtMs = $derived(this.selected?.topic === this.topic ? this.selected.retainedAtMs : null);
  readonly sendable = $derived(this.topicProblem === null && !this.tooLong && this.outcome.kind !== 'sending');

  readonly #client: Pick<EngineClient, 'ask' | 'listen'>;
  readonly #store: DraftStore;
  readonly #key: string;
  readonly #stopListening: () => void;

  constructor(client: Pick<EngineClient, 'ask' | 'listen'>, store: DraftStore, profileId: string) {
    this.#client = client;
    this.#store = store;
    this.#key = `treeline-draft-${profileId}`;
    this.#restore();
    this.#stopListening = client.listen({
      snapshot: () => undefined,
      frame: (frame) => (this.selected = frame.selected),
      refused: () => undefined
    });
  }

  close(): void {
    this.#stopListening();
  }

  write(change: {
    topic?: string;
    payload?: string;
    qos?: DraftQos;
    retain?: boolean;
    correlationData?: Uint8Array | null;
  }): void {
    this.topic = change.topic ?? this.topic;
    this.payload = change.payload ?? this.payload;
    this.qos = change.qos ?? this.qos;
    this.retain = change.retain ?? this.retain;
    if (change.correlationData !== undefined) this.correlationData = change.correlationData;
    this.#remember();
  }

  /** Whether there was a selected topic that can be published to. */
  useSelected(): boolean {
    const topic = this.selected?.topic ?? null;
    if (topic === null) return false;
    this.write({ topic });
    return true;
  }

  /** The outcome is a value in `outcome`; a draft that cannot be sent is left alone. */
  async publish(): Promise<void> {
    if (!this.sendable) return;
    this.outcome = { kind: 'sending' };
    const { topic, payload, qos, retain, correlationData } = this;
    const result = await this.#client.ask<'publish'>({
      ask: 'publish',
      topic,
      payload,
      qos,
      retain,
      correlationData: correlationData === null ? null : new Uint8Array(correlationData)
    });
    if (!result.ok) {
      this.outcome = { kind: 'failed', failure: result.failure };
      return;
    }
    const { acknowledgedMs, reasonCode } = result.value;
    this.outcome =
      acknowledgedMs === null
        ? { kind: 'sent' }
        : {
            kind: 'acknowledged',
            milliseconds: acknowledgedMs,
            nobodySubscribed: reasonCode === noMatchingSubscribers
          };
  }

  #remember(): void {
    const { topic, payload, qos, retain, correlationData } = this;
    const kept = payload.length > longestRemembered ? '' : payload;
    const correlation = correlationData === null ? null : [...correlationData];
    this.#store.setItem(this.#key, JSON.stringify({ topic, payload: kept, qos, retain, correlation }));
  }

  #restore(): void {
    const text = this.#store.getItem(this.#key);
    if (text === null) return;
    // This page wrote it, in this session.
    const kept = JSON.parse(text) as KeptDraft;
    this.topic = kept.topic;
    this.payload = kept.payload;
    this.qos = kept.qos;
    this.retain = kept.retain;
    this.correlationData = kept.correlation ? new Uint8Array(kept.correlation) : null;
  }
}
