import { beforeEach, describe, expect, it } from 'vitest';
import { fail } from '../../../../../electron/contract/failure';
import type { OverloadStep } from '../../../../../electron/contract/frame';
import { contractVersion } from '../../../../../electron/contract/port';
import { ViewRun } from '../../../../support/view-run';

let run: ViewRun;

beforeEach(async () => {
  run = new ViewRun();
  await run.open();
  await run.look(0, 20);
});

describe('credit', () => {
  it('sends at most two unacknowledged frames on ticks, a third to answer a person, and goes on with the next ack', async () => {
    run.append('a');
    await run.pass(1_000);
    run.acks = false;
    const from = run.frames.length;
    for (let step = 0; step < 40; step += 1) {
      run.append('a', String(step));
      await run.pass(100);
    }
    expect(run.frames.length - from).toBe(2);
    await run.command({ kind: 'select', node: 1 });
    expect(run.frames.length - from).toBe(3);
    await run.command({ kind: 'select', node: null });
    await run.command({ kind: 'collapseAll' });
    expect(run.frames.length - from).toBe(3);
    await run.command({ kind: 'ack', revision: run.frame.revision });
    expect(run.frames.length - from).toBe(4);
    expect(run.frame.selected).toBeNull();
    expect(run.frame.rows[0]?.preview).toEqual({ kind: 'text', text: '39' });
  });

  it('sends nothing while nothing changes', async () => {
    run.append('a');
    await run.pass(70_000);
    const from = run.frames.length;
    await run.pass(20_000);
    expect(run.frames.length).toBe(from);
  });

  it('sends at most ten frames a second, two when the window is hidden', async () => {
    const count = async (): Promise<number> => {
      const from = run.frames.length;
      for (let step = 0; step < 200; step += 1) {
        run.append('a', String(step));
        await run.pass(50);
      }
      return run.frames.length - from;
    };
    expect(await count()).toBeLessThanOrEqual(101);
    await run.command({ kind: 'presence', attended: false, hidden: true });
    const hidden = await count();
    expect(hidden).toBeGreaterThanOrEqual(19);
    expect(hidden).toBeLessThanOrEqual(21);
  });

  it('sends fewer frames to a connection that gets more than it can take in, and answers a person at once', async () => {
    const framesOf = async (overloadStep: OverloadStep): Promise<number> => {
      run.live = { ...run.live, overloadStep };
      await run.pass(1_000);
      const from = run.frames.length;
      for (let step = 0; step < 200; step += 1) {
        run.append('a', String(step));
        await run.pass(50);
      }
      return run.frames.length - from;
    };
    expect(await framesOf(0)).toBeGreaterThan(95);
    const [one, two, four] = [await framesOf(1), await framesOf(2), await framesOf(4)];
    expect(one).toBeGreaterThanOrEqual(39);
    expect(one).toBeLessThanOrEqual(41);
    for (const frames of [two, four]) {
      expect(frames).toBeGreaterThanOrEqual(19);
      expect(frames).toBeLessThanOrEqual(21);
    }
    const from = run.frames.length;
    await run.command({ kind: 'select', node: 1 });
    expect(run.frames.length).toBe(from + 1);
  });

  it('goes on when the clock is set back', async () => {
    run.append('a');
    await run.pass(1_000);
    run.nowMs -= 3_600_000;
    const from = run.frames.length;
    run.append('a', '2');
    await run.pass(300);
    expect(run.frames.length).toBeGreaterThan(from);
  });
});

