import { rovingIndex } from './roving-index';

/** A key in a group that is one tab stop and whose choice goes with the focus (radio buttons, tabs): APG, Radio Group. */
export function rovingChoice<T>(
  event: KeyboardEvent,
  options: readonly { readonly value: T }[],
  current: number,
  buttons: readonly HTMLElement[],
  choose: (value: T) => void
): void {
  const next = rovingIndex(event.key, current, options.length);
  const option = next === null ? undefined : options[next];
  if (next === null || !option) return;
  event.preventDefault();
  buttons[next]?.focus();
  choose(option.value);
}
