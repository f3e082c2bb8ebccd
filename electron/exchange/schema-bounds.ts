/** Schema files in one file of ours: what is beyond is named without its contents, or left out, and that is said. */
export const schemaBounds = {
  /** Of all together, each counted once. */
  bytes: 32_000_000,
  /** Files of connections, each counted as often as a connection has it. */
  references: 20_000
} as const;
