import type { FieldPath } from './chart';

/** A name in an object, or a place in an array. */
export type FieldStep = string | number;

/** Names that need no quotes: nothing in them means something in a path, is invisible or reorders what stands around it. */
const plainName = /^[^.[\]"\\\s\p{C}]([^.[\]"\\\p{C}\p{Zl}\p{Zp}]*[^.[\]"\\\s\p{C}])?$/u;
/** Letters and marks that fonts draw as nothing, as in `displayText`. */
const blank = /[\u115f\u1160\u3164\uffa0]|\u034f|\u17b4|\u17b5/u;
const unsafe = new RegExp(`[\\p{C}\\p{Zl}\\p{Zp}]|${blank.source}`, 'gu');
const place = /^\[(0|[1-9]\d{0,9})\]/;
const quoted = /^\["((?:[^"\\]|\\.)*)"\]/su;
const bare = /^[^.[\]"\\]+/u;

/**
 * `a.b[0].c`; a name that has dots, brackets, quotes, spaces around it or characters that cannot be seen stands as
 * `["a.b"]`, a JSON string whose invisible characters are escapes, so that a path is safe to show. No steps: the payload.
 */
export function formatFieldPath(steps: readonly FieldStep[]): FieldPath {
  let path = '';
  for (const step of steps) path = appendStep(path, step);
  return path;
}

/** A path with one step more. */
export function appendStep(path: FieldPath, step: FieldStep): FieldPath {
  if (typeof step === 'number') return `${path}[${step}]`;
  if (!plainName.test(step) || blank.test(step)) return `${path}["${quotedName(step)}"]`;
  return path === '' ? step : `${path}.${step}`;
}

/** Null: no path. What `formatFieldPath` made comes back as it was. */
export function parseFieldPath(path: FieldPath): readonly FieldStep[] | null {
  const steps: FieldStep[] = [];
  let rest = path;
  while (rest !== '') {
    const found = place.exec(rest) ?? quoted.exec(rest);
    if (found) {
      const step = found[0].startsWith('["') ? unquoted(found[1] ?? '') : Number(found[1]);
      if (step === null) return null;
      steps.push(step);
      rest = rest.slice(found[0].length);
      continue;
    }
    const dotted = rest.startsWith('.');
    if (dotted === (steps.length === 0)) return null;
    const name = bare.exec(dotted ? rest.slice(1) : rest)?.[0];
    if (name === undefined) return null;
    steps.push(name);
    rest = rest.slice(name.length + (dotted ? 1 : 0));
  }
  return steps;
}

function quotedName(name: string): string {
  return JSON.stringify(name).slice(1, -1).replace(unsafe, escapes);
}

function escapes(character: string): string {
  let text = '';
  for (let at = 0; at < character.length; at += 1) {
    text += `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }
  return text;
}

function unquoted(inside: string): string | null {
  try {
    const name: unknown = JSON.parse(`"${inside}"`);
    return typeof name === 'string' ? name : null;
  } catch {
    return null;
  }
}
