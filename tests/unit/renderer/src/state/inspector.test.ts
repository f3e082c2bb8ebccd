import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BodyLine, OpenedBody } from '#contract/document';
import { fail, succeed } from '#contract/failure';
import type { ShownProperties } from '#contract/message';
import { InspectorState } from '../../../../../renderer/src/state/inspector.svelte';
import { emptyFrame, EngineDouble, selectedTopic } from './engine-double';
import { historyRow, ListsDouble } from './history-double';
import { openedBody } from './opened-body';

const opened = (document: number, seq: number, lines = 3): OpenedBody =>
  openedBody({ document, lines, facts: { seq, receivedAtMs: seq * 1_000 } });

const lines = (texts: string[]): BodyLine[] =>
  texts.map((text, index) => ({
    text,
    cutCharacters: 0,
    changed: false,
    was: null,
    fold: null,
    number: index + 1,
    field: null
  }));

const noProperties: ShownProperties = {
  payloadIsUtf8: null,
  messageExpirySeconds: null,
  contentType: null,
  responseTopic: null,
  published: { contentType: null, responseTopic: null },
  replyTopic: null,
  correlationData: null,
  subscriptionIds: [],
  userProperties: [],
  userPropertyCount: 0,
  readToEnd: true,
  topicAlias: null
};

/** Messages 11 to 50 of topic 4 are kept. */
const keptMessages = 40;

function open() {
  const engine = new EngineDouble();
  const inspector = new InspectorState(engine.client);
  const lists = new ListsDouble(engine, keptMessages);
  lists.row = (ordinal) => historyRow(ordinal, { seq: ordinal + 11 });
  engine.snapshot();
  const waiting = (ask: string) => engine.asked.findLast(({ question }) => question.ask === ask);
  return { engine, inspector, lists, waiting };
}

async function openTopic() {
  const all = open();
  const { engine, lists, waiting } = all;
  engine.frame({ selected: selectedTopic(4, 50) });
  vi.advanceTimersByTime(80);
  await lists.serve();
  await waiting('openBody')?.answer(succeed(opened(1, 50)));
  await waiting('readLines')?.answer(succeed(lines(['{', '}'])));
  return all;
}

