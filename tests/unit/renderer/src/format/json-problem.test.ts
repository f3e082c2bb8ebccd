import { describe, expect, it } from 'vitest';
import { jsonProblem } from '../../../../../renderer/src/format/json-problem';

describe('jsonProblem', () => {
  it.each(['', 'on', '42', '{"a": 1}', ' [1, 2] '])('has nothing to say about %j', (text) => {
    expect(jsonProblem(text)).toBeNull();
  });

  it.each([
    ['{"a": 1,}', 1],
    ['{\n  "a": 1\n  "b": 2\n}', 3],
    ['[1, 2', 1],
    ['{"a": 1} // why', 1]
  ])('finds where %j goes wrong', (text, line) => {
    const problem = jsonProblem(text);
    expect(problem?.line).toBe(line);
    expect(problem?.offset).toBeGreaterThan(0);
  });

  it('does not hold up typing in a very long text', () => {
    expect(jsonProblem(`{${'x'.repeat(200_000)}`)).toBeNull();
  });
});
