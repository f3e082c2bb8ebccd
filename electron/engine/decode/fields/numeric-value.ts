import type { NumericField } from '#contract/chart';

/** A number as it stands in a payload. */
export interface NumericValue {
  readonly value: number;
  readonly kind: NumericField['kind'];
  /** `°C` of `61.8 °C`. */
  readonly unit: string | null;
  /** Digits after the point, as written; a change is given with as many. */
  readonly decimals: number;
}

/** Longer texts hold prose or data, not a number. */
const longest = 64;
const number = /^[+-]?(?:\d+(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?$/;
/** One word behind a space, or a common unit right behind the digits: `3rd` and `12ab` are no quantities. */
const quantity =
  /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)(?:[ \u00a0\u202f]([^\s\d"'{}[\]<>,;:=()][^\s\d"'{}[\]<>,;:=]{0,15}[²³]?)|(%|°[A-Za-z]?|K|[mkM]?[VAW]|VA|var|[kM]?Wh|[kMG]?Hz|[hk]?Pa|m?bar|ms|s|dBm?|lx|lm|pp[mb]|[mck]?m|kg|g|mg|ml|[lL]|m\/s|km\/h|rpm))$/u;
const words: ReadonlyMap<string, number> = new Map([
  ['true', 1],
  ['on', 1],
  ['false', 0],
  ['off', 0]
]);

/** A payload that is text, or what stands inside the quotes of a string; null: no number. */
export function numberInText(text: string): NumericValue | null {
  if (text.length > longest) return null;
  const trimmed = text.trim();
  const whole = plainNumber(trimmed, 'numeric-text');
  if (whole) return whole;
  const step = words.get(trimmed.toLowerCase());
  if (step !== undefined) return { value: step, kind: 'boolean', unit: null, decimals: 0 };
  const parts = quantity.exec(trimmed);
  const value = parts ? plainNumber(parts[1] ?? '', 'numeric-text') : null;
  return value && { ...value, unit: parts?.[2] ?? parts?.[3] ?? null };
}

/** A scalar of JSON or notation text as it stands there, quotes included; null: no number. */
export function numberInSource(source: string): NumericValue | null {
  if (source.startsWith('"')) {
    const text = source.length > longest * 6 ? null : inQuotes(source);
    return text === null ? null : numberInText(text);
  }
  // Some write `True`: a word of a notation.
  if (/^(?:true|false)$/i.test(source)) {
    return { value: source.length === 4 ? 1 : 0, kind: 'boolean', unit: null, decimals: 0 };
  }
  return plainNumber(source, 'number');
}

/** 1e400 is not drawable, and so is no number here. */
function plainNumber(text: string, kind: NumericField['kind']): NumericValue | null {
  const parts = text.length > 400 ? null : number.exec(text);
  const value = parts ? Number(text) : Number.NaN;
  if (parts === null || !Number.isFinite(value)) return null;
  const decimals = (parts[1] ?? parts[2] ?? '').length - Number(parts[3] ?? 0);
  return { value, kind, unit: null, decimals: Math.min(20, Math.max(0, decimals)) };
}

function inQuotes(source: string): string | null {
  if (!source.includes('\\')) return source.slice(1, -1);
  try {
    const text: unknown = JSON.parse(source);
    return typeof text === 'string' ? text : null;
  } catch {
    return null;
  }
}
