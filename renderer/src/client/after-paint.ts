/** Long enough that a window which draws never gets here; short enough that a hidden one is not left behind. */
const hiddenFallbackMs = 300;

/** Runs once the next animation frame began; at once in a hidden page, where no animation frame comes. */
export function afterPaint(run: () => void): void {
  if (document.hidden) {
    run();
    return;
  }
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    clearTimeout(fallback);
    run();
  };
  // The page may be hidden before its frame comes.
  const fallback = setTimeout(once, hiddenFallbackMs);
  requestAnimationFrame(once);
}
