/** Panes carry `data-pane`; the order is DESIGN.md section 6's, not the document's. What had the focus in one gets it back. */
const order = ['rail', 'search', 'tree', 'inspector', 'publish', 'editor', 'first-run'];
const lastFocused = new WeakMap<Element, HTMLElement>();
const focusable = 'button:enabled:not([tabindex="-1"]), input:enabled, textarea:enabled, [contenteditable="true"]';

/** Remembers where in a pane the focus was; for `focusin` on the window's root. */
export function rememberPaneFocus(event: FocusEvent): void {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return;
  const pane = target.closest('[data-pane]');
  if (pane) lastFocused.set(pane, target);
}

/** F6: the focus goes to the next pane that can take it. */
export function cyclePanes(root: ParentNode, direction: 1 | -1): void {
  const panes = order.flatMap((name) => root.querySelector<HTMLElement>(`[data-pane="${name}"]`) ?? []);
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const start = at === -1 && direction === -1 ? panes.length : at;
  for (let step = 1; step <= panes.length; step += 1) {
    const pane = panes[(start + direction * step + panes.length * 2) % panes.length];
    if (pane && focusPane(pane)) return;
  }
}

/** Focuses what had the focus in the pane, else its first stop. False: nothing there takes it. */
function focusPane(pane: HTMLElement): boolean {
  const last = lastFocused.get(pane);
  return (last !== undefined && pane.contains(last) && takesFocus(last)) || takesFocus(firstStop(pane));
}

/** False: it is disabled, hidden or not there. */
function takesFocus(element: HTMLElement | null): boolean {
  element?.focus();
  return element !== null && document.activeElement === element;
}

/** What the pane names (`data-pane-first`), else a roving stop, else anything that takes the focus. */
function firstStop(pane: HTMLElement): HTMLElement | null {
  const named = pane.dataset['paneFirst'];
  return (
    (named === undefined ? null : pane.querySelector<HTMLElement>(named)) ??
    pane.querySelector<HTMLElement>('[tabindex="0"]:not([role="separator"], :disabled)') ??
    pane.querySelector<HTMLElement>(focusable)
  );
}
