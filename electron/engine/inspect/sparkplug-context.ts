import type { SparkplugFacts, SparkplugState } from '#contract/decoding';
import type { StoreReader } from '../store/store-reader';

/** What an edge node sends with a sequence number of its own [Sparkplug 3.0, 6.4.5]; NDEATH has none. */
const numberedNodeTypes = ['NBIRTH', 'NDATA'] as const;
const numberedDeviceTypes = ['DBIRTH', 'DDATA', 'DDEATH'] as const;
const sequences = 256;
/** Devices of an edge node that are asked what they sent last. */
const mostDevices = 1_000;
/** Above it, metrics without a name are not counted: that is work for another thread. */
const mostCountedBytes = 1_048_576;
const mostRemembered = 256;
/** Of remembered BIRTHs: they stay here when the messages had to make room. */
const mostBirthBytes = 16_777_216;
/** DEATHs of other sessions that are passed over. */
const mostForeignDeaths = 16;

const encoder = new TextEncoder();
const namespaceBytes = encoder.encode('spBv1.0');
const none: readonly Uint8Array[] = [];

interface SparkplugContextParts {
  readonly store: Pick<StoreReader, 'kept' | 'order'>;
  /** 0 to 255; null: there is none. Never throws. */
  readonly readSequence: (payload: Uint8Array) => number | null;
  /** `bdSeq` of an NBIRTH or NDEATH; null: there is none. Never throws. */
  readonly readBirthNumber: (payload: Uint8Array) => bigint | null;
  /** Metrics that only have an alias, and none of these BIRTHs names it. Never throws. */
  readonly countUnnamed: (payload: Uint8Array, births: readonly Uint8Array[]) => number;
  readonly mostBirthBytes?: number;
}

/** Where a message stands among `spBv1.0/group/TYPE/node/device`, as nodes of the tree. */
interface Place {
  readonly group: number;
  readonly type: number;
  readonly edge: number;
  /** -1: the message is of the edge node itself. */
  readonly device: number;
}

/** What the messages around a Sparkplug B message say of it: all is found in the store, by seq, whatever came later. */
export class SparkplugContext {
  readonly #parts: SparkplugContextParts;
  /** The same births are the same list: whoever gets it sees that nothing changed. */
  readonly #births = new Map<string, readonly Uint8Array[]>();
  #birthsBytes = 0;

  constructor(parts: SparkplugContextParts) {
    this.#parts = parts;
  }

  /** Payloads of the BIRTHs that were the newest when this message came: of the edge node, then of its device. Empty: it is of no Sparkplug topic. */
  birthsAt(node: number, seq: number): readonly Uint8Array[] {
    const place = this.#place(node);
    if (place === null) return none;
    const edge = this.#newest(this.#sibling(place, 'NBIRTH', false), seq);
    const device = place.device < 0 ? 0 : this.#newest(this.#sibling(place, 'DBIRTH', true), seq);
    // A new BIRTH of the edge node ends what its devices said before [Sparkplug 3.0, 6.4.14].
    const deviceCounts = this.#seqAt(device) > this.#seqAt(edge);
    // By seq: while the computer is overloaded a position may come to name another message.
    const key = `${this.#seqAt(edge)} ${deviceCounts ? this.#seqAt(device) : 0}`;
    const known = this.#births.get(key);
    if (known !== undefined) return known;
    const births = [edge, deviceCounts ? device : 0].flatMap((position) => this.#payload(position) ?? []);
    this.#remember(key, births);
    return births;
  }

  /** Null: its topic is none of an edge node. */
  facts(node: number, seq: number, payload: Uint8Array): SparkplugFacts | null {
    const place = this.#place(node);
    if (place === null) return null;
    const edgeState = this.#edgeState(place, seq);
    const sequence = this.#parts.readSequence(payload);
    const unnamed =
      payload.length <= mostCountedBytes ? this.#parts.countUnnamed(payload, this.birthsAt(node, seq)) : 0;
    return {
      node: edgeState,
      device: place.device < 0 ? null : this.#deviceState(place, seq, edgeState),
      sequence,
      gapAfter: sequence === null ? null : this.#gapAfter(place, seq, sequence),
      unnamed
    };
  }

  #remember(key: string, births: readonly Uint8Array[]): void {
    this.#births.set(key, births);
    this.#birthsBytes += bytesOf(births);
    const mostBytes = this.#parts.mostBirthBytes ?? mostBirthBytes;
    for (const [oldest, its] of this.#births) {
      if (oldest === key || (this.#births.size <= mostRemembered && this.#birthsBytes <= mostBytes)) break;
      this.#births.delete(oldest);
      this.#birthsBytes -= bytesOf(its);
    }
  }

  #edgeState(place: Place, seq: number): SparkplugState {
    const birth = this.#newest(this.#sibling(place, 'NBIRTH', false), seq);
    const death = this.#newest(this.#sibling(place, 'NDEATH', false), seq);
    if (birth === 0) return death === 0 ? 'unknown' : 'offline';
    return this.#isDead(birth, death) ? 'offline' : 'online';
  }

  /**
   * Whether an NDEATH came behind this NBIRTH that is of the same session. The will of a session before it may come late: its `bdSeq` is
   * another one, and it means nothing [Sparkplug 3.0, 5.5].
   */
  #isDead(birth: number, newestDeath: number): boolean {
    const { kept } = this.#parts.store;
    const birthSeq = this.#seqAt(birth);
    const number = this.#birthNumber(birth);
    let death = newestDeath;
    for (let foreign = 0; foreign <= mostForeignDeaths && this.#seqAt(death) > birthSeq; foreign += 1) {
      const its = this.#birthNumber(death);
      if (number === null || its === null || its === number) return true;
      death = kept.open(death)?.previous ?? 0;
    }
    return false;
  }

