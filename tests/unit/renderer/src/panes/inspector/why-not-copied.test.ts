import { expect, it } from 'vitest';
import { failure, type FailureFacts } from '#contract/failure';
import { whyNotCopied } from '../../../../../../renderer/src/panes/inspector/why-not-copied';

it('offers a file only for what can be saved to one', () => {
  const said = (facts?: FailureFacts) => whyNotCopied(failure('copy-too-large', '', facts), () => 'described');
  expect(said()).toMatch(/16 million characters. Save it to a file/);
  expect(said({ what: 'user-properties' })).toBe('Not copied: more user properties came than Treeline reads.');
  expect(whyNotCopied(failure('not-kept'), () => 'described')).toBe('described');
});
