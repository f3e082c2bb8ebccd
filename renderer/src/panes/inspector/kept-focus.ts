/**
 * Tells when the element of `pane` that had the focus was taken away, which leaves the focus to nobody and no event is sent for.
 * A frame later, so that who took it away can say first where the focus goes. Answers how to stop.
 */
export function watchFocus(pane: HTMLElement, lost: () => void): () => void {
  let focused: Element | null = null;
  let frame: number | null = null;
  const see = (event: FocusEvent): void => {
    focused = event.target instanceof Element && pane.contains(event.target) ? event.target : null;
  };
  const check = (): void => {
    frame = null;
    if (focused === null || focused.isConnected) return;
    focused = null;
    if (document.activeElement === document.body) lost();
  };
  const observer = new MutationObserver(() => {
    if (focused !== null && !focused.isConnected) frame ??= requestAnimationFrame(check);
  });
  observer.observe(pane, { childList: true, subtree: true });
  document.addEventListener('focusin', see);
  return () => {
    observer.disconnect();
    document.removeEventListener('focusin', see);
    if (frame !== null) cancelAnimationFrame(frame);
  };
}
