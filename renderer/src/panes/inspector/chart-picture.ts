import { lineStyle } from '../../format/chart-styles';
import type { TimeTick } from '../../format/chart-time-axis';
import { valueAxisPx, type PlotScene } from './chart-canvas';
import type { ChartColours } from './chart-colours';
import { fitted } from './fitted-text';

export interface PicturedPlot {
  readonly title: string;
  /** Where the unit comes from. */
  readonly note: string;
  readonly canvas: HTMLCanvasElement;
  readonly scene: PlotScene;
}

export interface PicturedChart {
  /** What it is about; empty: nothing in particular. */
  readonly heading: string;
  /** From when to when. */
  readonly times: string;
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
const legendGapPx = 16;

interface LegendPlace {
  readonly x: number;
  readonly line: number;
}

/** The plots below each other with their titles, legends and times, as PNG in the pixels of the screen. Null: nothing to draw. */
export async function chartPicture(chart: PicturedChart): Promise<Uint8Array | null> {
  const { heading, times, plots, ticks, colours } = chart;
  const first = plots[0];
  const canvas = document.createElement('canvas');
  const ctx = canvas.getContext('2d');
  if (!first || !ctx) return null;
  const scale = first.canvas.width / first.scene.widthPx;
  const widthPx = first.scene.widthPx + 2 * padPx;
  const legends = plots.map(({ scene }) => legendPlaces(ctx, scene, colours));
  const heights = plots.map(({ scene }, index) => {
    const lines = (legends[index]?.at(-1)?.line ?? 0) + 1;
    return titlePx + lines * legendPx + scene.heightPx;
  });
  const heightPx = 2 * padPx + headingPx + heights.reduce((sum, one) => sum + one, 0) + timesPx;
  canvas.width = Math.round(widthPx * scale);
  canvas.height = Math.round(heightPx * scale);
  ctx.scale(scale, scale);
  ctx.fillStyle = colours.ground;
  ctx.fillRect(0, 0, widthPx, heightPx);
  ctx.textBaseline = 'middle';
  ctx.font = `600 13px ${colours.fontUi}`;
  write(ctx, fitted(ctx, heading, widthPx - 2 * padPx), padPx, padPx + 8, ctx.font, colours.title);
  write(ctx, times, padPx, padPx + (heading === '' ? 8 : 28), `12px ${colours.fontUi}`, colours.label);
  let top = padPx + headingPx;
  for (const [index, plot] of plots.entries()) {
    drawPlot(ctx, plot, legends[index] ?? [], top, colours);
    top += heights[index] ?? 0;
  }
  const { view, widthPx: plotPx } = first.scene;
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
  { title, note, canvas, scene }: PicturedPlot,
  legend: readonly LegendPlace[],
  top: number,
  colours: ChartColours
): void {
  write(ctx, title, padPx, top + titlePx / 2, `500 12px ${colours.fontUi}`, colours.title);
  const noteX = padPx + ctx.measureText(title).width + 8;
  write(ctx, note, noteX, top + titlePx / 2, `12px ${colours.fontUi}`, colours.tick);
  for (const [index, { x, line }] of legend.entries()) {
    const drawn = scene.lines[index];
    if (!drawn) continue;
    const y = top + titlePx + line * legendPx + legendPx / 2;
    const { hue, dash } = lineStyle(drawn.slot);
    ctx.save();
    ctx.strokeStyle = colours.series[hue - 1] ?? colours.label;
    ctx.lineWidth = 2;
    ctx.lineCap = 'round';
    ctx.setLineDash([...dash]);
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x + samplePx, y);
    ctx.stroke();
    ctx.restore();
    write(ctx, drawn.label, x + samplePx + 6, y, `11px ${colours.fontUi}`, colours.label);
  }
  const lines = (legend.at(-1)?.line ?? 0) + 1;
  ctx.drawImage(canvas, padPx, top + titlePx + lines * legendPx, scene.widthPx, scene.heightPx);
}

/** Names side by side, on as many lines as they need. */
function legendPlaces(ctx: CanvasRenderingContext2D, scene: PlotScene, colours: ChartColours): readonly LegendPlace[] {
  ctx.font = `11px ${colours.fontUi}`;
  let x = padPx;
  let line = 0;
  return scene.lines.map(({ label }) => {
    const width = samplePx + 6 + ctx.measureText(label).width;
    if (x > padPx && x + width > padPx + scene.widthPx) {
      x = padPx;
      line += 1;
    }
    const place = { x, line };
    x += width + legendGapPx;
    return place;
  });
}

function write(ctx: CanvasRenderingContext2D, text: string, x: number, y: number, font: string, colour: string): void {
  ctx.font = font;
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}
