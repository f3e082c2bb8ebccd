import type { DecoderRule } from '#contract/decoder-rule';
import type { DecodeProblem } from '#contract/decoding';
import type { MessageTypes } from '#contract/engine';
import type { Failure } from '#contract/failure';
import { decodingBounds } from '#contract/limits';
import type { DecoderChoice } from '#contract/payload-format';
import type { Profile } from '#contract/profile';
import { topicFilterProblem, type TopicProblem } from '#contract/topic';
import type { EngineClient } from '../client/engine-client';
import type { Connections } from './connections.svelte';
import { readAutomatically, ruleOf, withRule } from './rule-list';

/** A rule in the dialog. `line` tells the lines apart while they move. */
export interface RuleLine {
  readonly line: number;
  readonly filter: string;
  readonly decoder: DecoderChoice;
  readonly messageType: string;
}

type RuleProblem = TopicProblem | 'type-missing';

/** What a decoder is chosen for in a dialog, and what to begin with. */
interface Choosing {
  readonly topic: string;
  /** To begin with. */
  readonly filter: string;
  readonly decoder: DecoderChoice;
  readonly messageType: string;
}

type ConnectionsDeeds = Pick<Connections, 'find' | 'change' | 'requestChange' | 'pickSchemas' | 'removeSchema'>;

/** How the topics of one profile are read: the rules and schemas it keeps, and what two dialogs hold of them. */
export class DecoderRules {
  /** What the schema files hold; null: not known, as the engine is not asked yet or does not answer. */
  types: MessageTypes | null = $state.raw(null);
  /** The list in the dialog; null: it is closed. */
  lines: readonly RuleLine[] | null = $state.raw(null);
  choosing: Choosing | null = $state.raw(null);
  /** Why what the open dialog holds could not be kept. */
  failure: Failure | null = $state.raw(null);
  schemaFailure: Failure | null = $state.raw(null);
  /** Grows when somebody tried to save what cannot be: problems are shown from then on. */
  refusals = $state(0);

  readonly #engine: Pick<EngineClient, 'ask'>;
  readonly #connections: ConnectionsDeeds;
  readonly #profileId: string;
  #nextLine = 1;
  /** Counts those that were opened. */
  #dialog = 0;
  readonly profile: Profile | null = $derived.by(() => this.#connections.find(this.#profileId));
  readonly rules: readonly DecoderRule[] = $derived(this.profile?.decoders ?? []);
  readonly schemas = $derived(this.profile?.schemas ?? []);
  readonly full = $derived((this.lines ?? this.rules).length >= decodingBounds.rules);
  /** One was chosen where there is no room for it: another one has to go first. */
  readonly tooMany = $derived((this.lines?.length ?? 0) > decodingBounds.rules);

  constructor(engine: Pick<EngineClient, 'ask'>, connections: ConnectionsDeeds, profileId: string) {
    this.#engine = engine;
    this.#connections = connections;
    this.#profileId = profileId;
  }

  /** For this very topic. Protobuf asks for the message type first. */
  choose(topic: string, decoder: DecoderChoice): void {
    if (decoder === 'protobuf') return this.startChoosing(topic, decoder);
    const rules =
      decoder === 'auto'
        ? readAutomatically(this.rules, topic)
        : withRule(this.rules, { filter: topic, decoder, messageType: '' });
    if (rules.length > decodingBounds.rules) this.#openWith(rules);
    else void this.#connections.change(this.#profileId, { decoders: rules });
  }

  /** For this topic or others. */
  startChoosing(topic: string, decoder = ruleOf(this.rules, topic)?.decoder ?? 'auto', filter = topic): void {
    this.#begin();
    this.choosing = { topic, filter, decoder, messageType: ruleOf(this.rules, topic)?.messageType ?? '' };
  }

  /** Another way for all that the rule of this topic reads. */
  startChanging(topic: string): void {
    this.startChoosing(topic, undefined, ruleOf(this.rules, topic)?.filter);
  }

  stopChoosing(): void {
    this.choosing = null;
  }

  /** What the dialog holds becomes the first rule. True: the dialog is over; else it says why, this one or the list. */
  async finishChoosing(filter: string, decoder: DecoderChoice, messageType: string): Promise<boolean> {
    const rules = withRule(this.rules, asKept({ filter, decoder, messageType }));
    if (rules.length > decodingBounds.rules) {
      this.choosing = null;
      this.#openWith(rules);
      return false;
    }
    const kept = await this.#keep(rules);
    if (kept) this.choosing = null;
    return kept;
  }

  open(): void {
    this.#openWith(this.rules);
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

  edit(line: number, change: Partial<Omit<RuleLine, 'line'>>): void {
    this.lines = this.lines?.map((rule) => (rule.line === line ? { ...rule, ...change } : rule)) ?? null;
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

  /** True: all of it is kept, and the dialog is over; else it stays with what was typed and says why. */
  async save(): Promise<boolean> {
    const lines = this.lines ?? [];
    if (this.tooMany || lines.some((line) => this.problemOf(line) !== null)) {
      this.refusals += 1;
      return false;
    }
    const kept = await this.#keep(lines.map(asKept));
    if (!kept || this.lines !== lines) return false;
    this.lines = null;
    return true;
  }

  problemsOf(fileName: string): readonly DecodeProblem[] {
    return (this.types?.problems ?? []).filter((found) => found.fileName === fileName).map(({ problem }) => problem);
  }

  async loadTypes(): Promise<void> {
    const answer = await this.#engine.ask<'messageTypes'>({ ask: 'messageTypes' });
    this.types = answer.ok ? answer.value : null;
  }

  async pickSchemas(): Promise<void> {
    const answer = await this.#connections.pickSchemas(this.#profileId);
    this.schemaFailure = answer.ok ? null : answer.failure;
    await this.loadTypes();
  }

  async removeSchema(fileName: string): Promise<void> {
    const answer = await this.#connections.removeSchema(this.#profileId, fileName);
    this.schemaFailure = answer.ok ? null : answer.failure;
    await this.loadTypes();
  }

  #openWith(rules: readonly DecoderRule[]): void {
    this.refusals = 0;
    this.#begin();
    this.lines = rules.map((rule) => ({ ...rule, line: this.#nextLine++ }));
  }

  #begin(): void {
    this.#dialog += 1;
    this.failure = null;
    this.schemaFailure = null;
  }

  /** False also where the dialog that asked is closed since: another one is not told what came of it. */
  async #keep(rules: readonly DecoderRule[]): Promise<boolean> {
    this.failure = null;
    const dialog = this.#dialog;
    const answer = await this.#connections.requestChange(this.#profileId, { decoders: [...rules] });
    if (this.#dialog !== dialog) return false;
    this.failure = answer.ok ? null : answer.failure;
    return answer.ok;
  }
}

/** Only Protobuf has a message type. */
function asKept({ filter, decoder, messageType }: DecoderRule): DecoderRule {
  return { filter, decoder, messageType: decoder === 'protobuf' ? messageType : '' };
}
