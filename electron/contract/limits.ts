/** The bounds a person may set, in one place: settings are parsed with them, dialogs name them. Bytes, topics, CSS px. */
export const settingLimits = {
  historyBudgetBytes: { min: 16_000_000, max: 4_000_000_000, usual: 256_000_000 },
  /** 256,000,000 is MQTT's own limit, rounded down. */
  maxPayloadBytes: { min: 1_000, max: 256_000_000, usual: 256_000_000 },
  /** Bytes read from the socket and not yet looked at. */
  receiveBufferBytes: { min: 16_000_000, max: 2_000_000_000, usual: 256_000_000 },
  topicLimit: { min: 1_000, max: 10_000_000, usual: 2_000_000 },
  railWidthPx: { min: 160, max: 480, usual: 216 },
  inspectorWidthPx: { min: 280, max: 1_200, usual: 440 },
  publishHeightPx: { min: 120, max: 800, usual: 185 }
} as const;

/** Expand branch and `*` ask above this many rows (DESIGN.md 6). */
export const askAboveRows = 5_000;

/** A payload that is written in the publish pane. */
export const longestPayloadCharacters = 16_000_000;

/** What the clipboard is given at once. */
export const longestCopiedCharacters = 16_000_000;

/** The text of the topic filter. */
export const maxFilterCharacters = 1_000;
/** Words and MQTT filters in it that are looked for. A view has 16 bits for them, so never more. */
export const maxFilterWords = 16;

/** Expanded branches kept per profile, and how long their paths may be in all. */
export const maxKeptExpansions = 2_000;
export const maxKeptExpansionCharacters = 200_000;

/** Bounds of what CONNECT may say. */
export const connectBounds = {
  timeoutSeconds: { min: 1, max: 300, usual: 10 },
  /** 0xFFFFFFFF: never [MQTT5 3.1.2.11.2]. */
  longestExpirySeconds: 4_294_967_295,
  largestPacketBytes: 268_435_460,
  /** Each may hold a topic of 65,535 bytes for as long as the link lives. */
  mostTopicAliases: 1_000,
  mostHeaders: 50,
  mostUserProperties: 100,
  mostSubscriptions: 200
} as const;

/** A deleted connection can be brought back for as long as this. */
export const undoDeleteMs = 10 * 60_000;

/** Files of other tools and our own: larger, deeper or longer is refused. */
export const exchangeBounds = {
  fileBytes: 64_000_000,
  databaseBytes: 512_000_000,
  depth: 64,
  connections: 5_000
} as const;

/** Bounds of decoding: more gets a sentence instead of an answer. */
export const decodingBounds = {
  /** A decoder that gives no sign of life for so long is ended. */
  jobMs: 1_000,
  /** Containers in containers, in binary formats. JSON has no bound. */
  levels: 1_000,
  /** What unpacking or decoding may make of a payload. */
  decodedBytes: 64_000_000,
  /** Formats in formats, such as Base64 of gzip of JSON. */
  chain: 4,
  imageBytes: 20_000_000,
  imagePixels: 50_000_000,
  rules: 200,
  schemas: 50,
  schemaBytes: 4_000_000,
  typeNameCharacters: 1_000
} as const;

/** Bounds of lists, comparisons and charts in the inspector. */
export const inspectorBounds = {
  /** Text of the filter of a history. */
  filterCharacters: 1_000,
  /** JSON fields as columns of the history, or as numbers below a message. */
  columns: 32,
  pathCharacters: 1_000,
  /** Messages in one list; older ones are left out, and that is said. */
  listRows: 5_000_000,
  /** Stretches of a list that are selected. */
  listRanges: 1_000,
  /** Series of one chart. */
  series: 24,
  /** Points that the engine keeps for charts of one window; older ones are let go first. */
  chartPoints: 8_000_000,
  pinnedCharts: 200,
  /** Both sides of a comparison together; above it lines are compared one by one. */
  comparedBytes: 16_000_000
} as const;
