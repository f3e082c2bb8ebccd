import { describe, expect, it } from 'vitest';
import { messageBefore } from '../../../../../electron/engine/inspect/message-before';
import { KeptHistory } from '../../../../support/kept-history';

const { signal } = new AbortController();

function kept(...payloads: readonly string[]) {
  const history = new KeptHistory(10_000_000);
  const node = history.node('a');
  const other = history.node('b');
  for (const payload of payloads) {
    history.send(node, payload, { receivedAtMs: 100 + history.lastSeq });
    history.send(other, 'elsewhere');
  }
  const before = async (seq: number, different = false) => {
    const answer = await messageBefore(history.kept, { node, seq, different }, signal);
    return answer.ok ? (answer.value?.seq ?? null) : answer.failure.code;
  };
  return { history, node, before };
}

describe('the message before another one', () => {
  it('is the one before it in its topic', async () => {
    const { before } = kept('on', 'on', 'off');
    expect([await before(5), await before(3), await before(1)]).toEqual([3, 1, null]);
  });

  it('is the newest with another payload where a different one is wanted', async () => {
    const { before } = kept('off', 'on', 'on', 'on');
    expect([await before(7, true), await before(5, true), await before(3, true)]).toEqual([1, 1, 1]);
    expect(await before(1, true)).toBeNull();
  });

  it('is none where all before it are alike', async () => {
    const { before } = kept(...Array.from({ length: 2_000 }, () => 'steady'));
    expect(await before(3_999, true)).toBeNull();
  });

  it('says when it came', async () => {
    const { history, node } = kept('a', 'b');
    const answer = await messageBefore(history.kept, { node, seq: 3, different: false }, signal);
    expect(answer).toMatchObject({ ok: true, value: { seq: 1, receivedAtMs: 100 } });
  });

  it('is not known of a message that is gone, or of another topic', async () => {
    const { before } = kept('a', 'b');
    expect([await before(9), await before(2)]).toEqual(['not-kept', 'not-kept']);
  });
});
