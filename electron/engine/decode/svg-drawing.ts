import { initWasm, Resvg, type ResvgRenderOptions } from '@resvg/resvg-wasm';
import { decodingBounds } from '#contract/limits';
import { DecodeError } from './decode-error';
import { svgInstances } from './svg-instances';
import { SvgUnready } from './svg-unready';
import { textFault } from './text-fault';

/** What drawing needs beside the worker's own file: scripts/electron-bundle.mjs puts it there. */
const programFile = 'index_bg.wasm';
/** The font for text in each script. Unpacking one takes longer than most drawings. */
const fontFiles: readonly (readonly [RegExp, string])[] = [
  [/<(?:\w+:)?text/, 'inter-latin-wght-normal.woff2'],
  [/[\u0100-\u02ff\u1e00-\u1eff\u2000-\u2bff]|&#/, 'inter-latin-ext-wght-normal.woff2'],
  [/[\u0400-\u04ff]|&#/, 'inter-cyrillic-wght-normal.woff2'],
  [/[\u0370-\u03ff]|&#/, 'inter-greek-wght-normal.woff2']
];
const largestSvgBytes = 2_000_000;
/** Of the drawing's longer side; a larger one is made smaller. */
const longestSidePx = 2_048;
const mostInstances = 10_000;
const longestMessage = 200;
const never = (): void => undefined;

let fonts: readonly (readonly [RegExp, Uint8Array])[] = [];
let ready = false;
let broken = false;

/** Loads what draws SVG; `read` gives the bytes of a file beside the worker. Until then drawSvg throws SvgUnready. */
export async function prepareSvg(read: (fileName: string) => Uint8Array): Promise<void> {
  if (ready) return;
  await initWasm(read(programFile));
  fonts = fontFiles.map(([script, file]) => [script, read(file)]);
  ready = true;
}

/**
 * Draws an SVG into a PNG with resvg, in WebAssembly: no scripts, no network, no files; pictures and fonts it names elsewhere are
 * left out, text is set in Inter. Throws a DecodeError: too-large, invalid; and SvgUnready.
 */
export function drawSvg(
  bytes: Uint8Array,
  alive: () => void
): { mime: 'image/png'; widthPx: number; heightPx: number; bytes: Uint8Array } {
  if (bytes.length > largestSvgBytes) throw new DecodeError('too-large', null, '', { limitBytes: largestSvgBytes });
  const fault = textFault(bytes, never);
  if (fault >= 0) throw new DecodeError('invalid', fault);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString()
    .replace(/^\uFEFF/, '');
  const entity = text.indexOf('<!ENTITY');
  if (entity >= 0) throw new DecodeError('invalid', Buffer.byteLength(text.slice(0, entity)), 'entities');
  if (svgInstances(bytes, mostInstances) > mostInstances) throw new DecodeError('too-large', null, 'elements');
  if (broken) throw new DecodeError('invalid', null, 'the SVG renderer has stopped');
  if (!ready) throw new SvgUnready();
  alive();
  try {
    return draw(text);
  } catch (error) {
    if (error instanceof DecodeError) throw error;
    // A trap inside WebAssembly leaves its memory in an unknown state: nothing is drawn in this worker any more.
    broken ||= error instanceof Error && error.name === 'RuntimeError';
    throw new DecodeError(
      'invalid',
      null,
      (error instanceof Error ? error.message : String(error)).slice(0, longestMessage)
    );
  } finally {
    alive();
  }
}

function draw(text: string): { mime: 'image/png'; widthPx: number; heightPx: number; bytes: Uint8Array } {
  const options: ResvgRenderOptions = {
    font: {
      fontBuffers: fonts.filter(([script]) => script.test(text)).map(([, bytes]) => bytes),
      // For `serif` and `monospace` too: the renderer asks for the default family alone.
      defaultFontFamily: 'Inter'
    }
  };
  const measured = new Resvg(text, options);
  const { width, height } = measured;
  const scale = Math.min(1, longestSidePx / Math.max(width, height));
  try {
    // Less than a pixel would be left of the other side.
    if (Math.min(width, height) * scale < 1)
      throw new DecodeError('too-large', null, '', { widthPx: width, heightPx: height });
    const image = scale < 1 ? fitted(text, options, width >= height) : measured.render();
    try {
      const png = image.asPng();
      if (png.length > decodingBounds.imageBytes) throw new DecodeError('too-large', null);
      return { mime: 'image/png', widthPx: image.width, heightPx: image.height, bytes: png };
    } finally {
      image.free();
    }
  } finally {
    measured.free();
  }
}

/** Its longer side is what a drawing may have at most. */
function fitted(
  text: string,
  options: ResvgRenderOptions,
  wide: boolean
): ReturnType<InstanceType<typeof Resvg>['render']> {
  const drawing = new Resvg(text, { ...options, fitTo: { mode: wide ? 'width' : 'height', value: longestSidePx } });
  try {
    return drawing.render();
  } finally {
    drawing.free();
  }
}
