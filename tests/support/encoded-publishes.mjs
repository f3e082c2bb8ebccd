// Topics and PUBLISH packets for generators, encoded before a run: the sending loop then only cuts slices of bytes.

const metrics = ['temperature', 'humidity', 'pressure', 'vibration', 'current', 'voltage', 'speed', 'torque', 'state'];
metrics.push('energy');
const carMetrics = ['speed', 'fuel', 'position', 'heading', 'doors'];

const padded = (value, digits) => String(value).padStart(digits, '0');

/** Shapes of trees (facts/limits.md section 4). Each maps an index to a topic, one to one. */
const shapes = {
  /** `plant-03/area-04/line-07/device-0042/temperature`: at most 100 children per node up to 10,000,000 topics. */
  regular: (index) => {
    const device = Math.floor(index / 10);
    const line = Math.floor(device / 100);
    const area = Math.floor(line / 10);
    const plant = Math.floor(area / 10);
    const place = `plant-${padded(plant, 2)}/area-${padded(area % 10, 2)}/line-${padded(line % 10, 2)}`;
    return `${place}/device-${padded(device % 100, 4)}/${metrics[index % 10]}`;
  },
  /** `fleet/eu/vehicle-8a3c01f2/telemetry/speed`: 200,000 siblings at 1,000,000 topics. */
  wide: (index) => {
    // An odd factor makes this one to one modulo 2^32.
    const vehicle = Math.imul(Math.floor(index / 5) + 1, 2_654_435_761) >>> 0;
    return `fleet/eu/vehicle-${padded(vehicle.toString(16), 8)}/telemetry/${carMetrics[index % 5]}`;
  },
  /** `many/child-1`: all are children of one node. */
  flat: (index) => `many/child-${index}`
};

/**
 * @param {keyof typeof shapes} shape
 * @param {number} index
 */
export const topicAt = (shape, index) => shapes[shape](index);

/**
 * One PUBLISH with QoS 0 [MQTT-3.3.1]; in MQTT 5 with no properties.
 * @param {string} topic
 * @param {Uint8Array | string} payload
 * @param {{ version: 4 | 5, retain?: boolean }} options
 */
export function encodePublish(topic, payload, { version, retain = false }) {
  const name = Buffer.from(topic);
  const body = Buffer.from(payload);
  const properties = version === 5 ? 1 : 0;
  const remaining = 2 + name.length + properties + body.length;
  const head = [0x30 | (retain ? 1 : 0)];
  for (let left = remaining; ; left = left >> 7) {
    head.push(left > 127 ? (left & 127) | 128 : left);
    if (left <= 127) break;
  }
  const packet = Buffer.alloc(head.length + remaining);
  packet.set(head);
  let at = packet.writeUInt16BE(name.length, head.length);
  at += name.copy(packet, at);
  body.copy(packet, at + properties);
  return packet;
}

const valueOf = (index, round) => ((index * 7 + round * 37) % 10_000) / 100;

/** JSON of exactly `bytes` bytes (at least 60) whose value differs from round to round. */
function payloadOf(index, round, bytes) {
  const value = valueOf(index, round);
  const text = `{"value":${value.toFixed(2)},"unit":"C","round":${round},"note":"`;
  return `${text}${'x'.repeat(Math.max(0, bytes - text.length - 2))}"}`;
}

/** @param {number} count */
function inRandomOrder(count) {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  let state = 20_260_101;
  for (let last = count - 1; last > 0; last -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 4_294_967_296) * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/**
 * Every topic once, in random order, again in each round with other values; as one run of bytes.
 * @param {{ topics: number, shape?: keyof typeof shapes, root?: string, payloadBytes?: number | null, retain?: boolean, version?: 4 | 5, rounds?: number }} options
 *   `payloadBytes` null: the number alone
 */
export function encodePublishes({
  topics,
  shape = 'regular',
  root = '',
  payloadBytes = 100,
  retain = false,
  version = 4,
  rounds = topics <= 20_000 ? 10 : 2
}) {
  const order = inRandomOrder(topics);
  const packets = topics * rounds;
  // Doubles: a run may be longer than 4 GB.
  const ends = new Float64Array(packets + 1);
  // 32 B: the head, lengths, and topics of these shapes are longer in one place only.
  let bytes = Buffer.allocUnsafe(packets * ((payloadBytes ?? 8) + 80));
  let end = 0;
  for (let at = 0; at < packets; at += 1) {
    const index = order[at % topics];
    const round = Math.floor(at / topics);
    const payload = payloadBytes === null ? valueOf(index, round).toFixed(2) : payloadOf(index, round, payloadBytes);
    const packet = encodePublish(root + topicAt(shape, index), payload, { version, retain });
    packet.copy(bytes, end);
    end += packet.length;
    ends[at + 1] = end;
  }
  bytes = bytes.subarray(0, end);
  return { topics, packets, version, bytes, ends };
}
