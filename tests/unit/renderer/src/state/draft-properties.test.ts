import { describe, expect, it } from 'vitest';
import { draftProperties, propertyValues } from '../../../../../renderer/src/state/draft-properties';

describe('the user properties of a draft', () => {
  it('keep empty ones that were stored, and drop a line that was added and left empty', () => {
    const kept = propertyValues([
      ['', ''],
      ['a', 'b']
    ]);
    const added = [
      { line: 7, name: '', value: '', added: true },
      { line: 8, name: '', value: 'x', added: true }
    ];
    expect(draftProperties([...kept, ...added])).toEqual([
      ['', ''],
      ['a', 'b'],
      ['', 'x']
    ]);
  });
});
