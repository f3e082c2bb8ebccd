import type { FieldPath, NumericField } from '#contract/chart';
import type { SelectedTopic } from '#contract/frame';
import { inspectorBounds } from '#contract/limits';
import { firstFields } from '../format/chart-first-fields';
import { freeSlot } from '../format/chart-styles';
import type { ChartFields } from './chart-fields.svelte';
import { lineKey, type ChartChoice, type ChartLine, type ChartRow } from './chart-line';
import { pinKey, type ChartPins, type PinnedChart } from './chart-pins.svelte';

/** Topics whose choice is remembered while the window lives. */
const mostChoices = 200;

/** Which series stand in the table of the Chart tab, and which of them are drawn. */
export class ChartSeriesChoice {
  shown: 'topic' | 'pinned' = $state('topic');
  topic: Pick<SelectedTopic, 'node' | 'displayTopic'> | null = $state.raw(null);
  /** Of the selected topic. */
  newestSeq: number | null = null;

  readonly #fields: ChartFields;
  readonly #pins: ChartPins;
  #choices: ReadonlyMap<number, ChartChoice> = $state.raw(new Map());
  /** Of the pinned ones those that a person unchecked. */
  #hiddenPins: ReadonlySet<string> = $state.raw(new Set());
  /** Lines of the topic that stand first in the table, and pins that stand last, until it is arranged again. */
  #firstKeys: ReadonlySet<string> = $state.raw(new Set());
  #lastPins: ReadonlySet<string> = $state.raw(new Set());
  /** A field to be checked once the fields of its topic are known. */
  #wantedPath: { readonly node: number; readonly path: FieldPath } | null = null;