describe('InspectorState', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('reads a topic once the selection has rested on it', () => {
    const { engine, inspector } = open();
    for (const node of [1, 2, 3, 4]) {
      engine.frame({ selected: selectedTopic(node, 50) });
      vi.advanceTimersByTime(79);
    }
    expect(engine.asked).toHaveLength(0);
    vi.advanceTimersByTime(1);
    expect(inspector.topic?.node).toBe(4);
    expect(engine.questions('openBody')).toMatchObject([{ node: 4, seq: null, view: 'decoded' }]);
  });

  it('is not kept waiting by a topic that goes on publishing', () => {
    const { engine, inspector } = open();
    for (let seq = 1; seq <= 4; seq += 1) {
      engine.frame({ selected: selectedTopic(4, seq) });
      vi.advanceTimersByTime(25);
    }
    expect(inspector.topic).toMatchObject({ node: 4, newestSeq: 4 });
  });

  it('asks nothing of a branch without a value', () => {
    const { engine } = open();
    engine.frame({ selected: selectedTopic(4, null) });
    vi.advanceTimersByTime(80);
    expect(engine.asked).toHaveLength(0);
  });

  it('shows a message only whole: the lines with their body', async () => {
    const { engine, inspector, waiting } = open();
    engine.frame({ selected: selectedTopic(4, 50) });
    vi.advanceTimersByTime(80);
    await waiting('openBody')?.answer(succeed(opened(1, 50)));
    expect(inspector.body.opened).toBeNull();
    await waiting('readLines')?.answer(succeed(lines(['{', '}'])));
    expect(inspector.body.opened?.document).toBe(1);
    expect(inspector.body.lines).toHaveLength(2);
  });

  it('follows the newest message with one request in flight, at most four times a second', async () => {
    const { engine, waiting } = await openTopic();
    for (let seq = 51; seq <= 60; seq += 1) engine.frame({ selected: selectedTopic(4, seq) });
    expect(engine.questions('openBody')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(250);
    expect(engine.questions('openBody')).toHaveLength(2);
    engine.frame({ selected: selectedTopic(4, 61) });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(engine.questions('openBody')).toHaveLength(2);
    await waiting('openBody')?.answer(succeed(opened(2, 60)));
    await waiting('readLines')?.answer(succeed(lines(['{'])));
    await vi.advanceTimersByTimeAsync(250);
    expect(engine.questions('openBody')).toHaveLength(3);
    expect(engine.questions('closeBody')).toEqual([{ ask: 'closeBody', document: 1 }]);
  });

  it('gives up a request when the selection moves on', async () => {
    const { engine, inspector } = open();
    engine.frame({ selected: selectedTopic(4, 50) });
    vi.advanceTimersByTime(80);
    const first = engine.asked.find(({ question }) => question.ask === 'openBody');
    engine.frame({ selected: selectedTopic(5, 70) });
    await vi.advanceTimersByTimeAsync(80);
    expect(first?.signal?.aborted).toBe(true);
    expect(inspector.topic?.node).toBe(5);
    expect(engine.questions('openBody').at(-1)).toMatchObject({ node: 5 });
  });

  it('holds still on an older message, and follows again on request', async () => {
    const { engine, inspector, waiting } = await openTopic();
    inspector.pick(3);
    expect(engine.questions('openBody').at(-1)).toMatchObject({ node: 4, seq: 47 });
    await waiting('openBody')?.answer(succeed(opened(2, 47)));
    await waiting('readLines')?.answer(succeed(lines(['{'])));
    // What is newer is counted, nothing of it is read.
    const reads = () => [
      engine.questions('openBody').length,
      engine.questions('readLines').length,
      engine.questions('readList').filter(({ count }) => count > 0).length
    ];
    const before = reads();
    engine.frame({ selected: selectedTopic(4, 51) });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(inspector.shownSeq).toBe(47);
    expect(reads()).toEqual(before);
    inspector.follow();
    await vi.advanceTimersByTimeAsync(250);
    expect(engine.questions('openBody').at(-1)).toMatchObject({ node: 4, seq: null });
    expect(engine.questions('readList').at(-1)).toMatchObject({ before: null });
  });

  it('says how many messages are newer than a list that holds still', async () => {
    const { engine, inspector, lists } = await openTopic();
    const told = async (end: number) => {
      lists.end = end;
      engine.frame({ selected: { ...selectedTopic(4, 10 + end), messages: end, keptMessages: end - lists.first } });
      await vi.advanceTimersByTimeAsync(250);
      await lists.serve();
    };
    await told(43);
    expect([inspector.newer, inspector.history.rows]).toEqual([0, 43]);
    inspector.pick(3);
    await told(53);
    expect([inspector.newer, inspector.history.rows]).toEqual([10, 43]);
    inspector.showNewer();
    await vi.advanceTimersByTimeAsync(250);
    await lists.serve();
    expect([inspector.newer, inspector.history.rows]).toEqual([0, 53]);
    expect(inspector.pickedSeq).toBe(50);
    expect(inspector.shownRank).toBe(13);
  });

  it('knows where the list ends', async () => {
    const { inspector } = await openTopic();
    expect(inspector.hasOlder).toBe(true);
    inspector.pick(39);
    expect(inspector.hasOlder).toBe(false);
    inspector.step(-1);
    expect(inspector.hasOlder).toBe(true);
  });

  it('has nothing older than the only message', async () => {
    const { engine, inspector, lists } = open();
    lists.end = 1;
    engine.frame({ selected: selectedTopic(4, 11) });
    vi.advanceTimersByTime(80);
    expect(inspector.hasOlder).toBe(false);
    await lists.serve();
    expect(inspector.hasOlder).toBe(false);
  });

  it('steps to an older message also while the list does not know the newest one yet', async () => {
    const { engine, inspector, waiting } = await openTopic();
    engine.frame({ selected: selectedTopic(4, 51) });
    await vi.advanceTimersByTimeAsync(250);
    await waiting('openBody')?.answer(succeed(opened(2, 51)));
    await waiting('readLines')?.answer(succeed(lines(['{'])));
    expect(inspector.shownRank).toBeNull();
    inspector.step(1);
    expect(inspector.pickedSeq).toBe(50);
  });

  it('opens bytes anew when fewer fit on a line, and nothing else', async () => {
    const { engine, inspector, waiting } = await openTopic();
    inspector.fit(8);
    expect(engine.questions('openBody')).toHaveLength(1);
    inspector.setView('hex');
    expect(engine.questions('openBody').at(-1)).toMatchObject({ view: 'hex', bytesPerLine: 8 });
    await waiting('openBody')?.answer(succeed({ ...opened(2, 50), view: 'hex' }));
    await waiting('readLines')?.answer(succeed(lines(['{'])));
    inspector.fit(16);
    expect(engine.questions('openBody').at(-1)).toMatchObject({ view: 'hex', bytesPerLine: 16 });
  });

  it('steps to older messages and back until it follows again', async () => {
    const { inspector } = await openTopic();
    inspector.step(1);
    inspector.step(1);
    expect(inspector.pickedSeq).toBe(48);
    inspector.step(-1);
    expect(inspector.pickedSeq).toBe(49);
    inspector.step(-1);
    expect(inspector.following).toBe(true);
  });

  it('copies the message that the history of a branch looks at, whosever topic it is', async () => {
    const { inspector, lists, engine } = await openTopic();
    lists.row = (ordinal) =>
      historyRow(ordinal, { seq: ordinal + 11, node: 4 + (ordinal % 3), topic: `below-${ordinal}` });
    inspector.tab = 'history';
    inspector.historyTab.show(selectedTopic(4, 50), null);
    inspector.historyTab.setBelow(true);
    await vi.advanceTimersByTimeAsync(250);
    await lists.serve();
    inspector.historyTab.move('older', 10);
    void inspector.payloadText();
    expect(engine.questions('payloadText').at(-1)).toMatchObject({ node: 6, seq: 49 });
    expect(inspector.listed).toEqual({ node: 6, seq: 49, displayTopic: 't4/below-38' });
    inspector.tab = 'message';
    expect(inspector.listed).toEqual({ node: 4, seq: 50, displayTopic: 't4' });
    void inspector.payloadText();
    expect(engine.questions('payloadText').at(-1)).toMatchObject({ node: 4 });
    inspector.close();
  });

  it('opens the history with a field as a column, beside those that were', async () => {
    const { inspector, lists } = await openTopic();
    inspector.historyTab.show(selectedTopic(4, 50), null);
    inspector.historyTab.columns.toggle('a');
    inspector.historyTab.rest();
    inspector.openColumn('net.link');
    inspector.openColumn('net.link');
    expect(inspector.tab).toBe('history');
    inspector.historyTab.show(selectedTopic(4, 50), null);
    await lists.serve();
    expect(inspector.historyTab.list.columns).toEqual(['a', 'net.link']);
    inspector.close();
  });

  it('opens the history of a topic for the first time with a field as a column', async () => {
    const { inspector, lists } = await openTopic();
    inspector.openColumn('net.link');
    inspector.historyTab.show(selectedTopic(4, 50), null);
    await lists.serve();
    expect(inspector.historyTab.list.columns).toEqual(['net.link']);
    inspector.close();
  });

  it('answers the message that is open, not one that the history of a branch looks at', async () => {
    const { inspector, lists, engine, waiting } = open();
    engine.frame({ selected: selectedTopic(4, 50) });
    vi.advanceTimersByTime(80);
    await lists.serve();
    const correlationData = Uint8Array.of(7);
    const properties = { ...noProperties, replyTopic: 'answers', correlationData };
    await waiting('openBody')?.answer(succeed(openedBody({ facts: { seq: 50, properties } })));
    await waiting('readLines')?.answer(succeed(lines(['{', '}'])));
    const asked = { topic: 'answers', correlationData };
    expect(inspector.reply).toEqual(asked);
    lists.row = (ordinal) => historyRow(ordinal, { seq: ordinal + 11, node: 4 + (ordinal % 3) });
    inspector.tab = 'history';
    inspector.historyTab.show(selectedTopic(4, 50), null);
    inspector.historyTab.setBelow(true);
    await vi.advanceTimersByTimeAsync(250);
    await lists.serve();
    expect(inspector.reply).toEqual(asked);
    inspector.historyTab.move('older', 10);
    expect(inspector.listed?.node).toBe(6);
    expect(inspector.reply).toBeNull();
    inspector.tab = 'properties';
    expect(inspector.reply).toEqual(asked);
    inspector.close();
  });

  it('copies and saves what a level without messages of its own lists', async () => {
    const { engine, inspector, lists } = open();
    engine.frame({ selected: selectedTopic(4, null) });
    await vi.advanceTimersByTimeAsync(80);
    expect(inspector.listed).toBeNull();
    lists.row = (ordinal) => historyRow(ordinal, { node: 9, topic: 'a/b' });
    inspector.tab = 'history';
    inspector.historyTab.show(selectedTopic(4, null), null);
    inspector.historyTab.setBelow(true);
    await vi.advanceTimersByTimeAsync(250);
    await lists.serve();
    expect(inspector.listed).toMatchObject({ node: 9, displayTopic: 't4/a/b' });
    inspector.close();
  });

  it('reads a message that is not open to name its file, and closes it', async () => {
    const { engine, inspector, waiting } = await openTopic();
    const { opened } = inspector.body;
    expect(await inspector.readingOf({ node: 4, seq: 50 })).toBe(opened);
    const reading = inspector.readingOf({ node: 9, seq: 12 });
    expect(engine.questions('openBody').at(-1)).toMatchObject({ node: 9, seq: 12, view: 'decoded', compare: false });
    const other = openedBody({ document: 77, facts: { seq: 12 } });
    await waiting('openBody')?.answer(succeed(other));
    expect(await reading).toBe(other);
    expect(engine.questions('closeBody').at(-1)).toEqual({ ask: 'closeBody', document: 77 });
    const gone = inspector.readingOf({ node: 9, seq: 3 });
    await waiting('openBody')?.answer(fail('not-kept'));
    expect(await gone).toBeNull();
    inspector.close();
  });

  it('says why a message cannot be read', async () => {
    const { engine, inspector, waiting } = open();
    engine.frame({ selected: selectedTopic(4, 50) });
    vi.advanceTimersByTime(80);
    await waiting('openBody')?.answer(fail('not-kept'));
    expect(inspector.body.failure?.code).toBe('not-kept');
    expect(inspector.body.opened).toBeNull();
  });

  it('forgets everything of an engine that is gone', async () => {
    const { engine, inspector } = await openTopic();
    engine.snapshot();
    expect(inspector.topic).toBeNull();
    expect(inspector.body.opened).toBeNull();
    // The document belonged to the channel that closed.
    expect(engine.questions('closeBody')).toHaveLength(0);
  });

  it('reads anew what is shown once other rules hold, and only then', async () => {
    const { engine, lists } = await openTopic();
    const frame = (decodingRevision: number) =>
      engine.frame({ selected: selectedTopic(4, 50), status: { ...emptyFrame.status, decodingRevision } });
    const asked = () => [engine.questions('openBody').length, engine.questions('readList').length];
    const before = asked();
    frame(1);
    await vi.advanceTimersByTimeAsync(1_000);
    await lists.serve();
    expect(asked()).toEqual(before);
    frame(2);
    await vi.advanceTimersByTimeAsync(1_000);
    await lists.serve();
    expect(asked()).toEqual(before.map((count) => count + 1));
  });

  it('shows a number as a chart, until another topic is chosen', async () => {
    const { engine, inspector } = await openTopic();
    inspector.openChart('window[0]');
    expect([inspector.tab, inspector.chartPath]).toEqual(['chart', 'window[0]']);
    engine.frame({ selected: selectedTopic(5, 70) });
    await vi.advanceTimersByTimeAsync(80);
    expect([inspector.tab, inspector.chartPath]).toEqual(['chart', null]);
  });
});
