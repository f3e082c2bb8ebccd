import { expect, it } from 'vitest';
import { payloadFileName } from '../../../../../../renderer/src/panes/inspector/payload-file-name';
import { openedBody } from '../../state/opened-body';

it.each([
  ['a/temperature', openedBody(), 'temperature.json'],
  ['a/b', openedBody({ decoding: { chain: ['gzip', 'json'] } }), 'b.gz'],
  ['a/b', openedBody({ format: 'binary', decoding: { chain: [] } }), 'b.bin'],
  ['a/b', openedBody({ view: 'raw', format: 'text', decoding: { chain: [] } }), 'b.txt'],
  ['a/', openedBody({ decoding: { chain: ['cbor'] } }), 'payload.cbor'],
  ['a/<x>:"y"', openedBody({ decoding: { chain: ['text'] } }), '-x-y-.txt']
])('%s is saved as %#', (topic, opened, name) => expect(payloadFileName(topic, opened)).toBe(name));

it('is named after the kind of picture', () => {
  const image = { mime: 'image/jpeg', widthPx: 1, heightPx: 1 } as const;
  const opened = openedBody({ format: 'image', image, decoding: { chain: ['image'] } });
  expect(payloadFileName('cam/front', opened)).toBe('front.jpg');
  // What is saved is what came, not the picture that was drawn from it.
  const drawn = openedBody({
    format: 'image',
    image: { ...image, mime: 'image/png' },
    decoding: { chain: ['image'], decodedBytes: opened.facts.sizeBytes + 900 }
  });
  expect(payloadFileName('cam/plan', drawn)).toBe('plan.svg');
});

it('is some bytes where nothing is known of it', () => expect(payloadFileName('a/b', null)).toBe('b.bin'));

it('stays short', () => {
  expect(payloadFileName('x'.repeat(500), openedBody()).length).toBeLessThan(90);
});
