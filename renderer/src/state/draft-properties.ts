import type { UserProperties } from '#contract/user-property';

/** A user property as the form holds it. Order and repeated names are kept [MQTT5 1.5.7]. */
export interface DraftProperty {
  /** Stands for the line while it is edited. */
  readonly line: number;
  name: string;
  value: string;
  /** Added in this form: left empty, it is none. A stored one may be empty. */
  readonly added: boolean;
}

export function propertyValues(properties: UserProperties): DraftProperty[] {
  return properties.map(([name, value], line) => ({ line, name, value, added: false }));
}

export function draftProperties(properties: readonly DraftProperty[]): UserProperties {
  return properties
    .filter(({ name, value, added }) => !added || name !== '' || value !== '')
    .map(({ name, value }): [string, string] => [name, value]);
}
