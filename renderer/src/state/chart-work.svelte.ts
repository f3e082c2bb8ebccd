import type { FieldPath } from '#contract/chart';
import { parseFieldPath } from '#contract/field-path';
import type { SelectedTopic } from '#contract/frame';
import { inspectorBounds } from '#contract/limits';
import { chartWords } from '#contract/words/chart';
import { firstFields } from '../format/chart-first-fields';
import { formatWhole } from '../format/numbers';
import { lineKey, type ChartLine, type ChartRow } from './chart-line';
import { pinKey, type PinnedChart } from './chart-pins.svelte';
import type { ChartTabState, PointedMessage } from './chart-tab.svelte';

interface ChartWorkWorld {
  readonly tab: ChartTabState;
  /** As it is now. */
  selected: () => SelectedTopic | null;
  selectTopic: (node: number) => void;
  /** Of the selected topic. */
  showMessage: (seq: number) => void;
  /** The pinned ones as they are now. */
  charts: () => readonly PinnedChart[];
  /** False: they were not kept, and somebody else says why. */
  keepCharts: (charts: PinnedChart[]) => Promise<boolean>;
}

/** What a person asked of the Chart tab that takes its time. It ends when another topic is selected, and with the tab. */
export class ChartWork {
  /** What came of it, in a sentence; empty: nothing to say. */
  outcome = $state('');

  readonly #world: ChartWorkWorld;
  #node: number | null = null;
  #ending = new AbortController();
  /** A message of another topic, which has to be selected first. */
  #awaited: PointedMessage | null = null;

  constructor(world: ChartWorkWorld) {
    this.#world = world;
  }

  /** This topic is selected. */
  move(node: number | null): void {
    if (node === this.#node) return;
    this.#node = node;
    this.end();
    this.outcome = '';
    const awaited = this.#awaited;
    this.#awaited = null;
    if (awaited && awaited.node === node) this.#world.showMessage(awaited.seq);
  }

  end(): void {
    this.#ending.abort();
    this.#ending = new AbortController();
  }

  toggle(row: ChartRow): void {
    this.outcome = this.#world.tab.series.toggle(row) ? '' : tooMany();
  }

  remove(row: ChartRow): void {
    const { tab, charts, keepCharts } = this.#world;
    if (tab.series.shown === 'topic') tab.series.remove(row);
    else void keepCharts(charts().filter((chart) => pinKey(chart) !== row.key));
  }

  async pin(): Promise<void> {
    const { tab, charts, keepCharts, selected } = this.#world;
    const { signal } = this.#ending;
    const known = selected();
    const { charts: named, unnamed } = await tab.pins.named(tab.series.checked, ({ node }) =>
      node === known?.node ? known.topic : null
    );
    if (signal.aborted) return;
    // What was pinned and unpinned meanwhile stays so.
    const before = charts();
    const there = new Set(before.map(pinKey));
    const more = named.filter((chart) => !there.has(pinKey(chart)));
    if (before.length + more.length > inspectorBounds.pinnedCharts) {
      this.outcome = chartWords.pinsFull(formatWhole(inspectorBounds.pinnedCharts));
      return;
    }
    const kept = more.length === 0 || (await keepCharts([...before, ...more]));
    if (signal.aborted || !kept) return;
    if (unnamed[0] !== undefined) this.outcome = chartWords.notPinned(unnamed[0]);
    else this.outcome = more.length > 0 ? chartWords.pinnedNow(more.length) : chartWords.nothingToPin;
  }

  /** Null: done, or nobody waits for it any more; else why not, and at which field of the form. */
  async add(filter: string, path: FieldPath): Promise<{ readonly at: 'topic' | 'path'; readonly why: string } | null> {
    const { tab } = this.#world;
    const { signal } = this.#ending;
    if (parseFieldPath(path) === null) return { at: 'path', why: chartWords.noPath };
    const found = await tab.findTopics(filter);
    if (signal.aborted) return null;
    if (found.length === 0) {
      return { at: 'topic', why: /[+#]/.test(filter) ? chartWords.nothingMatches : chartWords.noSuchTopic };
    }
    const added = tab.series.add(found.map((one) => ({ ...one, path })));
    if (added === 0) return { at: 'topic', why: tooMany() };
    this.outcome = added < found.length ? chartWords.addedSome(added, formatWhole(inspectorBounds.series)) : '';
    return null;
  }

  /** A topic of the tree, from which the numbers are chosen: those that are drawn already, so that topics can be compared, or its first. */
  async addTopic(node: number, topic: string): Promise<void> {
    const { tab } = this.#world;
    const { signal } = this.#ending;
    const numbers = await tab.fields.ask(node);
    if (signal.aborted) return;
    if (!numbers || numbers.fields.length === 0) {
      this.outcome = chartWords.noNumbersThere(topic);
      return;
    }
    const drawn = new Set(tab.series.checked.map(({ path }) => path));
    const same = numbers.fields.map(({ path }) => path).filter((path) => drawn.has(path));
    const paths = same.length > 0 ? same : firstFields(numbers.fields);
    this.addLines(
      paths.map((path) => ({ node, topic, path })),
      numbers.fields.length + numbers.more
    );
  }

  /** Of one topic, which holds so many numbers; says which of them are new. */
  addLines(lines: readonly ChartLine[], numbers = lines.length): void {
    const { series } = this.#world.tab;
    series.shown = 'topic';
    const before = new Set(series.checked.map(lineKey));
    series.add(lines);
    const after = new Set(series.checked.map(lineKey));
    const missing = lines.filter((line) => !after.has(lineKey(line)));
    const more = lines.filter((line) => after.has(lineKey(line)) && !before.has(lineKey(line)));
    const topic = lines[0]?.topic ?? '';
    if (missing.length > 0 && more.length === 0) this.outcome = tooMany();
    else if (missing.length > 0) this.outcome = chartWords.addedSome(more.length, formatWhole(inspectorBounds.series));
    else if (more.length === 0) this.outcome = chartWords.isThere(named(lines), topic);
    else if (numbers > lines.length) this.outcome = chartWords.addedFirst(named(more), topic, formatWhole(numbers));
    else this.outcome = chartWords.added(named(more), topic);
  }

  /** Shows the message at the cursor, whatever topic it is of. */
  async findMessage(): Promise<void> {
    const { tab, selected, selectTopic, showMessage } = this.#world;
    const { signal } = this.#ending;
    const found = await tab.findMessage(signal);
    if (signal.aborted) return;
    if (!found) this.outcome = chartWords.messageGone;
    else if (found.node === selected()?.node) showMessage(found.seq);
    else {
      this.#awaited = found;
      selectTopic(found.node);
    }
  }
}

function tooMany(): string {
  return chartWords.tooMany(formatWhole(inspectorBounds.series));
}

function named(lines: readonly ChartLine[]): string {
  return lines.map(({ path }) => path).join(', ');
}
