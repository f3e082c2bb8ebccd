const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A certificate's day, in UTC as it is signed: `31 Aug 2034`; empty where it is no date. */
export function formatCertificateDay(epochMs: number): string {
  const time = new Date(epochMs);
  if (Number.isNaN(time.getTime())) return '';
  return `${time.getUTCDate()} ${months[time.getUTCMonth()] ?? ''} ${time.getUTCFullYear()}`;
}
