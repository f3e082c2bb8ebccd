export function rounded(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  // + 0 turns -0, which JSON and people write as 0, into 0
  return Math.round(value * scale) / scale + 0;
}
