/** SQLite's file format, "The Rollback Journal": https://sqlite.org/fileformat.html#the_rollback_journal */
const magic = 'd9d505f920a163d7';
const headerBytes = 28;
const allToTheEnd = 0xffffffff;

/** How a database was before the transaction that its journal undoes. */
export interface JournalledPages {
  readonly pageBytes: number;
  /** Pages the database then had. */
  readonly pageCount: number;
  /** From 1. */
  readonly pages: ReadonlyMap<number, Uint8Array>;
}

/**
 * What a rollback journal left by an unfinished transaction holds; null: there is nothing to undo. Our SQLite cannot play it
 * back itself: its locks in WebAssembly look to it like another program's.
 */
export function readRollbackJournal(journal: Buffer): JournalledPages | null {
  const first = readHeader(journal, 0);
  if (!first) return null;
  const pages = new Map<number, Uint8Array>();
  let at = 0;
  for (let header: JournalHeader | null = first; header; header = readHeader(journal, at)) {
    const end = readSegment(journal, at + first.sectorBytes, { ...header, pageBytes: first.pageBytes }, pages);
    if (end === null || header.records === allToTheEnd) break;
    at = Math.ceil(end / first.sectorBytes) * first.sectorBytes;
  }
  return { pageBytes: first.pageBytes, pageCount: first.pageCount, pages };
}

interface JournalHeader {
  readonly records: number;
  readonly nonce: number;
  readonly pageCount: number;
  readonly sectorBytes: number;
  readonly pageBytes: number;
}

/** A transaction that ended leaves the header zeroed, or no journal at all. */
function readHeader(journal: Buffer, at: number): JournalHeader | null {
  if (at + headerBytes > journal.length || journal.toString('hex', at, at + 8) !== magic) return null;
  const [records, nonce, pageCount, sectorBytes, pageBytes] = [8, 12, 16, 20, 24].map((offset) =>
    journal.readUInt32BE(at + offset)
  );
  if (records === undefined || nonce === undefined || pageCount === undefined) return null;
  if (!isPowerOfTwo(sectorBytes, 32, 65_536) || !isPowerOfTwo(pageBytes, 512, 65_536)) return null;
  return { records, nonce, pageCount, sectorBytes, pageBytes };
}

/** Where the segment ends; null: at a record that was never written whole, where SQLite stops too. */
function readSegment(
  journal: Buffer,
  start: number,
  { records, nonce, pageBytes }: JournalHeader,
  pages: Map<number, Uint8Array>
): number | null {
  let at = start;
  for (let record = 0; record < records; record += 1) {
    const page = journal.subarray(at + 4, at + 4 + pageBytes);
    if (at + 8 + pageBytes > journal.length) return null;
    const number = journal.readUInt32BE(at);
    if (number === 0 || journal.readUInt32BE(at + 4 + pageBytes) !== checksum(page, nonce)) return null;
    if (!pages.has(number)) pages.set(number, page);
    at += 8 + pageBytes;
  }
  return at;
}

/** Every 200th byte from the end. */
function checksum(page: Buffer, nonce: number): number {
  let sum = nonce;
  for (let at = page.length - 200; at > 0; at -= 200) sum += page[at] ?? 0;
  return sum >>> 0;
}

function isPowerOfTwo(value: number | undefined, min: number, max: number): value is number {
  return value !== undefined && value >= min && value <= max && (value & (value - 1)) === 0;
}
