/** An SVG came before what draws it is loaded: do the job again after `prepareSvg`. */
export class SvgUnready extends Error {}
