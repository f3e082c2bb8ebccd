import type { GivenOption } from './command-line-options';
import type { OptionField } from './command-options';

/** The options of one command line, read field by field; what cannot be taken over is remembered by its name. */
export class GivenOptions {
  readonly #given: readonly GivenOption[];
  readonly #notTaken: Set<string>;

  constructor(given: readonly GivenOption[], notTaken: readonly string[]) {
    this.#given = given;
    this.#notTaken = new Set(notTaken);
  }

  get notTaken(): readonly string[] {
    return [...this.#notTaken];
  }

  has(field: OptionField): boolean {
    return this.#given.some((option) => option.field === field);
  }

  /** All the words of all the options of this field. */
  all(field: OptionField): readonly string[] {
    return this.#given.filter((option) => option.field === field).flatMap(({ values }) => values);
  }

  /** The options of this field one by one: `-D` has several words. */
  each(field: OptionField): readonly GivenOption[] {
    return this.#given.filter((option) => option.field === field);
  }

  /** The last one counts, as in the programs themselves. */
  text(field: OptionField, maxCharacters: number): string | null {
    return this.#taken(field, (value) => (value.length <= maxCharacters ? value : null));
  }

  whole(field: OptionField, least: number, most: number): number | null {
    return this.#taken(field, (value) => wholeNumber(value, least, most));
  }

  oneOf<T>(field: OptionField, meanings: ReadonlyMap<string, T>): T | null {
    return this.#taken(field, (value) => meanings.get(value.toLowerCase()) ?? null);
  }

  refuse(name: string): void {
    this.#notTaken.add(name);
  }

  refuseField(field: OptionField): void {
    for (const { name } of this.each(field)) this.refuse(name);
  }

  #taken<T>(field: OptionField, meaning: (value: string) => T | null): T | null {
    const last = this.each(field).at(-1);
    const value = last?.values.at(-1);
    const taken = value === undefined ? null : meaning(value);
    if (last && taken === null) this.refuse(last.name);
    return taken;
  }
}

/** Null: no whole number between the two. */
export function wholeNumber(text: string, least: number, most: number): number | null {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : null;
}
