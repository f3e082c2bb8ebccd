/** Every time limit and bound of a link, in one place: the words name them. */
export const linkLimits = {
  /** Name look-up and TCP together. */
  tcpMs: 10_000,
  /** Name, TCP, TLS and WebSocket together (faults.md row 2). */
  streamMs: 15_000,
  connackMs: 10_000,
  subackMs: 10_000,
  /** How long a DISCONNECT may take before the socket is dropped. */
  farewellMs: 500,
  keepaliveSeconds: 60,
  /** MQTT 5: unacknowledged QoS 1 and 2 messages the broker may send at once. */
  receiveMaximum: 1_000,
  /** Room in a packet for topic and properties beside the payload. */
  headerRoomBytes: 1_000_000,
  /** Spent on messages before others get their turn of the event loop (limits.md 9). */
  sliceMs: 4
} as const;
