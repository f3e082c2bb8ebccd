import { decodingBounds } from '#contract/limits';
import { DecodeError } from './decode-error';

/** Largest content of a block (RFC 8878, 3.1.1.2.4). */
const largestBlockBytes = 131_072;
const frameMagic = 0xfd2fb528;
const magicBytes = Buffer.from('28b52ffd', 'hex');
const skippableMagic = 0x184d2a50;

/** A frame as its headers describe it: nothing of it has been unpacked. */
export interface ZstdFrame {
  readonly start: number;
  readonly end: number;
  readonly windowBytes: number;
  /** As it says; null: it does not. */
  readonly contentBytes: number | null;
  /** Where each block begins. */
  readonly blocks: readonly number[];
  /** Where the checksum of the content stands; null: it has none. */
  readonly checksumAt: number | null;
}

/**
 * The frames of RFC 8878 with their blocks, by their headers alone, so that what is cut, too large or wrong is known with its
 * place before anything is allocated. Skippable frames are skipped. Throws a DecodeError: cut-short, invalid, too-large,
 * bytes-left-over.
 */
export function zstdFrames(bytes: Uint8Array): readonly ZstdFrame[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const frames: ZstdFrame[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + 4 > bytes.length && magicBytes.subarray(0, bytes.length - at).equals(bytes.subarray(at)))
      need(view, at + 4);
    if (at + 4 > bytes.length) throw unknown(frames, at);
    const magic = view.getUint32(at, true);
    if (magic === frameMagic) {
      const frame = readFrame(view, at);
      frames.push(frame);
      at = frame.end;
    } else if ((magic & 0xfffffff0) >>> 0 === skippableMagic) {
      need(view, at + 8);
      at += 8 + view.getUint32(at + 4, true);
      need(view, at);
    } else throw unknown(frames, at);
  }
  if (frames.length === 0) throw new DecodeError('cut-short', bytes.length);
  return frames;
}

function unknown(frames: readonly ZstdFrame[], at: number): DecodeError {
  return new DecodeError(frames.length > 0 ? 'bytes-left-over' : 'invalid', at);
}

function need(view: DataView, end: number): void {
  if (end > view.byteLength) throw new DecodeError('cut-short', view.byteLength);
}

function tooLarge(at: number): DecodeError {
  return new DecodeError('too-large', at, '', { limitBytes: decodingBounds.decodedBytes });
}

function readFrame(view: DataView, start: number): ZstdFrame {
  need(view, start + 5);
  const flags = view.getUint8(start + 4);
  if ((flags & 8) !== 0) throw new DecodeError('invalid', start + 4);
  const single = (flags & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][flags & 3] ?? 0;
  const sizeBytes = [single ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0;
  const dictionaryAt = start + 5 + (single ? 0 : 1);
  const sizeAt = dictionaryAt + dictionaryBytes;
  need(view, sizeAt + sizeBytes);
  for (let at = dictionaryAt; at < sizeAt; at += 1) {
    if (view.getUint8(at) !== 0) throw new DecodeError('invalid', at, 'needs a dictionary');
  }
  const contentBytes = sizeBytes === 0 ? null : contentSize(view, sizeAt, sizeBytes);
  const windowBytes = single ? (contentBytes ?? 0) : windowSize(view.getUint8(start + 5));
  if ((contentBytes ?? 0) > decodingBounds.decodedBytes) throw tooLarge(sizeAt);
  if (windowBytes > decodingBounds.decodedBytes) throw tooLarge(start + 5);
  const blocks: number[] = [];
  const end = readBlocks(view, sizeAt + sizeBytes, Math.min(windowBytes, largestBlockBytes), blocks);
  const checked = (flags & 4) !== 0;
  need(view, end + (checked ? 4 : 0));
  return {
    start,
    end: end + (checked ? 4 : 0),
    windowBytes,
    contentBytes,
    blocks,
    checksumAt: checked ? end : null
  };
}

function contentSize(view: DataView, at: number, sizeBytes: number): number {
  if (sizeBytes === 1) return view.getUint8(at);
  if (sizeBytes === 2) return view.getUint16(at, true) + 256;
  if (sizeBytes === 4) return view.getUint32(at, true);
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 4_294_967_296;
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

/** The end of the last block. */
function readBlocks(view: DataView, from: number, mostBytes: number, blocks: number[]): number {
  let at = from;
  let sureBytes = 0;
  for (let last = false; !last;) {
    need(view, at + 3);
    const header = view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getUint8(at + 2) << 16);
    const kind = (header >> 1) & 3;
    const size = header >> 3;
    if (kind === 3 || size > mostBytes) throw new DecodeError('invalid', at);
    if (kind < 2) sureBytes += size;
    if (sureBytes > decodingBounds.decodedBytes) throw tooLarge(at);
    blocks.push(at);
    at += 3 + (kind === 1 ? 1 : size);
    need(view, at);
    last = (header & 1) === 1;
  }
  return at;
}
