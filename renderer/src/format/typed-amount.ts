const grouped = /^\d{1,3}(?:([\s.,’'])\d{3})(?:\1\d{3})*$/;

/**
 * What a person typed as an amount, in units of which `unitSize` make one; NaN: no amount. A count (`unitSize` 1) is
 * whole and may have its digits grouped in any language's way; a size may have a decimal point or comma.
 */
export function typedAmount(text: string, unitSize: number): number {
  const typed = text.trim();
  const digits = unitSize > 1 ? typed.replace(',', '.') : grouped.test(typed) ? typed.replace(/\D/g, '') : typed;
  const form = unitSize > 1 ? /^\d+(?:\.\d+)?$/ : /^\d+$/;
  return form.test(digits) ? Math.round(Number(digits) * unitSize) : NaN;
}