  readonly #ownFields = $derived.by((): readonly NumericField[] => {
    const node = this.topic?.node;
    return node === undefined ? [] : (this.#fields.known.get(node)?.fields ?? []);
  });
  readonly moreFields = $derived.by(() => {
    const node = this.topic?.node;
    return this.shown === 'pinned' || node === undefined ? 0 : (this.#fields.known.get(node)?.more ?? 0);
  });
  readonly #topicRows = $derived.by((): readonly ChartRow[] => this.#rowsOfTopic());
  readonly #pinnedRows = $derived.by((): readonly ChartRow[] => this.#rowsOfPins());
  readonly #unordered = $derived(this.shown === 'pinned' ? this.#pinnedRows : this.#topicRows);
  /** Those first that were drawn when the table was last arranged. */
  readonly rows = $derived.by((): readonly ChartRow[] => {
    const isFirst = ({ key }: ChartRow): boolean =>
      this.shown === 'pinned' ? !this.#lastPins.has(key) : this.#firstKeys.has(key);
    const all = this.#unordered;
    return [...all.filter(isFirst), ...all.filter((row) => !isFirst(row))];
  });
  readonly checked = $derived(this.#unordered.filter(({ checked, waiting }) => checked && !waiting));
  readonly full = $derived(this.checked.length >= inspectorBounds.series);

  constructor(fields: ChartFields, pins: ChartPins) {
    this.#fields = fields;
    this.#pins = pins;
  }

  /** The selected topic, and the field it was opened with; null: none in particular. */
  select(topic: SelectedTopic, path: FieldPath | null): void {
    this.newestSeq = topic.newestSeq;
    // A frame brings a new topic object, rarely another topic.
    const isOther = topic.node !== this.topic?.node;
    if (isOther || topic.displayTopic !== this.topic?.displayTopic) this.topic = topic;
    if (isOther) this.arrange();
    if (path !== null) {
      this.shown = 'topic';
      this.#wantedPath = { node: topic.node, path };
    }
    this.begin();
  }

  /** First, or asked for: what is drawn of a topic is chosen once its fields are known. */
  begin(): void {
    const node = this.topic?.node;
    if (node === undefined) return;
    const wanted = this.#wantedPath?.node === node ? this.#wantedPath.path : null;
    if (wanted !== null) {
      this.#wantedPath = null;
      this.#add([{ node, path: wanted, topic: this.topic?.displayTopic ?? '' }]);
      this.arrange();
      return;
    }
    if (this.#choices.has(node) || this.#ownFields.length === 0) return;
    const paths = firstFields(this.#ownFields);
    this.#put(node, { checked: new Map(paths.map((path, slot) => [lineKey({ node, path }), slot])), added: [] });
    this.arrange();
  }

  /** What is drawn comes first in the table; not while it is toggled, as rows would jump away from under the pointer. */
  arrange(): void {
    this.#firstKeys = new Set(this.#current().choice.checked.keys());
    this.#lastPins = new Set(this.#hiddenPins);
  }

  /** False: the chart is full. */
  toggle(row: ChartRow): boolean {
    if (this.shown === 'pinned') {
      const hidden = new Set(this.#hiddenPins);
      if (!hidden.delete(row.key)) hidden.add(row.key);
      this.#hiddenPins = hidden;
      return true;
    }
    if (!row.checked) return this.#add([row]) === 1;
    const { node, choice } = this.#current();
    if (node === null) return true;
    const checked = new Map(choice.checked);
    checked.delete(row.key);
    this.#put(node, { ...choice, checked });
    return true;
  }

  /** Adds series and draws them, as many as there is room for; says how many. */
  add(lines: readonly ChartLine[]): number {
    this.shown = 'topic';
    const count = this.#add(lines);
    this.arrange();
    return count;
  }

  remove({ key }: ChartRow): void {
    const { node, choice } = this.#current();
    if (node === null) return;
    const checked = new Map(choice.checked);
    checked.delete(key);
    this.#put(node, { checked, added: choice.added.filter((line) => lineKey(line) !== key) });
  }

  forget(): void {
    this.topic = null;
    this.#choices = new Map();
    this.#wantedPath = null;
  }

  #add(lines: readonly ChartLine[]): number {
    const { node, choice } = this.#current();
    if (node === null) return 0;
    const checked = new Map(choice.checked);
    const added = [...choice.added];
    let count = 0;
    for (const { node: of, path, topic } of lines) {
      const key = lineKey({ node: of, path });
      if (!checked.has(key)) {
        if (checked.size >= inspectorBounds.series) continue;
        checked.set(key, freeSlot([...checked.values()]));
      }
      count += 1;
      const listed = of === node && this.#ownFields.some((field) => field.path === path);
      if (!listed && !added.some((line) => lineKey(line) === key)) added.push({ node: of, path, topic });
    }
    this.#put(node, { checked, added });
    return count;
  }

  #current(): { readonly node: number | null; readonly choice: ChartChoice } {
    const node = this.topic?.node ?? null;
    const choice = node === null ? undefined : this.#choices.get(node);
    return { node, choice: choice ?? { checked: new Map(), added: [] } };
  }

  #put(node: number, choice: ChartChoice): void {
    const choices = new Map(this.#choices);
    choices.delete(node);
    choices.set(node, choice);
    for (const oldest of choices.keys()) {
      if (choices.size <= mostChoices) break;
      choices.delete(oldest);
    }
    this.#choices = choices;
  }

  #rowsOfTopic(): readonly ChartRow[] {
    const { topic } = this;
    if (!topic) return [];
    const { checked, added } = this.#current().choice;
    const own = this.#ownFields.map(({ path }) => ({ node: topic.node, path, topic: topic.displayTopic }));
    const listed = new Set(own.map(lineKey));
    // What was checked stays in the table when the newest message happens not to have it.
    const gone = [...checked.keys()].flatMap((key): readonly ChartLine[] => {
      const { node, path } = lineOf(key);
      if (node !== topic.node || listed.has(key) || added.some((line) => lineKey(line) === key)) return [];
      return [{ node, path, topic: topic.displayTopic }];
    });
    const others = added.filter((line) => !listed.has(lineKey(line)));
    return [
      ...[...own, ...gone].map((line) => this.#row(line, checked, false)),
      ...others.map((line) => this.#row(line, checked, true))
    ];
  }

  #row(line: ChartLine, checked: ReadonlyMap<string, number>, removable: boolean): ChartRow {
    const key = lineKey(line);
    const slot = checked.get(key) ?? null;
    return { ...line, key, checked: slot !== null, slot, field: this.#field(line), waiting: false, removable };
  }

  #rowsOfPins(): readonly ChartRow[] {
    const slots = pinnedSlots(this.#pins.shown);
    return this.#pins.shown.map((pin, place) => {
      const known = this.#pins.found.get(pin.topic) ?? null;
      const key = pinKey(pin);
      const checked = !this.#hiddenPins.has(key);
      const line = { node: known?.node ?? -1, path: pin.path, topic: known?.topic ?? pin.topic };
      return {
        ...line,
        key,
        checked,
        slot: checked ? (slots[place] ?? place) : null,
        field: known ? this.#field(line) : null,
        waiting: known === null,
        removable: true
      };
    });
  }

  #field({ node, path }: ChartLine): NumericField | null {
    return this.#fields.known.get(node)?.fields.find((field) => field.path === path) ?? null;
  }
}

/** The colours they were pinned with, as far as these are ours and not yet taken. */
function pinnedSlots(charts: readonly Pick<PinnedChart, 'colour'>[]): readonly number[] {
  const taken: number[] = [];
  return charts.map(({ colour }) => {
    const hue = /^s([1-6])$/.exec(colour)?.[1];
    const own = hue === undefined ? null : Number(hue) - 1;
    const slot = own !== null && !taken.includes(own) ? own : freeSlot(taken);
    taken.push(slot);
    return slot;
  });
}

function lineOf(key: string): { readonly node: number; readonly path: FieldPath } {
  const space = key.indexOf(' ');
  return { node: Number(key.slice(0, space)), path: key.slice(space + 1) };
}