describe('lag', () => {
  const lagMs = (): number | null => run.lag.p95(run.nowMs);

  it('is from the socket to the ack of the frame that is the first to show a message', async () => {
    run.append('a');
    run.append('b');
    await run.pass(10_000);
    expect(lagMs()).toBeNull();
    run.acks = false;
    run.append('a', '2');
    await run.pass(100);
    const { revision } = run.frame;
    run.nowMs += 30;
    await run.command({ kind: 'ack', revision });
    expect(lagMs()).toBeGreaterThanOrEqual(30);
    expect(lagMs()).toBeLessThanOrEqual(140);
    // Acknowledged again, and shown again by frames in which something else is new.
    run.acks = true;
    await run.pass(6_000);
    run.append('b', '2');
    await run.pass(50);
    await run.command({ kind: 'ack', revision });
    await run.pass(100);
    expect(lagMs()).toBeLessThanOrEqual(100);
  });

  it('leaves out old messages on rows that were scrolled to, messages while paused, and hidden windows', async () => {
    for (let topic = 0; topic < 100; topic += 1) run.append(String(topic));
    await run.pass(60_000);
    await run.look(50, 20);
    await run.pass(300);
    expect(lagMs()).toBeNull();
    await run.command({ kind: 'pause', on: true });
    run.append('55', '2');
    await run.pass(300);
    expect(lagMs()).toBeNull();
    await run.command({ kind: 'pause', on: false });
    await run.pass(10_000);
    await run.command({ kind: 'presence', attended: false, hidden: true });
    run.append('55', '3');
    await run.pass(1_000);
    expect(lagMs()).toBeNull();
  });

  it('leaves out what came while the window showed something else, and goes on with what comes then', async () => {
    run.append('a');
    await run.pass(10_000);
    run.closeWindow();
    await run.settle();
    run.append('a', '2');
    await run.pass(45_000);
    run.append('b');
    await run.pass(1_000);
    await run.open();
    await run.look(0, 20);
    await run.pass(300);
    expect(lagMs()).toBeNull();
    run.append('a', '3');
    await run.pass(300);
    expect(lagMs()).toBeLessThanOrEqual(140);
  });

  it('leaves out what came before a window looked at all', async () => {
    run = new ViewRun();
    run.append('a');
    run.nowMs += 3_000;
    await run.open();
    await run.look(0, 20);
    await run.pass(1_000);
    expect(lagMs()).toBeNull();
  });

  it('leaves out what came while the page was hidden, also where its last frame is painted only later', async () => {
    run.append('a');
    await run.pass(10_000);
    run.acks = false;
    run.append('a', '2');
    await run.pass(100);
    await run.command({ kind: 'presence', attended: false, hidden: true });
    run.append('a', '3');
    await run.pass(3_000);
    run.acks = true;
    await run.command({ kind: 'presence', attended: false, hidden: false });
    await run.command({ kind: 'ack', revision: run.frame.revision });
    await run.pass(1_000);
    expect(lagMs()).toBeNull();
    run.append('a', '4');
    await run.pass(300);
    expect(lagMs()).toBeLessThanOrEqual(140);
  });

  it('goes on when the clock is set back', async () => {
    run.append('a');
    await run.pass(10_000);
    run.nowMs -= 3_600_000;
    await run.pass(1_000);
    run.append('a', '2');
    await run.pass(300);
    expect(lagMs()).not.toBeNull();
  });
});

describe('status', () => {
  it('has the figures of the store, of the connection, and what the view holds', async () => {
    run.append('a/b');
    run.live = {
      lagMs: 7,
      overloadStep: 1,
      waitingBytes: 12,
      bufferBytes: 99,
      gaps: 1,
      decodingRevision: 0,
      lastGap: { fromMs: 1, toMs: 2, cause: 'offline' }
    };
    await run.pass(200);
    expect(run.frame.status).toMatchObject({
      topics: 1,
      messages: 1,
      lagMs: 7,
      topicLimit: 2_000_000,
      overload: { step: 1, waitingBytes: 12, bufferBytes: 99, lastValueOnly: 0 },
      gaps: 1,
      lastGap: { cause: 'offline' },
      newerWhilePaused: null
    });
    // What the filter's rows take, on top of the whole tree's.
    const { treeBytes } = run.frame.status;
    await run.command({ kind: 'filter', text: 'b' });
    expect(run.frame.status.treeBytes).toBeGreaterThan(treeBytes + 500_000);
    await run.command({ kind: 'filter', text: '' });
    expect(run.frame.status.treeBytes).toBeLessThan(treeBytes + 500_000);
  });
});

