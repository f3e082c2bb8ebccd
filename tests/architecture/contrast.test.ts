import { describe, expect, it } from 'vitest';
import { readProjectFile } from './project-files';

// Every pair of colours that the window puts on each other, in both themes: text 4.5:1 (WCAG 1.4.3), marks and
// controls 3:1 (WCAG 1.4.11).

type Theme = Map<string, string>;
type Pair = [foreground: string, background: string];

const TOKENS = 'renderer/src/styles/tokens.css';
const THEMES = {
  light: /:root,\s*:root\[data-theme=["']light["']\]\s*\{/,
  dark: /:root\[data-theme=["']dark["']\]\s*\{/
};

const over = (foregrounds: string[], backgrounds: string[]): Pair[] =>
  foregrounds.flatMap((foreground) => backgrounds.map((background): Pair => [foreground, background]));

const SURFACES = ['bg-app', 'bg-tree', 'bg-panel', 'bg-raised', 'bg-hover', 'bg-well'];
const SYNTAX = ['sx-key', 'sx-str', 'sx-num', 'sx-lit', 'sx-punc'];

const TEXT: Pair[] = [
  ...over(['tx-1', 'tx-2', 'tx-3', 'accent', 'moss', 'amber', 'red'], SURFACES),
  ...over(['tx-1', 'tx-2', 'accent', 'moss', 'tx-3'], ['sel']),
  ...over(['tx-1', 'tx-3'], ['sel-idle']),
  ...over(['on-accent'], ['accent-fill', 'accent-fill-hover']),
  ['accent', 'accent-soft'],
  ['moss', 'moss-soft'],
  ['amber', 'amber-soft'],
  ['red', 'red-soft'],
  ...over(['tx-1', 'tx-2'], ['red-soft']),
  ['tx-2', 'amber-soft'],
  ['hit-tx', 'hit'],
  ...over(SYNTAX, ['bg-tree', 'bg-panel', 'bg-well', 'sel', 'diff-add', 'diff-del']),
  ...over(['tx-1', 'sx-num'], ['diff-add-word', 'diff-del-word']),
  ...over(['tx-1', 'tx-2', 'tx-key'], ['wash on bg-tree', 'wash on sel']),
  ...over([...SYNTAX, 'tx-3'], ['tint on lines'])
];
const MARKS: Pair[] = [
  ...over(['line-ctl', 'ring'], ['bg-tree', 'bg-panel', 'bg-app', 'bg-raised']),
  ...over(['s1', 's2', 's3', 's4', 's5', 's6'], ['bg-panel', 'bg-well', 'bg-tree']),
  ['ring', 'sel'],
  ...over(['bar-strong', 'bar-live'], ['bg-app'])
];

const channels = (hex: string): number[] => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const toHex = (values: number[]): string =>
  '#' + values.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('');

function mix(foreground: string, background: string, alpha: number): string {
  const below = channels(background);
  return toHex(channels(foreground).map((value, at) => value * alpha + (below[at] ?? 0) * (1 - alpha)));
}

/** WCAG 2.2 relative luminance. */
function luminance(hex: string): number {
  const linear = channels(hex).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = linear;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function colour(theme: Theme, name: string): string {
  const value = theme.get(name);
  if (value === undefined) throw new Error(`${TOKENS} lacks --${name}`);
  return value;
}

/** A theme's colours; the change wash and the tint of changed lines are laid over what is below them. */
function themeOf(css: string, name: keyof typeof THEMES): Theme {
  const start = THEMES[name].exec(css);
  if (start === null) throw new Error(`${TOKENS} has no ${name} theme`);
  const block = css.slice(start.index + start[0].length, css.indexOf('}', start.index));
  const theme: Theme = new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/gi)].map(([, token = '', hex = '']) => [token, hex])
  );
  const wash = toHex((/--wash:\s*([\d ]+);/.exec(block)?.[1] ?? '').split(/\s+/).map(Number));
  const alpha = Number(/--wash-a:\s*([\d.]+);/.exec(block)?.[1]);
  theme.set('wash on bg-tree', mix(wash, colour(theme, 'bg-tree'), alpha));
  theme.set('wash on sel', mix(wash, colour(theme, 'sel'), alpha * 0.75));
  theme.set('tint on lines', mix(wash, colour(theme, name === 'dark' ? 'bg-well' : 'bg-tree'), 0.13));
  return theme;
}

const tooClose = (theme: Theme, pairs: Pair[], least: number): string[] =>
  pairs
    .map(([one, other]) => ({ pair: `${one} on ${other}`, ratio: contrast(colour(theme, one), colour(theme, other)) }))
    .filter(({ ratio }) => !(ratio >= least))
    .map(({ pair, ratio }) => `${pair}: ${ratio.toFixed(2)}, not ${least}`);

describe('colours', () => {
  it('are checked in 268 pairs', () => {
    expect(2 * (TEXT.length + MARKS.length)).toBe(268);
  });

  it.each(['light', 'dark'] as const)('can be read in the %s theme', (name) => {
    const theme = themeOf(readProjectFile(TOKENS), name);
    expect(tooClose(theme, TEXT, 4.5)).toEqual([]);
    expect(tooClose(theme, MARKS, 3)).toEqual([]);
  });

  it('are seen when they are too close', () => {
    const theme: Theme = new Map([
      ['grey', '#777777'],
      ['white', '#ffffff']
    ]);
    expect(tooClose(theme, [['grey', 'white']], 4.5)).toEqual(['grey on white: 4.48, not 4.5']);
  });
});
