/** As much of the end of a text as fits, in the font of the canvas. */
export function fitted(ctx: CanvasRenderingContext2D, text: string, widthPx: number): string {
  if (ctx.measureText(text).width <= widthPx) return text;
  let least = 0;
  let most = text.length;
  while (least < most) {
    const cut = (least + most) >>> 1;
    if (ctx.measureText(`…${text.slice(cut)}`).width <= widthPx) most = cut;
    else least = cut + 1;
  }
  return `…${text.slice(least)}`;
}
