import { expect, it } from 'vitest';
import { HistoryCollecting } from '../../../../../electron/engine/inspect/history-collecting';
import { KeptHistory } from '../../../../support/kept-history';

/** Above 512 the log itself is read, which does not say how many messages there are. */
const topics = 600;

it('tells of more messages than it found until it has looked through the whole log', () => {
  const kept = new KeptHistory(1_000_000);
  for (let topic = 0; topic < topics; topic += 1) kept.send(kept.node(`many/child-${topic}`), 'x');
  const wish = { node: kept.node('many'), below: true, changesOnly: false, filtered: false };
  const source = { log: kept.kept, order: kept.order, lastSeq: kept.lastSeq };
  const collecting = new HistoryCollecting(source, wish, kept.lastSeq, { mostRows: 10_000, verifyEveryMs: 0 });
  let looks = 0;
  while (!collecting.built) {
    looks += 1;
    expect(collecting.messages).toBeGreaterThan(collecting.rows.messages);
    collecting.buildOn();
  }
  expect(looks).toBeGreaterThan(2);
  expect(collecting.messages).toBe(topics);
});
