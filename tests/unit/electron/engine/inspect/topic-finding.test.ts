import { describe, expect, it } from 'vitest';
import { TopicFinding } from '../../../../../electron/engine/inspect/topic-finding';
import type { InspectMoment } from '../../../../../electron/engine/view/inspecting';
import { Store } from '../../../../../electron/engine/store/store';
import { arrival, randomFrom } from '../../../../support/arrival';

const live: InspectMoment = { atMs: null, lastSeq: null, newestSeq: () => null };
const { signal } = new AbortController();

function begin(topics: readonly string[]): { readonly store: Store; readonly finding: TopicFinding } {
  const store = new Store({ historyBudgetBytes: 10_000_000, topicLimit: 100_000 });
  for (const topic of topics) store.append(arrival(topic, '1'));
  const displayBytes = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
  return { store, finding: new TopicFinding({ order: store.order, displayBytes }) };
}

async function matching(topics: readonly string[], filter: string): Promise<readonly string[]> {
  return (await begin(topics).finding.matching(filter, live, signal)).map(({ topic }) => topic);
}

/** [MQTT-4.7], as plainly as it can be said. */
function matches(topic: string, filter: string): boolean {
  const levels = topic.split('/');
  const wanted = filter.split('/');
  if (topic.startsWith('$') && /^[+#]/.test(filter)) return false;
  for (const [index, level] of wanted.entries()) {
    if (level === '#') return levels.length >= index;
    if (index >= levels.length || (level !== '+' && level !== levels[index])) return false;
  }
  return wanted.length === levels.length;
}

describe('finding topics', () => {
  const topics = ['a/10/t', 'a/2/t', 'a/2', 'a/2/t/x', 'b/2/t', '$SYS/a/t', '/', 'a//t', 'A/2/t'];

  it.each([
    ['a/+/t', ['a//t', 'a/2/t', 'a/10/t']],
    ['a/2/#', ['a/2', 'a/2/t', 'a/2/t/x']],
    ['a/2', ['a/2']],
    ['+/+', ['/', 'a/2']],
    ['$SYS/#', ['$SYS/a/t']],
    ['+/a/t', []],
    ['a/#/t', []],
    ['', []],
    ['nowhere/#', []]
  ])('that %s matches, in the order of the tree', async (filter, wanted) => {
    expect(await matching(topics, filter)).toEqual(wanted);
  });

  it('agrees with the definition for many topics and filters', async () => {
    const random = randomFrom(9);
    const level = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? '';
    const path = (words: readonly string[]): string =>
      Array.from({ length: 1 + Math.floor(random() * 4) }, () => level(words)).join('/');
    for (let round = 0; round < 200; round += 1) {
      const some = [...new Set(Array.from({ length: 15 }, () => path(['a', 'b', '', '$x'])))].filter(
        (topic) => topic !== ''
      );
      const filter = random() < 0.4 ? `${path(['a', '+', ''])}/#` : path(['a', 'b', '+', '', '$x']);
      expect([...(await matching(some, filter))].sort()).toEqual(some.filter((topic) => matches(topic, filter)).sort());
    }
  });

  it('gives no more than a chart has room for, and goes on while topics come', async () => {
    const { store, finding } = begin(Array.from({ length: 5_000 }, (_, index) => `m/${index}/other`));
    const searching = finding.matching('m/+/t', live, signal);
    for (let index = 0; index < 5_000; index += 1) store.append(arrival(`m/${index}x/other`));
    expect(await searching).toEqual([]);
    expect(await finding.matching('#', live, signal)).toHaveLength(24);
  });

  it('ends when nobody waits', async () => {
    const { finding } = begin(Array.from({ length: 50_000 }, (_, index) => `m/${index}`));
    const asking = new AbortController();
    const searching = finding.matching('+/+/t', live, asking.signal);
    asking.abort(new Error('gone'));
    await expect(searching).rejects.toThrow('gone');
  });

  it('by their exact name, as far as the moment knows them', () => {
    const { store, finding } = begin(['a/b', 'ä/😀']);
    expect(finding.find('a/b', live)?.topic).toBe('a/b');
    expect(finding.find('ä/😀', live)?.topic).toBe('ä/😀');
    expect([finding.find('a', live), finding.find('a/b/', live), finding.find('', live)]).toEqual([null, null, null]);
    const moment = store.freeze(1_000_000);
    const paused = {
      atMs: 1_000_000,
      lastSeq: store.lastSeq,
      newestSeq: (node: number) => moment.facts(node)?.own?.newestSeq ?? null
    };
    store.append(arrival('later'));
    expect([finding.find('later', paused), finding.find('a/b', paused)?.topic]).toEqual([null, 'a/b']);
  });
});
