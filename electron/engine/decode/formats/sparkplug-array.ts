import { float32Word, float64Word } from '../float-words';
import type { NotationWriter } from '../notation-writer';
import { wireText } from '../wire-text';

interface Element {
  readonly bytes: number;
  readonly word: (view: DataView, at: number) => string;
}

/** Array data types whose elements have one size, least significant byte first [Sparkplug 3.0, 6.4.17]. */
const elements: ReadonlyMap<string, Element> = new Map<string, Element>([
  ['Int8Array', { bytes: 1, word: (view, at) => String(view.getInt8(at)) }],
  ['Int16Array', { bytes: 2, word: (view, at) => String(view.getInt16(at, true)) }],
  ['Int32Array', { bytes: 4, word: (view, at) => String(view.getInt32(at, true)) }],
  ['Int64Array', { bytes: 8, word: (view, at) => String(view.getBigInt64(at, true)) }],
  ['UInt8Array', { bytes: 1, word: (view, at) => String(view.getUint8(at)) }],
  ['UInt16Array', { bytes: 2, word: (view, at) => String(view.getUint16(at, true)) }],
  ['UInt32Array', { bytes: 4, word: (view, at) => String(view.getUint32(at, true)) }],
  ['UInt64Array', { bytes: 8, word: (view, at) => String(view.getBigUint64(at, true)) }],
  ['FloatArray', { bytes: 4, word: (view, at) => float32Word(view.getFloat32(at, true)) }],
  ['DoubleArray', { bytes: 8, word: (view, at) => float64Word(view.getFloat64(at, true)) }],
  ['DateTimeArray', { bytes: 8, word: (view, at) => String(view.getBigUint64(at, true)) }]
]);

/** Writes the bytes of an array data type as an array; as bytes where they are none, or the data type is another. */
export function writeSparkplugArray(writer: NotationWriter, datatype: string, bytes: Uint8Array): void {
  const element = elements.get(datatype);
  if (element !== undefined && bytes.length % element.bytes === 0) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    writer.openArray();
    for (let at = 0; at < bytes.length; at += element.bytes) writer.word(element.word(view, at));
    return writer.close();
  }
  if (datatype === 'BooleanArray' && writeBooleans(writer, bytes)) return;
  if (datatype === 'StringArray' && writeStrings(writer, bytes)) return;
  writer.hex(bytes);
}

/** A count of 4 bytes, then bits, the highest first. */
function writeBooleans(writer: NotationWriter, bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false;
  const count = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  if (bytes.length !== 4 + Math.ceil(count / 8)) return false;
  writer.openArray();
  for (let at = 0; at < count; at += 1) {
    const byte = bytes[4 + (at >> 3)] ?? 0;
    writer.word((byte >> (7 - (at & 7))) & 1 ? 'true' : 'false');
  }
  writer.close();
  return true;
}

/** Each ends with a 0. */
function writeStrings(writer: NotationWriter, bytes: Uint8Array): boolean {
  const text = wireText(bytes);
  if (text === null || (text !== '' && !text.endsWith('\0'))) return false;
  writer.openArray();
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\0', from);
    writer.text(text.slice(from, end));
    from = end + 1;
  }
  writer.close();
  return true;
}
