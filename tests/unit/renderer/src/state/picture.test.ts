import { expect, it } from 'vitest';
import { fail, succeed, type Result } from '#contract/failure';
import { PictureState } from '../../../../../renderer/src/state/picture.svelte';
import { settled } from './engine-double';

function open() {
  const asked: { document: number; signal: AbortSignal; answer: (result: Result<Uint8Array> | null) => void }[] = [];
  const picture = new PictureState({
    read: (document, signal) => new Promise((answer) => asked.push({ document, signal, answer })),
    urlOf: (bytes, mime) => Promise.resolve(bytes[0] === 0 ? null : `${mime} ${bytes[0]}`)
  });
  const give = async (result: Result<Uint8Array>): Promise<void> => {
    asked.at(-1)?.answer(result);
    await settled();
  };
  return { picture, asked, give };
}

const mime = 'image/png';

it('draws one picture after the other, however fast they come', async () => {
  const { picture, asked, give } = open();
  for (const document of [1, 2, 3]) picture.show({ document, mime });
  expect(asked.map(({ document }) => document)).toEqual([1]);
  expect(asked[0]?.signal.aborted).toBe(false);
  await give(succeed(Uint8Array.of(1)));
  expect(picture.url).toBe('image/png 1');
  expect(asked.map(({ document }) => document)).toEqual([1, 3]);
  await give(succeed(Uint8Array.of(3)));
  expect(picture.url).toBe('image/png 3');
});

it('tells a picture that is not kept from one that is damaged', async () => {
  const { picture, give } = open();
  picture.show({ document: 1, mime });
  await give(fail('not-kept'));
  expect(picture.failure?.code).toBe('not-kept');
  expect(picture.damaged).toBe(false);
  picture.show({ document: 2, mime });
  await give(succeed(Uint8Array.of(0)));
  expect(picture.failure).toBeNull();
  expect(picture.damaged).toBe(true);
  picture.show({ document: 3, mime });
  await give(succeed(Uint8Array.of(7)));
  expect([picture.damaged, picture.url]).toEqual([false, 'image/png 7']);
});

it('says nothing of one that was closed for the next', async () => {
  const { picture, give } = open();
  picture.show({ document: 1, mime });
  picture.show({ document: 2, mime });
  await give(fail('not-kept'));
  expect(picture.failure).toBeNull();
  await give(succeed(Uint8Array.of(2)));
  expect(picture.url).toBe('image/png 2');
});

it('reads no more when nobody looks', async () => {
  const { picture, asked, give } = open();
  picture.show({ document: 1, mime });
  picture.show({ document: 2, mime });
  picture.close();
  expect(asked[0]?.signal.aborted).toBe(true);
  await give(succeed(Uint8Array.of(1)));
  expect(asked).toHaveLength(1);
  expect(picture.url).toBeNull();
});
