import { expect, it } from 'vitest';
import { copyName } from '#contract/words/copy-name';

it.each([
  ['Plant', [], 'Plant copy'],
  ['Plant', ['Plant copy', 'Plant copy 2'], 'Plant copy 3'],
  ['x'.repeat(200), [], `${'x'.repeat(195)} copy`]
])('%s beside %j', (name, taken, copy) => {
  expect(copyName(name, taken)).toBe(copy);
});
