import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { fail, succeed } from '#contract/failure';
import { readDatabaseIn } from '../../../../electron/main/exchange-database-reading';
import { FakeProcess } from './fake-process';

const nothing = { tool: 'mqttx', profiles: [], skipped: 0, sealed: null } as const;

describe('readDatabaseIn', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
  });

  it('hands on what the process read, once it has ended and holds the copy no more', async () => {
    const reader = new FakeProcess();
    const done = vi.fn();
    const reading = readDatabaseIn(reader, '/copy.db').then(done);
    expect(reader.posted).toEqual([{ message: '/copy.db', port: undefined }]);
    reader.say(succeed(nothing));
    await vi.advanceTimersByTimeAsync(0);
    expect([reader.killed, done.mock.calls]).toEqual([true, []]);
    reader.end(0);
    await reading;
    expect(done).toHaveBeenCalledWith(succeed(nothing));
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends a process that does not come to an end, and says so', async () => {
    const reader = new FakeProcess();
    const reading = readDatabaseIn(reader, '/copy.db');
    await vi.advanceTimersByTimeAsync(29_999);
    expect(reader.killed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(reader.killed).toBe(true);
    // Nor does it wait for one that the system cannot end.
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await reading).toEqual(fail('import-unreadable', '', { reason: 'too-long', seconds: 30 }));
  });

  it('takes a database that a process dies of for none', async () => {
    const reader = new FakeProcess();
    const reading = readDatabaseIn(reader, '/copy.db');
    reader.end(5);
    expect(await reading).toEqual(fail('import-unreadable', '', { reason: 'no-database' }));
  });
});
