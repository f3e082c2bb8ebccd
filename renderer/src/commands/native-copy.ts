/** Whether Ctrl+C is Chromium's own here: text is selected, or a field has the focus. Then it copies no payload. */
export function copiesText(target: EventTarget | null): boolean {
  const inField = target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea'));
  return inField || (getSelection()?.toString() ?? '') !== '';
}
