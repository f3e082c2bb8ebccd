/**
 * XXH64 with seed 0, its lower 32 bits: the checksum of a zstd frame (RFC 8878, 3.1.1; github.com/Cyan4973/xxHash, the
 * specification). 64-bit numbers are pairs of 32-bit ones: BigInt would take ten seconds for 64 MB.
 */
export function xxHash64Low(bytes: Uint8Array, alive: () => void): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const lanes = [sum(prime1, prime2), [...prime2], [0, 0], negated(prime1)].map(([high = 0, low = 0]) => [high, low]);
  let at = 0;
  if (bytes.length >= stripeBytes) {
    for (; at + stripeBytes <= bytes.length; at += stripeBytes) {
      for (let lane = 0; lane < 4; lane += 1) {
        const held = lanes[lane] ?? [0, 0];
        round(held, view.getUint32(at + lane * 8 + 4, true), view.getUint32(at + lane * 8, true));
      }
      if (at % signBytes === 0) alive();
    }
  }
  let hash: Pair = at > 0 ? merged(lanes) : [...prime5];
  hash = sum(hash, [0, bytes.length]);
  for (; at + 8 <= bytes.length; at += 8) {
    const held: Pair = [0, 0];
    round(held, view.getUint32(at + 4, true), view.getUint32(at, true));
    hash = sum(product(turned(xor(hash, held), 27), prime1), prime4);
  }
  if (at + 4 <= bytes.length) {
    hash = xor(hash, product([0, view.getUint32(at, true)], prime1));
    hash = sum(product(turned(hash, 23), prime2), prime3);
    at += 4;
  }
  for (; at < bytes.length; at += 1) {
    hash = product(turned(xor(hash, product([0, view.getUint8(at)], prime5)), 11), prime1);
  }
  hash = product(xor(hash, shifted(hash, 33)), prime2);
  hash = product(xor(hash, shifted(hash, 29)), prime3);
  return xor(hash, shifted(hash, 32))[1] >>> 0;
}

/** High and low 32 bits. */
type Pair = [number, number];

const stripeBytes = 32;
const signBytes = 4_194_304;
const prime1: Readonly<Pair> = [0x9e3779b1, 0x85ebca87];
const prime2: Readonly<Pair> = [0xc2b2ae3d, 0x27d4eb4f];
const prime3: Readonly<Pair> = [0x165667b1, 0x9e3779f9];
const prime4: Readonly<Pair> = [0x85ebca77, 0xc2b2ae63];
const prime5: Readonly<Pair> = [0x27d4eb2f, 0x165667c5];

function merged(lanes: number[][]): Pair {
  const [a = [0, 0], b = [0, 0], c = [0, 0], d = [0, 0]] = lanes as Pair[];
  let hash = sum(sum(turned(a, 1), turned(b, 7)), sum(turned(c, 12), turned(d, 18)));
  for (const lane of [a, b, c, d]) {
    const held: Pair = [0, 0];
    round(held, lane[0], lane[1]);
    hash = sum(product(xor(hash, held), prime1), prime4);
  }
  return hash;
}

/** `held = rotl(held + input * prime2, 31) * prime1`, in place: this runs two million times for 64 MB. */
function round(held: number[], inputHigh: number, inputLow: number): void {
  const [high, low] = product([inputHigh, inputLow], prime2);
  const lowSum = ((held[1] ?? 0) >>> 0) + (low >>> 0);
  const highSum = ((held[0] ?? 0) + high + (lowSum > 0xffffffff ? 1 : 0)) | 0;
  const next = product([(highSum << 31) | ((lowSum | 0) >>> 1), ((lowSum | 0) << 31) | (highSum >>> 1)], prime1);
  held[0] = next[0];
  held[1] = next[1];
}

function product(left: Readonly<Pair>, right: Readonly<Pair>): Pair {
  const [leftHigh, leftLow] = left;
  const [rightHigh, rightLow] = right;
  const a = leftLow & 0xffff;
  const b = leftLow >>> 16;
  const c = rightLow & 0xffff;
  const d = rightLow >>> 16;
  const low = a * c;
  const middle = b * c + ((low - (low & 0xffff)) >>> 0) / 65_536;
  const cross = (middle % 65_536) + a * d;
  const carry = b * d + Math.floor(middle / 65_536) + Math.floor(cross / 65_536);
  const high = (carry + Math.imul(leftHigh, rightLow) + Math.imul(leftLow, rightHigh)) | 0;
  return [high, Math.imul(leftLow, rightLow)];
}

function sum(left: Readonly<Pair>, right: Readonly<Pair>): Pair {
  const low = (left[1] >>> 0) + (right[1] >>> 0);
  return [(left[0] + right[0] + (low > 0xffffffff ? 1 : 0)) | 0, low | 0];
}

function negated(pair: Readonly<Pair>): Pair {
  return sum([~pair[0], ~pair[1]], [0, 1]);
}

function xor(left: Readonly<Pair>, right: Readonly<Pair>): Pair {
  return [left[0] ^ right[0], left[1] ^ right[1]];
}

function turned([high, low]: Readonly<Pair>, bits: number): Pair {
  return [(high << bits) | (low >>> (32 - bits)), (low << bits) | (high >>> (32 - bits))];
}

/** To the right, zeros from the left; 1 to 63 bits. */
function shifted([high, low]: Readonly<Pair>, bits: number): Pair {
  if (bits >= 32) return [0, high >>> (bits - 32)];
  return [high >>> bits, (low >>> bits) | (high << (32 - bits))];
}