describe('port', () => {
  it('gives a reloaded page its snapshot, and expansion, selection, pause and place as they were', async () => {
    for (let child = 0; child < 100; child += 1) run.append(`a/${child}`);
    run.append('b');
    await run.pass(2_000);
    await run.command({ kind: 'expand', node: run.node('a'), open: true });
    await run.look(50, 10);
    await run.command({ kind: 'select', node: run.node('b') });
    await run.command({ kind: 'pause', on: true });
    run.others.length = 0;
    await run.open();
    expect(run.snapshot).toEqual({
      kind: 'snapshot',
      version: contractVersion,
      first: 50,
      selected: run.node('b'),
      paused: true,
      filter: ''
    });
    expect(run.frame).toMatchObject({ first: 50, totalRows: 102, selected: { topic: 'b' } });
  });

  it('drops what is no message and says so', async () => {
    const frames = run.frames.length;
    for (const bad of [
      null,
      'x',
      {},
      { type: 'command', command: { kind: 'look', first: -1 } },
      { type: 'question', id: 1 }
    ]) {
      run.others.length = 0;
      await run.send(bad);
      expect(run.others).toMatchObject([{ kind: 'refused', failure: { code: 'request-invalid' } }]);
    }
    run.others.length = 0;
    await run.send({ type: 'hello', version: 99 });
    expect(run.others).toMatchObject([{ kind: 'refused' }]);
    expect(run.frames.length).toBe(frames);
  });

  it('takes node numbers that are none without harm', async () => {
    run.append('a/b');
    await run.pass(1_000);
    // Some of them are a node's place once they have 32 bits.
    for (const node of [0, 3, 2 ** 29 + 1, 2 ** 31 + 1, 2 ** 32 + 2, 4_000_000_000, Number.MAX_SAFE_INTEGER]) {
      await run.command({ kind: 'expand', node, open: true });
      await run.command({ kind: 'expandSiblings', node });
      await run.command({ kind: 'expandBranch', node });
      await run.command({ kind: 'select', node });
      await run.look(node, 10, node);
      if (node > 0) expect(run.frame.anchor?.node).not.toBe(node);
      const moved = await run.ask({ ask: 'move', from: node, to: 'parent', step: 1, prefix: '' });
      expect(moved).toEqual({ ok: true, value: null });
    }
    await run.look(0, 10);
    expect(run.tree).toEqual(['- a', '  b']);
  });

  it('listens to the newest port only', async () => {
    const { closed } = { closed: run.frames.length };
    run.closeWindow();
    run.append('a');
    await run.pass(1_000);
    expect(run.frames.length).toBe(closed);
    await run.open();
    expect(run.tree).toEqual(['a']);
    run.session.dispose();
  });
});

