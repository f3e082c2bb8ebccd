import type { FieldPath, Unit } from '#contract/chart';
import { displayText } from '#contract/display-text';

const longest = 24;
const unitNames = /^(.*?)(unit|units|uom|unitofmeasurement|unitofmeasure|engunits?|engineeringunits?)$/;
/** What a bare `unit` beside them is about (without case, digits at the end, `_`, `-` and spaces). */
const valueLike = new Set(
  (
    'v val vals value values reading readings measurement measured actual setpoint sp target nominal state sample samples ' +
    'min max mean avg average median last minimum maximum low high lower upper limit'
  ).split(' ')
);
/** Numbers that count or date a message: never what its one unit is about. Short words only where they stand for themselves: `heat` is no time. */
const aside =
  /^(t|date|sequence|no|nr|index|count|counter|qos|quality|status|code|.*(time|stamp|seq)|(client|device|message|msg|node|sensor|user)id)$/;
const asideWord = /(^|[^a-z0-9])(ts|id|at|ms)\d*$/;

/** A number of an object that looks for its unit. */
export interface UnitSeeker {
  /** Of the field, or of the array it stands in. */
  readonly name: string;
  unit: Unit | null;
  /** See contract/chart. */
  unclearUnit?: Unit;
}

/** What an object says about units: `unit` for its values, `temperature_unit` for `temperature`. */
export class Units {
  #own: Unit | null = null;
  readonly #named = new Map<string, Unit>();

  /** A text field of the object. */
  note(name: string, text: string, path: FieldPath): void {
    const parts = unitNames.exec(simple(name));
    const shown = displayText(text.trim());
    if (parts === null || shown === '' || shown.length > longest) return;
    const unit = { text: shown, field: path };
    if (parts[1] === '') this.#own = unit;
    else if (this.#named.size < 64) this.#named.set(parts[1] ?? '', unit);
  }

  /** Once the whole object is read. A unit is the only number's where none looks like a value. */
  give(seekers: readonly UnitSeeker[]): void {
    if (this.#own === null && this.#named.size === 0) return;
    const measured = seekers.filter(({ name }) => !isAside(name));
    const names = new Set(measured.map(({ name }) => simple(name)));
    const anyValue = [...names].some(isValueLike);
    for (const seeker of seekers) {
      const name = simple(seeker.name);
      const own = isValueLike(name) || (!anyValue && names.size === 1 && names.has(name));
      seeker.unit ??= this.#named.get(name) ?? (own ? this.#own : null);
    }
    const unclear = this.#own;
    if (unclear === null || seekers.some(({ unit }) => unit === unclear)) return;
    for (const seeker of measured) if (seeker.unit === null) seeker.unclearUnit = unclear;
  }
}

function isAside(name: string): boolean {
  const words = name.slice(-200).replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  return aside.test(simple(name)) || asideWord.test(words.toLowerCase());
}

function isValueLike(name: string): boolean {
  return valueLike.has(name) || name.endsWith('value') || name.endsWith('setpoint');
}

function simple(name: string): string {
  return name
    .slice(0, 200)
    .toLowerCase()
    .replace(/[_\- .]/g, '')
    .replace(/\d+$/, '');
}
