import { pageHost, pageScheme } from './page-address';

/** --bg-app of the two themes (DESIGN.md section 2): what shows until the page paints. */
const backgrounds = { light: '#eff3f5', dark: '#0c1112' } as const;

/** The theme as resolved now, for a window that must not flash in the other one. */
export type PaintedTheme = keyof typeof backgrounds;

export function backgroundColour(theme: PaintedTheme): string {
  return backgrounds[theme];
}

export function pageUrl(developmentUrl: string | null): string {
  return new URL(developmentUrl ?? `${pageScheme}://${pageHost}/index.html`).href;
}