describe('questions', () => {
  it('answers moves over rows', async () => {
    for (const topic of ['a/b/one', 'a/b/two', 'c', 'Delta', 'e']) run.append(topic);
    await run.pass(2_000);
    expect(run.tree).toEqual(['- a / b', '  one', '  two', 'c', 'Delta', 'e']);
    const node = (topic: string): number => run.node(topic);
    const move = async (
      from: string | null,
      to: 'parent' | 'firstChild' | 'previous' | 'next' | 'first' | 'last' | 'typeahead',
      more = {}
    ) => {
      const question = {
        ask: 'move',
        from: from === null ? null : node(from),
        to,
        step: 1,
        prefix: '',
        ...more
      } as const;
      return ((await run.ask(question)) as { value: { node: number; rank: number } | null }).value;
    };
    expect(await move('a/b/two', 'parent')).toEqual({ node: node('a/b'), rank: 0 });
    expect(await move('c', 'parent')).toBeNull();
    expect(await move('a/b', 'firstChild')).toEqual({ node: node('a/b/one'), rank: 1 });
    expect(await move('c', 'firstChild')).toBeNull();
    expect(await move('c', 'previous')).toEqual({ node: node('a/b/two'), rank: 2 });
    expect(await move('a/b/one', 'next', { step: 3 })).toEqual({ node: node('Delta'), rank: 4 });
    expect(await move('c', 'next', { step: 500 })).toEqual({ node: node('e'), rank: 5 });
    expect(await move(null, 'first')).toEqual({ node: node('a/b'), rank: 0 });
    expect(await move(null, 'last')).toEqual({ node: node('e'), rank: 5 });
    expect(await move('e', 'typeahead', { prefix: 'dE' })).toEqual({ node: node('Delta'), rank: 4 });
    // The folded row answers to its first and to its last segment.
    expect(await move('c', 'typeahead', { prefix: 'b' })).toEqual({ node: node('a/b'), rank: 0 });
    expect(await move('c', 'typeahead', { prefix: 'A' })).toEqual({ node: node('a/b'), rank: 0 });
    expect(await move('c', 'typeahead', { prefix: 'zz' })).toBeNull();
    // A row that is folded away stands for the row it is in.
    await run.command({ kind: 'collapseAll' });
    expect(await move('a/b/one', 'next')).toEqual({ node: node('c'), rank: 1 });
  });

  it('looks through a long open tree for what is typed, and no further when nobody waits', async () => {
    for (let topic = 0; topic < 20_000; topic += 1) run.append(`a/${topic}`);
    run.append('a/\u00c9t\u00e9');
    await run.pass(2_000);
    await run.command({ kind: 'expand', node: run.node('a'), open: true });
    const question = { ask: 'move', from: run.node('a/3'), to: 'typeahead', step: 1 } as const;
    expect(await run.ask({ ...question, prefix: '19999' })).toMatchObject({ value: { node: run.node('a/19999') } });
    expect(await run.ask({ ...question, prefix: '\u00e9T' })).toMatchObject({
      value: { node: run.node('a/\u00c9t\u00e9') }
    });
    expect(await run.ask({ ...question, prefix: '2' })).toMatchObject({ value: { node: run.node('a/20') } });
    expect(await run.ask({ ...question, prefix: 'none' })).toMatchObject({ value: null });
    expect(await run.ask({ ...question, prefix: '' })).toMatchObject({ value: null });
    await run.send({ type: 'question', id: 7, question: { ...question, prefix: 'none' } });
    await run.send({ type: 'abandon', id: 7 });
    await run.pass(100);
    expect(run.others).toEqual([]);
  });

  it('opens, reads and closes a body', async () => {
    run.append('a', '{"x":1}');
    const opened = (await run.ask({
      ask: 'openBody',
      node: 1,
      seq: null,
      view: 'decoded',
      compare: false,
      all: false
    })) as {
      value: { document: number };
    };
    expect(opened).toMatchObject({ ok: true, value: { format: 'json', lines: 3 } });
    const { document } = opened.value;
    expect(await run.ask({ ask: 'readLines', document, first: 1, count: 10 })).toMatchObject({
      value: [{ text: '  "x": 1' }, { text: '}' }]
    });
    await run.ask({ ask: 'closeBody', document });
    expect(await run.ask({ ask: 'readLines', document, first: 0, count: 1 })).toEqual(fail('not-kept'));
    expect(await run.ask({ ask: 'payloadText', node: 1, seq: null })).toMatchObject({ value: '{"x":1}' });
    expect(await run.ask({ ask: 'payloadText', node: 9, seq: null })).toEqual(fail('not-kept'));
  });

  it('publishes through what it was given, aborts an abandoned question and stays silent about it', async () => {
    const question = {
      ask: 'publish',
      topic: 't',
      payload: 'p',
      qos: 1,
      retain: false,
      correlationData: null
    } as const;
    expect(await run.ask(question)).toEqual({ ok: true, value: { acknowledgedMs: 12, reasonCode: 0 } });
    let aborted = false;
    run.publish = (_request, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          aborted = true;
          reject(new Error('aborted'));
        });
      });
    await run.send({ type: 'question', id: 5, question });
    await run.send({ type: 'abandon', id: 5 });
    await run.pass(200);
    expect(aborted).toBe(true);
    expect(run.others.filter((other) => other.kind === 'reply')).toEqual([]);
  });

  it('answers a bug as a failure, and more open questions than a page ever has with a refusal', async () => {
    const question = {
      ask: 'publish',
      topic: 't',
      payload: 'p',
      qos: 1,
      retain: false,
      correlationData: null
    } as const;
    run.publish = () => Promise.reject(new Error('boom'));
    expect(await run.ask(question)).toMatchObject({ ok: false, failure: { code: 'bug' } });
    run.publish = () => new Promise(() => undefined);
    for (let id = 100; id < 164; id += 1) await run.send({ type: 'question', id, question });
    expect(await run.ask(question, 999)).toMatchObject({ ok: false, failure: { code: 'request-invalid' } });
  });
});
