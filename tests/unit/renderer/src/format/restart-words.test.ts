import { describe, expect, it } from 'vitest';
import { restartMeaning } from '../../../../../renderer/src/format/restart-words';
import { formatSeconds } from '../../../../../renderer/src/format/times';

const atMs = Date.UTC(2026, 2, 14, 14, 32, 7);

describe('restartMeaning', () => {
  it('counts what is gone', () => {
    const meaning = restartMeaning({ atMs, lostTopics: 12_408, lostMessages: 1_100_000 });
    expect(meaning).toContain(`stopped at ${formatSeconds(atMs)} and came back`);
    expect(meaning).toContain('12,408 topics and 1,100,000 messages kept in memory are gone; retained ones come back');
  });

  it('knows one from many, and none', () => {
    expect(restartMeaning({ atMs, lostTopics: 1, lostMessages: 1 })).toContain('1 topic and 1 message kept');
    expect(restartMeaning({ atMs, lostTopics: 0, lostMessages: 0 })).not.toContain('gone');
  });
});