  #birthNumber(position: number): bigint | null {
    const payload = this.#payload(position);
    return payload === null ? null : this.#parts.readBirthNumber(payload);
  }

  #deviceState(place: Place, seq: number, edgeState: SparkplugState): SparkplugState {
    if (edgeState === 'offline') return 'offline';
    const edgeBirth = this.#seqAt(this.#newest(this.#sibling(place, 'NBIRTH', false), seq));
    const birth = this.#seqAt(this.#newest(this.#sibling(place, 'DBIRTH', true), seq));
    const death = this.#seqAt(this.#newest(this.#sibling(place, 'DDEATH', true), seq));
    if (Math.max(birth, death) <= edgeBirth) return 'unknown';
    return birth > death ? 'online' : 'offline';
  }

  /** The number of the message before it from this edge node, or of one of its devices, when this is not the next one. */
  #gapAfter(place: Place, seq: number, sequence: number): number | null {
    const types: readonly string[] = [...numberedNodeTypes, ...numberedDeviceTypes];
    const type = this.#text(place.type);
    // A BIRTH of the edge node begins anew.
    if (type === 'NBIRTH' || !types.includes(type)) return null;
    let newest = 0;
    let newestSeq = 0;
    for (const from of this.#edgeTopics(place)) {
      const position = this.#newest(from, seq - 1);
      const at = this.#seqAt(position);
      if (at > newestSeq) [newest, newestSeq] = [position, at];
    }
    const { kept } = this.#parts.store;
    // One that was written again outlived those behind it: what came in between may have had to make room.
    if (newest === 0 || kept.open(newest)?.displaced === true || kept.thinned(newestSeq, seq)) return null;
    const payload = this.#payload(newest);
    const before = payload === null ? null : this.#parts.readSequence(payload);
    return before === null || (before + 1) % sequences === sequence ? null : before;
  }

  /** All topics whose messages share the edge node's sequence. */
  #edgeTopics(place: Place): readonly number[] {
    const { order } = this.#parts.store;
    const topics = numberedNodeTypes.map((type) => this.#sibling(place, type, false));
    for (const type of numberedDeviceTypes) {
      const edge = this.#sibling(place, type, false);
      const devices = edge < 0 ? [] : [order.childRoot(edge)];
      for (let at = 0; at < devices.length && at < mostDevices; at += 1) {
        const device = devices[at] ?? 0;
        if (device === 0) continue;
        topics.push(device);
        devices.push(order.left(device), order.right(device));
      }
    }
    return topics;
  }

  #place(node: number): Place | null {
    const { order } = this.#parts.store;
    const depth = order.depth(node);
    if (depth !== 4 && depth !== 5) return null;
    const edge = depth === 4 ? node : order.parent(node);
    const type = order.parent(edge);
    const group = order.parent(type);
    if (order.parent(group) !== order.childNamed(0, namespaceBytes)) return null;
    const first = this.#text(type).charAt(0);
    if (first !== (depth === 4 ? 'N' : 'D')) return null;
    return { group, type, edge, device: depth === 4 ? -1 : node };
  }

  /** The edge node's, or its device's, topic of another type; -1: there is none. */
  #sibling(place: Place, type: string, ofDevice: boolean): number {
    const { order } = this.#parts.store;
    const other = order.childNamed(place.group, encoder.encode(type));
    const edge = other < 0 ? -1 : order.childNamed(other, order.segmentBytes(order.segmentId(place.edge)));
    if (!ofDevice || edge < 0) return edge;
    return order.childNamed(edge, order.segmentBytes(order.segmentId(place.device)));
  }

  #text(node: number): string {
    const { order } = this.#parts.store;
    return Buffer.from(order.segmentBytes(order.segmentId(node))).toString('latin1');
  }

  /** Position of the newest message up to `seq`; 0: none is kept. */
  #newest(node: number, seq: number): number {
    return node < 0 ? 0 : this.#parts.store.kept.seek(node, seq);
  }

  #seqAt(position: number): number {
    return position === 0 ? 0 : (this.#parts.store.kept.open(position)?.seq ?? 0);
  }

  #payload(position: number): Uint8Array | null {
    return position === 0 ? null : (this.#parts.store.kept.read(position)?.payload ?? null);
  }
}

function bytesOf(births: readonly Uint8Array[]): number {
  return births.reduce((sum, { length }) => sum + length, 0);
}
