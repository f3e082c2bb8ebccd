import { describe, expect, it } from 'vitest';
import type { EngineStatus, OverloadStep } from '#contract/frame';
import {
  beyondNote,
  droppedNote,
  gapNote,
  memoryNote,
  overloadNote,
  topicsBeyond
} from '../../../../../../renderer/src/panes/status/status-notes';
import { emptyFrame } from '../../state/engine-double';

const at = (hours: number, minutes: number, seconds: number, day = 14) =>
  new Date(2026, 2, day, hours, minutes, seconds).getTime();
const status = (changes: Partial<EngineStatus>): EngineStatus => ({ ...emptyFrame.status, ...changes });
const overloaded = (step: OverloadStep) =>
  overloadNote(
    status({
      dropped: 7,
      overload: { step, waitingBytes: 134_000_000, bufferBytes: 256_000_000, lastValueOnly: 1_234_567 }
    })
  );

describe('status notes', () => {
  it('tell the memory to the byte', () => {
    const note = memoryNote(
      status({
        historyBytes: 211_999_488,
        historyBudgetBytes: 256_000_000,
        largeBytes: 0,
        largeBudgetBytes: 128_000_000,
        treeBytes: 250_000_000,
        discarded: 12
      })
    );
    expect(note.figures).toEqual([
      ['History', '211,999,488 B of 256,000,000 B'],
      ['Payloads over 64 KB', '0 B of 128,000,000 B'],
      ['Topics and views', '250,000,000 B'],
      ['Older messages let go', '12']
    ]);
  });

  it('say how many messages were dropped, or that none was', () => {
    expect(droppedNote(status({})).sentences).toEqual([
      'No message was dropped since this connection’s process started.'
    ]);
    expect(droppedNote(status({ dropped: 1 })).sentences[0]).toMatch(/^1 message was counted/);
    expect(droppedNote(status({ dropped: 1_234 })).sentences[0]).toMatch(/^1,234 messages were counted/);
  });

  it('name the limit and the setting when there are more topics than it', () => {
    expect(beyondNote(status({}))).toBeNull();
    const note = beyondNote(
      status({ topics: 2_000_000, topicLimit: 2_000_000, topicsBeyondLimit: 12_345, messagesBeyondLimit: 99_999 })
    );
    expect(note?.sentences.join(' ')).toContain('The tree holds 2,000,000 topics.');
    expect(note?.sentences.join(' ')).toContain('Topic limit');
    expect(note?.figures.map(([, value]) => value)).toEqual(['2,000,000', '12,345', '99,999']);
    expect(topicsBeyond(status({ topicsBeyondLimit: 1_000_000 }))).toBe('at least 1,000,000');
  });

  it('tell each step of the overload apart, with exact numbers', () => {
    expect(overloaded(0)).toBeNull();
    const notes = ([1, 2, 3, 4] as const).map((step) => overloaded(step));
    expect(new Set(notes.map((note) => note?.title)).size).toBe(4);
    expect(new Set(notes.map((note) => note?.sentences[0])).size).toBe(4);
    for (const note of notes) {
      expect(note?.figures.map(([, value]) => value)).toEqual(['134,000,000 B of 256,000,000 B', '1,234,567', '7']);
    }
  });

  it('say from when to when messages may be missing, and why', () => {
    const nowMs = at(12, 5, 0);
    expect(gapNote(status({ nowMs }))).toBeNull();
    const gap = { fromMs: at(12, 4, 31), toMs: at(12, 4, 36), cause: 'stopped' } as const;
    expect(gapNote(status({ nowMs, gaps: 1, lastGap: gap }))?.sentences[0]).toBe(
      'This connection’s process, or the whole computer, stood still from 12:04:31 to 12:04:36. Messages may be missing.'
    );
    const night = { fromMs: at(23, 59, 0, 13), toMs: at(0, 1, 0), cause: 'offline' } as const;
    expect(gapNote(status({ nowMs, gaps: 3, lastGap: night }))?.sentences.slice(0, 2)).toEqual([
      'This connection was down from 2026-03-13 23:59:00 to 00:01:00. Messages may be missing.',
      'This is the newest of 3 gaps.'
    ]);
  });
});
