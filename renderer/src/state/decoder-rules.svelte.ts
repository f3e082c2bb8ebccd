import type { DecoderRule } from '#contract/decoder-rule';
import type { MessageTypes } from '#contract/engine';
import { decodingBounds } from '#contract/limits';
import type { DecoderChoice } from '#contract/payload-format';
import type { Profile } from '#contract/profile';
import { topicFilterProblem, type TopicProblem } from '#contract/topic';
import type { EngineClient } from '../client/engine-client';
import type { Connections } from './connections.svelte';
import { readAutomatically, withRule } from './rule-list';

/** A rule in the dialog. `line` tells the lines apart while they move. */
export interface RuleLine {
  readonly line: number;
  filter: string;
  decoder: DecoderChoice;
  messageType: string;
}

type RuleProblem = TopicProblem | 'type-missing';

/** Which topic a decoder is chosen for in a dialog, and which one to begin with. */
interface Choosing {
  readonly topic: string;
  readonly decoder: DecoderChoice;
  readonly messageType: string;
}

/** How the topics of one profile are read: the rules and schemas it keeps, and what two dialogs hold of them. */
export class DecoderRules {
  /** What the schema files hold; null: not known, as the engine is not asked yet or does not answer. */
  types: MessageTypes | null = $state.raw(null);
  /** The list in the dialog; null: it is closed. */
  lines: RuleLine[] | null = $state(null);
  choosing: Choosing | null = $state.raw(null);
  /** Grows when somebody tried to save what cannot be: problems are shown from then on. */
  refusals = $state(0);

  readonly #engine: Pick<EngineClient, 'ask'>;
  readonly #connections: Pick<Connections, 'find' | 'change' | 'pickSchemas' | 'removeSchema'>;
  readonly #profileId: string;
  #nextLine = 1;
  readonly profile: Profile | null = $derived.by(() => this.#connections.find(this.#profileId));
  readonly rules: readonly DecoderRule[] = $derived(this.profile?.decoders ?? []);
  readonly schemas = $derived(this.profile?.schemas ?? []);
  readonly full = $derived((this.lines ?? this.rules).length >= decodingBounds.rules);

  constructor(
    engine: Pick<EngineClient, 'ask'>,
    connections: Pick<Connections, 'find' | 'change' | 'pickSchemas' | 'removeSchema'>,
    profileId: string
  ) {
    this.#engine = engine;
    this.#connections = connections;
    this.#profileId = profileId;
  }

  /** For this very topic. Protobuf asks for the message type first. */
  choose(topic: string, decoder: DecoderChoice): void {
    if (decoder === 'protobuf') this.startChoosing(topic, decoder);
    else if (decoder === 'auto') this.#keep(readAutomatically(this.rules, topic));
    else this.#put({ filter: topic, decoder, messageType: '' });
  }

  startChoosing(topic: string, decoder: DecoderChoice, messageType = ''): void {
    this.choosing = { topic, decoder, messageType };
  }

  /** What the dialog holds becomes the first rule. */
  finishChoosing(filter: string, decoder: DecoderChoice, messageType: string): void {
    this.choosing = null;
    this.#put({ filter, decoder, messageType: decoder === 'protobuf' ? messageType : '' });
  }

  open(): void {
    this.refusals = 0;
    this.lines = this.rules.map((rule) => ({ ...rule, line: this.#nextLine++ }));
  }

  close(): void {
    this.lines = null;
  }

  /** Before all others. */
  add(filter: string): RuleLine | null {
    if (!this.lines || this.full) return null;
    const line: RuleLine = { line: this.#nextLine++, filter, decoder: 'auto', messageType: '' };
    this.lines = [line, ...this.lines];
    return line;
  }

  remove(line: number): void {
    this.lines = this.lines?.filter((rule) => rule.line !== line) ?? null;
  }

  /** One up (-1) or down (1). Answers its place then, from 0; null: it stands at the end. */
  move(line: number, direction: 1 | -1): number | null {
    const lines = [...(this.lines ?? [])];
    const from = lines.findIndex((rule) => rule.line === line);
    const to = from + direction;
    const rule = lines[from];
    if (!rule || to < 0 || to >= lines.length) return null;
    lines.splice(from, 1);
    lines.splice(to, 0, rule);
    this.lines = lines;
    return to;
  }

  problemOf({
    filter,
    decoder,
    messageType
  }: Pick<RuleLine, 'filter' | 'decoder' | 'messageType'>): RuleProblem | null {
    return topicFilterProblem(filter) ?? (decoder === 'protobuf' && messageType === '' ? 'type-missing' : null);
  }

  /** Whether all of it could be kept; if not, the dialog says why. */
  save(): boolean {
    const lines = this.lines ?? [];
    if (lines.some((line) => this.problemOf(line) !== null)) {
      this.refusals += 1;
      return false;
    }
    this.#keep(
      lines.map(({ filter, decoder, messageType }) => ({
        filter,
        decoder,
        messageType: decoder === 'protobuf' ? messageType : ''
      }))
    );
    this.lines = null;
    return true;
  }

  async loadTypes(): Promise<void> {
    const answer = await this.#engine.ask<'messageTypes'>({ ask: 'messageTypes' });
    this.types = answer.ok ? answer.value : null;
  }

  async pickSchemas(): Promise<void> {
    await this.#connections.pickSchemas(this.#profileId);
    await this.loadTypes();
  }

  async removeSchema(schemaId: string): Promise<void> {
    await this.#connections.removeSchema(this.#profileId, schemaId);
    await this.loadTypes();
  }

  #put(rule: DecoderRule): void {
    const rules = withRule(this.rules, rule);
    // There is no room for one more: the list says so, and is the place to make some.
    if (rules.length > decodingBounds.rules) this.open();
    else this.#keep(rules);
  }

  #keep(rules: readonly DecoderRule[]): void {
    void this.#connections.change(this.#profileId, { decoders: [...rules] });
  }
}
