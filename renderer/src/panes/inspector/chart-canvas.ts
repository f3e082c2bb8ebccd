import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { labelPlaces, type LabelPlace } from '../../format/chart-label-places';
import { lineSpace } from '../../format/chart-line-space';
import { traceArea, traceLine, type LineShape } from '../../format/chart-lines';
import { formatReading } from '../../format/chart-readings';
import { lineStyle } from '../../format/chart-styles';
import type { ValueAxis } from '../../format/chart-value-axis';
import type { ChartColours } from './chart-colours';
import type { DrawnLine } from './drawn-line';
import { fitted } from './fitted-text';

export interface PlotScene {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly view: readonly [fromMs: number, toMs: number];
  readonly axis: ValueAxis;
  readonly switches: boolean;
  readonly band: boolean;
  readonly atMs: Float64Array;
  readonly lines: readonly DrawnLine[];
  readonly gaps: readonly (readonly [fromMs: number, toMs: number])[];
  readonly colours: ChartColours;
}

/** Of the values at the right; the lines have the rest. */
export const valueAxisPx = 52;
/** Left of the lines. */
export const plotLeftPx = 12;
/** What a pane's width loses to what is no line. */
export const besideLinesPx = plotLeftPx + valueAxisPx;
/** Above and below the lines, for the halves of letters and of strokes. */
export const plotPadPx = 8;

/** Between the values and the pane's edge. */
const valueEdgePx = 12;
const lineWidthPx = 1.5;
const dotPx = 3;
const labelFontPx = 11;
const labelBucketPx = 4;

/** One plot on a canvas: uPlot keeps scales, axis and pixels, the lines are drawn as contract/chart says. */
export class ChartCanvas {
  readonly #host: HTMLElement;
  #plot: uPlot | null = null;
  #drawnAs = '';
  #scene: PlotScene;
  /** Each px of the scene is so many px. */
  readonly #zoom: number;
  /** Where names stood. */
  #labels: ReadonlyMap<string, LabelPlace> = new Map();

  /** `zoom`: a whole number. */
  constructor(host: HTMLElement, scene: PlotScene, zoom = 1) {
    this.#host = host;
    this.#scene = scene;
    this.#zoom = zoom;
  }

