import type { EngineRestart } from '#contract/connection';
import { bannerWords } from '#contract/words/status';
import { formatWhole } from './numbers';
import { formatSeconds } from './times';

/** What an engine that died took along, in sentences. */
export function restartMeaning({ atMs, lostTopics, lostMessages }: EngineRestart): string {
  return `${bannerWords.restartedMeaning(formatSeconds(atMs))} ${lost(lostTopics, lostMessages)}`;
}

function lost(topics: number, messages: number): string {
  if (topics === 0 && messages === 0) return bannerWords.restartedLostNothing;
  return bannerWords.restartedLost(
    bannerWords.topics(topics, formatWhole(topics)),
    bannerWords.messages(messages, formatWhole(messages))
  );
}
