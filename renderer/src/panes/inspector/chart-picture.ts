import { lineStyle } from '../../format/chart-styles';
import type { TimeTick } from '../../format/chart-time-axis';
import { ChartCanvas, valueAxisPx, type PlotScene } from './chart-canvas';
import type { ChartColours } from './chart-colours';
import type { DrawnLine } from './drawn-line';
import { fitted } from './fitted-text';

interface PicturedPlot {
  readonly title: string;
  /** Where the unit comes from. */
  readonly note: string;
  readonly scene: PlotScene;
}

export interface PicturedChart {
  /** What it is about; empty: nothing in particular. */
  readonly heading: string;
  /** From when to when, and what a point stands for. */
  readonly about: string;
  readonly plots: readonly PicturedPlot[];
  readonly ticks: readonly TimeTick[];
  readonly colours: ChartColours;
}

const padPx = 16;
const headingPx = 44;
const titlePx = 24;
const legendPx = 18;
const timesPx = 24;
const samplePx = 20;
const sampleGapPx = 6;
/** Wider than on screen where topics are long; what is longer still loses its beginning. */
const widestPx = 1_600;
/** Pixels of the picture for one of CSS, at least. */
const leastScale = 2;

/** The plots below each other with their titles, whole names and times, as PNG. Null: nothing to draw. */
export async function chartPicture(chart: PicturedChart): Promise<Uint8Array | null> {
  const { heading, about, ticks, colours } = chart;
  const canvas = document.createElement('canvas');
  const ctx = canvas.getContext('2d');
  const onScreen = chart.plots[0]?.scene;
  if (!onScreen || !ctx) return null;
  const plotPx = Math.max(onScreen.widthPx, Math.min(widestPx, neededPx(ctx, chart)));
  const plots = chart.plots.map((plot) => ({ ...plot, scene: { ...plot.scene, widthPx: plotPx } }));
  const zoom = Math.max(1, Math.ceil(leastScale / devicePixelRatio));
  const scale = zoom * devicePixelRatio;
  const widthPx = plotPx + 2 * padPx;
  const heights = plots.map(({ scene }) => titlePx + scene.lines.length * legendPx + scene.heightPx);
  const heightPx = 2 * padPx + headingPx + heights.reduce((sum, one) => sum + one, 0) + timesPx;
  canvas.width = Math.round(widthPx * scale);
  canvas.height = Math.round(heightPx * scale);
  ctx.scale(scale, scale);
  ctx.fillStyle = colours.ground;
  ctx.fillRect(0, 0, widthPx, heightPx);
  ctx.textBaseline = 'middle';
  ctx.font = headingFont(colours);
  write(ctx, fitted(ctx, heading, widthPx - 2 * padPx), padPx, padPx + 8, ctx.font, colours.title);
  write(ctx, about, padPx, padPx + (heading === '' ? 8 : 28), `12px ${colours.fontUi}`, colours.label);
  let top = padPx + headingPx;
  for (const [index, plot] of plots.entries()) {
    drawPlot(ctx, plot, zoom, top, colours);
    top += heights[index] ?? 0;
  }
  const { view } = onScreen;
  ctx.textAlign = 'center';
  for (const { atMs, label } of ticks) {
    const x = padPx + ((atMs - view[0]) / (view[1] - view[0])) * (plotPx - valueAxisPx);
    write(ctx, label, x, top + timesPx / 2, `10px ${colours.fontUi}`, colours.tick);
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return blob && new Uint8Array(await blob.arrayBuffer());
}

function drawPlot(
  ctx: CanvasRenderingContext2D,
  { title, note, scene }: PicturedPlot,
  zoom: number,
  top: number,
  colours: ChartColours
): void {
  write(ctx, title, padPx, top + titlePx / 2, `500 12px ${colours.fontUi}`, colours.title);
  const noteX = padPx + ctx.measureText(title).width + 8;
  write(ctx, note, noteX, top + titlePx / 2, `12px ${colours.fontUi}`, colours.tick);
  for (const [index, drawn] of scene.lines.entries()) {
    const y = top + titlePx + index * legendPx + legendPx / 2;
    const { hue, dash } = lineStyle(drawn.slot);
    ctx.save();
    ctx.strokeStyle = colours.series[hue - 1] ?? colours.label;
    ctx.lineWidth = 2;
    ctx.lineCap = 'round';
    ctx.setLineDash([...dash]);
    ctx.beginPath();
    ctx.moveTo(padPx, y);
    ctx.lineTo(padPx + samplePx, y);
    ctx.stroke();
    ctx.restore();
    ctx.font = legendFont(colours);
    const name = fitted(ctx, wholeName(drawn), scene.widthPx - samplePx - sampleGapPx);
    write(ctx, name, padPx + samplePx + sampleGapPx, y, ctx.font, colours.label);
  }
  const plot = new ChartCanvas(document.createElement('div'), scene, zoom);
  plot.draw(scene);
  const linesTop = top + titlePx + scene.lines.length * legendPx;
  if (plot.canvas) ctx.drawImage(plot.canvas, padPx, linesTop, scene.widthPx, scene.heightPx);
  plot.destroy();
}

/** For the longest of what must be read whole. */
function neededPx(ctx: CanvasRenderingContext2D, { heading, about, plots, colours }: PicturedChart): number {
  const widthOf = (text: string, font: string): number => {
    ctx.font = font;
    return Math.ceil(ctx.measureText(text).width);
  };
  const names = plots.flatMap(({ scene }) => scene.lines.map(wholeName));
  return Math.max(
    widthOf(heading, headingFont(colours)),
    widthOf(about, `12px ${colours.fontUi}`),
    ...names.map((name) => samplePx + sampleGapPx + widthOf(name, legendFont(colours)))
  );
}

function wholeName({ facts: { topic, path } }: DrawnLine): string {
  return path === '' ? topic : `${topic} ${path}`;
}

const headingFont = ({ fontUi }: ChartColours): string => `600 13px ${fontUi}`;
const legendFont = ({ fontUi }: ChartColours): string => `11px ${fontUi}`;

function write(ctx: CanvasRenderingContext2D, text: string, x: number, y: number, font: string, colour: string): void {
  ctx.font = font;
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}
