import { pageHost, pageScheme } from './page-address';

/** --bg-app of the two themes (DESIGN.md section 2): what shows until the page paints. */
const backgrounds = { light: '#eff3f5', dark: '#0c1112' } as const;

/** The theme as resolved now, for a page that must not flash in the other one. */
export type PaintedTheme = keyof typeof backgrounds;

export function backgroundColour(theme: PaintedTheme): string {
  return backgrounds[theme];
}

/** `?theme=` is read by the page before its first paint. */
export function pageUrl(developmentUrl: string | null, theme: PaintedTheme): string {
  const url = new URL(developmentUrl ?? `${pageScheme}://${pageHost}/index.html`);
  url.searchParams.set('theme', theme);
  return url.href;
}
