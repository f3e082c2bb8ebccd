/** One element of ASN.1 as it stands in a file: nothing inside is read before somebody asks (X.690). */
export interface DerElement {
  /** The identifier byte: class, constructed, number. */
  readonly tag: number;
  readonly content: Buffer;
  /** Identifier, length and content. */
  readonly whole: Buffer;
}

export const derTags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalisedTime: 0x18
} as const;

/** Indefinite lengths inside one another, and chunks of an octet string inside one another. Real files need 8. */
const maxDepth = 32;
/** Elements of one sequence. */
const maxElements = 20_000;
const constructedBit = 0x20;

/** The first element of the bytes; null: they are none, or shorter than it says. */
export function readElement(bytes: Buffer): DerElement | null {
  return elementAt(bytes, 0, 0);
}

/** The whole of the bytes as one sequence's elements, or null. */
export function readSequence(bytes: Buffer): readonly DerElement[] | null {
  return elementsOf(readElement(bytes));
}

/** What a sequence, set or explicit tag holds; null: it is none, or damaged. */
export function elementsOf(element: DerElement | null | undefined): readonly DerElement[] | null {
  if (!element || (element.tag & constructedBit) === 0) return null;
  return elementsIn(element.content, 0);
}

/** The bytes of an octet string, whole or in the chunks of BER; `implicitTag`: 0x80 for `[0] IMPLICIT`. */
export function octetsOf(element: DerElement | undefined, implicitTag: number = derTags.octetString): Buffer | null {
  return element ? octets(element, implicitTag, 0) : null;
}

/** A whole number of 0 or more; Infinity beyond what a number holds exactly; null: none. */
export function integerOf(element: DerElement | undefined): number | null {
  if (element?.tag !== derTags.integer || element.content.length === 0) return null;
  const [first = 0] = element.content;
  if (first >= 0x80) return null;
  const digits = element.content.subarray(leadingZeros(element.content));
  if (digits.length > 6) return Infinity;
  return digits.length === 0 ? 0 : digits.readUIntBE(0, digits.length);
}

/** `1.2.840.113549.1.7.1`; empty: it is no object identifier. */
export function objectIdOf(element: DerElement | undefined): string {
  if (element?.tag !== derTags.objectId || element.content.length === 0 || element.content.length > 64) return '';
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of element.content) {
    arc = arc * 128 + (byte & 0x7f);
    if (arc > Number.MAX_SAFE_INTEGER / 128) return '';
    if (byte >= 0x80) continue;
    if (arcs.length === 0) {
      const root = Math.min(Math.floor(arc / 40), 2);
      arcs.push(root, arc - root * 40);
    } else arcs.push(arc);
    arc = 0;
  }
  return arcs.join('.');
}

function elementAt(bytes: Buffer, start: number, depth: number): DerElement | null {
  const tag = bytes[start];
  const first = bytes[start + 1];
  // A number of 31 says that more bytes of it follow: nothing that is read here has one.
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return null;
  if (first === 0x80) return indefiniteAt(bytes, start, tag, depth);
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  const contentStart = start + 2 + lengthBytes;
  if (lengthBytes > 4 || contentStart > bytes.length) return null;
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(start + 2, lengthBytes);
  const end = contentStart + length;
  if (end > bytes.length) return null;
  return { tag, content: bytes.subarray(contentStart, end), whole: bytes.subarray(start, end) };
}

/** BER's length without an end: elements follow until two zero bytes (Windows, macOS and Java write such PKCS#12). */
function indefiniteAt(bytes: Buffer, start: number, tag: number, depth: number): DerElement | null {
  if ((tag & constructedBit) === 0 || depth >= maxDepth) return null;
  let at = start + 2;
  for (let count = 0; count <= maxElements; count += 1) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) {
      return { tag, content: bytes.subarray(start + 2, at), whole: bytes.subarray(start, at + 2) };
    }
    const element = elementAt(bytes, at, depth + 1);
    if (!element) return null;
    at += element.whole.length;
  }
  return null;
}

function elementsIn(bytes: Buffer, depth: number): readonly DerElement[] | null {
  const elements: DerElement[] = [];
  for (let at = 0; at < bytes.length;) {
    const element = elements.length < maxElements ? elementAt(bytes, at, depth) : null;
    if (!element) return null;
    elements.push(element);
    at += element.whole.length;
  }
  return elements;
}

function octets(element: DerElement, tag: number, depth: number): Buffer | null {
  if (element.tag === tag) return element.content;
  if (element.tag !== (tag | constructedBit) || depth >= maxDepth) return null;
  const chunks = elementsIn(element.content, depth)?.map((chunk) => octets(chunk, derTags.octetString, depth + 1));
  if (!chunks) return null;
  const whole = chunks.filter((chunk) => chunk !== null);
  return whole.length === chunks.length ? Buffer.concat(whole) : null;
}

function leadingZeros(bytes: Buffer): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? bytes.length : first;
}
