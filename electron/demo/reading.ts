interface Reading {
  readonly value: number;
  readonly unit: string;
  readonly status: string;
  readonly [field: string]: unknown;
}

/** A measured value as the plant's gateways write it: JSON with unit, status and time. */
export function reading(fields: Reading, nowMs: number): string {
  return JSON.stringify({ ...fields, ts: new Date(nowMs).toISOString() });
}
