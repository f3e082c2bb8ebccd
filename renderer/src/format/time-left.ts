const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A time that runs down, to the second below an hour: `59 s`, `4 m 05 s`, `2 h 10 m`, `3 d 4 h`. */
export function formatTimeLeft(leftMs: number): string {
  const left = Math.max(0, leftMs);
  if (left < minuteMs) return `${Math.ceil(left / secondMs)} s`;
  if (left < hourMs) return `${whole(left, minuteMs)} m ${String(whole(left % minuteMs, secondMs)).padStart(2, '0')} s`;
  if (left < dayMs) return `${whole(left, hourMs)} h ${whole(left % hourMs, minuteMs)} m`;
  return `${whole(left, dayMs)} d ${whole(left % dayMs, hourMs)} h`;
}

function whole(ms: number, unitMs: number): number {
  return Math.floor(ms / unitMs);
}
