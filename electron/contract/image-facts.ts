/** A picture, measured from its header. SVG was drawn by the engine's worker and is a PNG here. */
export interface ImageFacts {
  readonly mime: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/bmp';
  readonly widthPx: number;
  readonly heightPx: number;
}
