/** What canvases of a chart are drawn with: the tokens of the theme in force. */
export interface ChartColours {
  /** --s1 to --s6. */
  readonly series: readonly string[];
  readonly grid: string;
  readonly tick: string;
  readonly label: string;
  readonly title: string;
  readonly ground: string;
  readonly gap: string;
  readonly fontUi: string;
  readonly fontMono: string;
}

const hues = [1, 2, 3, 4, 5, 6];

function chartColours(element: HTMLElement): ChartColours {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    series: hues.map((hue) => token(`--s${hue}`)),
    grid: token('--line-1'),
    tick: token('--tx-3'),
    label: token('--tx-2'),
    title: token('--tx-1'),
    ground: token('--bg-panel'),
    gap: token('--line-ctl'),
    fontUi: token('--font-ui'),
    fontMono: token('--font-mono')
  };
}

/** Calls back now and whenever the theme or the wish for contrast changes; returns how to stop. */
export function watchColours(element: HTMLElement, onchange: (colours: ChartColours) => void): () => void {
  const read = (): void => onchange(chartColours(element));
  const themes = new MutationObserver(read);
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const contrast = matchMedia('(prefers-contrast: more)');
  contrast.addEventListener('change', read);
  read();
  return () => {
    themes.disconnect();
    contrast.removeEventListener('change', read);
  };
}
