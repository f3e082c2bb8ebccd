import { describe, expect, it } from 'vitest';
import type { RequestInput } from '../../../../../electron/contract/app';
import type { Diagnosis } from '../../../../../electron/contract/diagnosis';
import { fail, succeed, type Result } from '../../../../../electron/contract/failure';
import type { ProfileDraft } from '../../../../../electron/contract/profile-change';
import { usualFields } from '../../../../../electron/contract/usual-fields';
import { ConnectionTest } from '../../../../../renderer/src/state/connection-test.svelte';

const draft: ProfileDraft = {
  id: null,
  fields: usualFields('Plant', { protocol: 'mqtt', host: 'broker.example', port: 1883, path: '/' }),
  secrets: [],
  files: []
};
const diagnosis = (done: boolean): Diagnosis => ({ startedAtMs: 1, steps: [], chain: [], failure: null, done });

/** Main's answers, and what it was asked. */
function world(answer: (input: RequestInput<'testConnection'>) => Result<null> = () => succeed(null)) {
  const asked: string[] = [];
  const cancelled: string[] = [];
  const copied: string[] = [];
  const client = {
    testConnection: (input: RequestInput<'testConnection'>) => {
      asked.push(input.testId);
      return Promise.resolve(answer(input));
    },
    cancelTest: ({ testId }: RequestInput<'cancelTest'>) => {
      cancelled.push(testId);
      return Promise.resolve(succeed(null));
    },
    copyText: ({ text }: RequestInput<'copyText'>) => {
      copied.push(text);
      return Promise.resolve(succeed(null));
    }
  };
  return { client, asked, cancelled, copied };
}

describe('ConnectionTest', () => {
  it('shows what a failed connect left behind until a test is made', async () => {
    const { client } = world();
    const before = diagnosis(true);
    const test = new ConnectionTest(client, before);
    expect(test.diagnosis).toBe(before);
    expect(test.made).toBe(false);
    await test.start(draft);
    expect(test.diagnosis).toBeNull();
    expect(test.made).toBe(true);
  });

  it('follows its own test only, and runs until that is done', async () => {
    const { client, asked } = world();
    const test = new ConnectionTest(client, null);
    await test.start(draft);
    const [testId = ''] = asked;
    expect(test.running).toBe(true);
    test.accept({ kind: 'test', testId: crypto.randomUUID(), diagnosis: diagnosis(true) });
    expect(test.diagnosis).toBeNull();
    test.accept({ kind: 'test', testId, diagnosis: diagnosis(false) });
    expect(test.running).toBe(true);
    test.accept({ kind: 'test', testId, diagnosis: diagnosis(true) });
    expect(test.running).toBe(false);
    expect(test.diagnosis?.done).toBe(true);
  });

  it('ends the test before when a new one starts, and hears of it no more', async () => {
    const { client, asked, cancelled } = world();
    const test = new ConnectionTest(client, null);
    await test.start(draft);
    await test.start(draft);
    expect(cancelled).toEqual([asked[0]]);
    test.accept({ kind: 'test', testId: asked[0] ?? '', diagnosis: diagnosis(true) });
    expect(test.diagnosis).toBeNull();
    expect(test.running).toBe(true);
  });

  it('cancels once, and keeps what was found so far', async () => {
    const { client, asked, cancelled } = world();
    const test = new ConnectionTest(client, null);
    test.cancel();
    await test.start(draft);
    test.accept({ kind: 'test', testId: asked[0] ?? '', diagnosis: diagnosis(false) });
    test.cancel();
    test.cancel();
    expect(cancelled).toEqual(asked);
    expect(test.running).toBe(false);
    expect(test.diagnosis?.done).toBe(false);
  });

  it('says why it could not start', async () => {
    const { client } = world(() => fail('request-invalid'));
    const test = new ConnectionTest(client, null);
    await test.start(draft);
    expect(test.failure?.code).toBe('request-invalid');
    expect(test.running).toBe(false);
  });

  it('does not let the refusal of an older test end a newer one', async () => {
    const answers: ((answer: Result<null>) => void)[] = [];
    const { client } = world();
    const slow = { ...client, testConnection: () => new Promise<Result<null>>((resolve) => answers.push(resolve)) };
    const test = new ConnectionTest(slow, null);
    const first = test.start(draft);
    void test.start(draft);
    answers[0]?.(fail('request-invalid'));
    await first;
    expect(test.failure).toBeNull();
    expect(test.running).toBe(true);
  });

  it('puts a report on the clipboard', async () => {
    const { client, copied } = world();
    expect(await new ConnectionTest(client, null).copy('report')).toBe(true);
    expect(copied).toEqual(['report']);
  });
});
