import { describe, expect, it } from 'vitest';
import { unbroken } from '../../../../../renderer/src/format/unbroken-names';

const shown = (text: string): string => unbroken(text).replaceAll('\u{a0}', '~');

describe('unbroken', () => {
  it.each([
    ['Use a new client ID.', 'Use a new client~ID.'],
    ['Client ID taken over', 'Client~ID taken over'],
    ['It takes only certain client IDs, or none.', 'It takes only certain client~IDs, or none.'],
    ['Nothing is listening on port 8883 any more', 'Nothing is listening on port~8883 any more'],
    ['MQTT 3.1.1 or MQTT 5, TLS 1.2', 'MQTT~3.1.1 or MQTT~5, TLS~1.2'],
    ['Choose the CA file that issued it.', 'Choose the CA~file that issued it.'],
    ['Turn Read only off in the connection.', 'Turn Read~only off in the connection.'],

    ['a report 5, a client Idea', 'a report 5, a client Idea']
  ])('%s', (text, kept) => {
    expect(shown(text)).toBe(kept);
  });
});