  draw(scene: PlotScene): void {
    this.#scene = scene;
    const { view, axis, atMs, lines, colours, switches, band } = scene;
    const [widthPx, heightPx] = [scene.widthPx * this.#zoom, scene.heightPx * this.#zoom];
    const drawnAs = JSON.stringify([lines.map(({ key, slot }) => [key, slot]), colours, switches, band]);
    const data: uPlot.AlignedData = [atMs, ...lines.map(({ facts }) => facts.values)];
    if (this.#plot === null || drawnAs !== this.#drawnAs) {
      this.#plot?.destroy();
      this.#plot = new uPlot(this.#options(), data, this.#host);
      this.#drawnAs = drawnAs;
    }
    const plot = this.#plot;
    if (plot.width !== widthPx || plot.height !== heightPx) plot.setSize({ width: widthPx, height: heightPx });
    plot.batch(() => {
      plot.setData(data, false);
      plot.setScale('x', { min: view[0], max: view[1] });
      plot.setScale('y', { min: axis.min, max: axis.max });
    });
  }

  get canvas(): HTMLCanvasElement | null {
    return this.#plot?.ctx.canvas ?? null;
  }

  destroy(): void {
    this.#plot?.destroy();
    this.#plot = null;
  }

  #options(): uPlot.Options {
    const { widthPx, heightPx, lines, colours } = this.#scene;
    const zoom = this.#zoom;
    return {
      width: widthPx * zoom,
      height: heightPx * zoom,
      padding: [plotPadPx * zoom, 0, plotPadPx * zoom, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, auto: false, range: () => [...this.#scene.view] },
        y: { auto: false, range: () => [this.#scene.axis.min, this.#scene.axis.max] }
      },
      axes: [
        { show: false },
        {
          side: 1,
          size: valueAxisPx * zoom,
          gap: (valueAxisPx - valueEdgePx) * zoom,
          align: 2,
          font: `${10 * zoom}px ${colours.fontUi}`,
          stroke: colours.tick,
          splits: () => [...this.#scene.axis.ticks],
          values: (_plot, ticks) => ticks.map((tick) => this.#tickText(tick)),
          grid: { stroke: colours.grid, width: zoom },
          ticks: { show: false }
        }
      ],
      series: [{}, ...lines.map((line, index) => this.#series(line, index))],
      hooks: {
        drawAxes: [(plot) => this.#drawGaps(plot)],
        draw: [(plot) => this.#drawLabels(plot)]
      }
    };
  }

  #tickText(tick: number): string {
    if (this.#scene.switches) return tick === 0 ? 'false' : 'true';
    return formatReading(tick, this.#scene.axis.decimals);
  }

  #series({ label, slot }: DrawnLine, index: number): uPlot.Series {
    const { hue, dash } = lineStyle(slot);
    const { colours, band } = this.#scene;
    const colour = colours.series[hue - 1] ?? colours.label;
    return {
      label,
      scale: 'y',
      auto: false,
      stroke: colour,
      // A token is #rrggbb.
      fill: `${colour}${band ? '33' : '14'}`,
      width: lineWidthPx * this.#zoom,
      dash: dash.map((px) => px * this.#zoom),
      cap: 'round',
      points: { show: false },
      paths: (plot) => this.#paths(plot, index)
    };
  }

  #paths(plot: uPlot, index: number): uPlot.Series.Paths | null {
    const line = this.#scene.lines[index];
    if (!line) return null;
    const { atMs, band, switches } = this.#scene;
    const shape: LineShape = {
      atMs,
      x: (timeMs) => plot.valToPos(timeMs, 'x', true),
      y: (value) => plot.valToPos(value, 'y', true),
      steps: switches,
      dotPx: dotPx * this.#zoom * uPlot.pxRatio
    };
    const stroke = new Path2D();
    traceLine(stroke, line.facts.values, shape);
    const { low, high, values } = line.facts;
    const fill = new Path2D();
    if (band) traceArea(fill, low, high, 0, shape);
    else if (line.slot === 0) traceArea(fill, null, values, plot.bbox.top + plot.bbox.height, shape);
    else return { stroke, fill: null, clip: null, band: null, flags: 0 };
    return { stroke, fill, clip: null, band: null, flags: 0 };
  }

  /** Times in which messages may be missing are hatched, as on the timeline. */
  #drawGaps({ ctx, bbox, valToPos }: uPlot): void {
    const { gaps, view, colours } = this.#scene;
    const scale = uPlot.pxRatio * this.#zoom;
    ctx.save();
    ctx.strokeStyle = colours.gap;
    ctx.globalAlpha = 0.45;
    ctx.lineWidth = scale;
    for (const [fromMs, toMs] of gaps) {
      const left = Math.max(bbox.left, valToPos(Math.max(fromMs, view[0]), 'x', true));
      const right = Math.min(bbox.left + bbox.width, valToPos(Math.min(toMs, view[1]), 'x', true));
      if (right <= left) continue;
      const area = new Path2D();
      area.rect(left, bbox.top, Math.max(scale, right - left), bbox.height);
      ctx.save();
      ctx.clip(area);
      ctx.beginPath();
      for (let x = left - bbox.height; x < right; x += 6 * scale) {
        ctx.moveTo(x, bbox.top + bbox.height);
        ctx.lineTo(x + bbox.height, bbox.top);
      }
      ctx.stroke();
      ctx.restore();
    }
    ctx.restore();
  }

  /** Each line is named beside it, see format/chart-label-places; one alone is named by the title. */
  #drawLabels(plot: uPlot): void {
    const { lines, colours, atMs, switches, band } = this.#scene;
    if (lines.length < 2) return;
    const { ctx, bbox } = plot;
    const scale = uPlot.pxRatio * this.#zoom;
    const bucketPx = labelBucketPx * scale;
    const shape = {
      atMs,
      x: (timeMs: number) => plot.valToPos(timeMs, 'x', true),
      y: (value: number) => plot.valToPos(value, 'y', true),
      steps: switches,
      leftPx: bbox.left,
      buckets: Math.max(1, Math.ceil(bbox.width / bucketPx)),
      bucketPx
    };
    ctx.save();
    ctx.font = `${labelFontPx * scale}px ${colours.fontUi}`;
    ctx.textBaseline = 'alphabetic';
    ctx.textAlign = 'left';
    ctx.lineJoin = 'round';
    const texts = lines.map(({ label }) => fitted(ctx, label, bbox.width - 4 * scale));
    const labels = lines.map(({ key, facts }, index) => ({
      key,
      widthPx: ctx.measureText(texts[index] ?? '').width,
      space: lineSpace(band ? [facts.low, facts.high] : [facts.values], shape)
    }));
    const room = { widthPx: bbox.width, topPx: 0, bottomPx: bbox.top + bbox.height, bucketPx, scale };
    const places = labelPlaces(labels, room, this.#labels);
    this.#labels = new Map(
      lines.flatMap(({ key }, index) => {
        const place = places[index];
        return place ? [[key, place] as const] : [];
      })
    );
    for (const [index, place] of places.entries()) {
      const text = texts[index];
      if (!place || text === undefined) continue;
      const x = bbox.left + place.leftPx;
      ctx.strokeStyle = colours.ground;
      ctx.lineWidth = 3 * scale;
      ctx.strokeText(text, x, place.baselinePx);
      ctx.fillStyle = colours.label;
      ctx.fillText(text, x, place.baselinePx);
    }
    ctx.restore();
  }
}
