/** What of a KeyboardEvent decides. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Whether a press is the chord written as `Ctrl+Shift+C`; on macOS `Ctrl` means ⌘. The key's name is the event's `key`. */
export function pressesChord(chord: string, press: KeyPress, mac: boolean): boolean {
  const parts = chord.split('+');
  const key = parts.pop() ?? '';
  const primary = parts.includes('Ctrl');
  return (
    press.key.toLowerCase() === key.toLowerCase() &&
    (mac ? press.metaKey : press.ctrlKey) === primary &&
    !(mac ? press.ctrlKey : press.metaKey) &&
    press.shiftKey === parts.includes('Shift') &&
    !press.altKey
  );
}
