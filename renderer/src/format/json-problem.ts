import { parse, type ParseError } from 'jsonc-parser';

export interface JsonProblem {
  readonly offset: number;
  readonly length: number;
  /** From 1. */
  readonly line: number;
}

/** Typing stays quick: longer text is not checked. */
const longestChecked = 200_000;

/** The first place where text that looks like JSON is none; null when it is fine, is no JSON at all, or is very long. */
export function jsonProblem(text: string): JsonProblem | null {
  if (!/^\s*[[{]/.test(text) || text.length > longestChecked) return null;
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  const first = errors[0];
  if (first === undefined) return null;
  const line = text.slice(0, first.offset).split('\n').length;
  return { offset: first.offset, length: Math.max(1, first.length), line };
}
