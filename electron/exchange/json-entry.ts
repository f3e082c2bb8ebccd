/** Keys that mean something to an object itself: skipped where keys come from a file. */
const notNames = new Set(['__proto__', 'constructor', 'prototype']);

/** One object of a file from outside, asked key by key; only what is its own answers. */
export class JsonEntry {
  readonly #source: object;

  private constructor(source: object) {
    this.#source = source;
  }

  static of(value: unknown): JsonEntry | null {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? new JsonEntry(value) : null;
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#source, key);
  }

  value(key: string): unknown {
    return this.has(key) ? (Object.getOwnPropertyDescriptor(this.#source, key)?.value as unknown) : undefined;
  }

  text(key: string): string | null {
    return asText(this.value(key));
  }

  number(key: string): number | null {
    return asNumber(this.value(key));
  }

  flag(key: string): boolean | null {
    return asFlag(this.value(key));
  }

  entry(key: string): JsonEntry | null {
    return JsonEntry.of(this.value(key));
  }

  /** Empty where there is no list. */
  list(key: string): readonly unknown[] {
    const value = this.value(key);
    return Array.isArray(value) ? value : [];
  }

  /** In the order of the file. */
  pairs(): readonly (readonly [key: string, value: unknown])[] {
    return Object.entries(this.#source).filter(([key]) => !notNames.has(key));
  }
}

export function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Also a number that a tool wrote as text: `"8883"`. */
export function asNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || !/^ *\d{1,15} *$/.test(value)) return null;
  return Number(value);
}

/** Databases have 0 and 1. */
export function asFlag(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  return value === 0 || value === 1 ? value === 1 : null;
}
