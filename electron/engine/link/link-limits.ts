/** Time limits and bounds of a link, in one place: the words name them. The way up has its own (profile, connectTimeoutSeconds). */
export const linkLimits = {
  subackMs: 10_000,
  /** How long a DISCONNECT may take before the socket is dropped. */
  farewellMs: 500,
  /** After the machine woke, a link that is silent for so long is dead (faults.md row 14). */
  proofOfLifeMs: 2_000,
  /** Room in a packet for topic and properties beside the payload. */
  headerRoomBytes: 1_000_000,
  /** Spent on messages before others get their turn of the event loop (limits.md 9). */
  sliceMs: 4
} as const;
