/** What a name has to be like to be a path as it stands (contract/chart, FieldPath). */
const plainName = /^[^.[\]"\\\s\p{C}…]([^.[\]"\\\p{C}…]{0,198}[^.[\]"\\\s\p{C}…])?$/u;

/** Whether a field of this name is found by a path that is the name. */
export function isPlainName(name: string): boolean {
  return plainName.test(name);
}
