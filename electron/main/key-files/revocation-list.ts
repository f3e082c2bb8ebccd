import { createSecureContext } from 'node:tls';
import { derTags, elementsOf, objectIdOf, readElement, type DerElement } from './der';
import { toPem } from './pem';

/** A list of revoked certificates (RFC 5280, 5.1) as PEM, with whose it is and for how long. */
interface RevocationList {
  readonly pem: string;
  readonly issuer: string | null;
  readonly thisUpdateMs: number | null;
  readonly nextUpdateMs: number | null;
}

const commonName = '2.5.4.3';
const organisation = '2.5.4.10';

/** Whether the bytes look like a revocation list. */
export function isRevocationList(bytes: Buffer): boolean {
  return listParts(bytes) !== null;
}

/** Null: the bytes are no revocation list that this runtime's TLS can read. */
export function readRevocationList(bytes: Buffer): RevocationList | null {
  const parts = listParts(bytes);
  if (!parts) return null;
  const pem = toPem('X509 CRL', bytes);
  try {
    createSecureContext({ crl: pem });
  } catch {
    return null;
  }
  const { issuer, thisUpdate, nextUpdate } = parts;
  return { pem, issuer: nameOf(issuer), thisUpdateMs: timeOf(thisUpdate), nextUpdateMs: timeOf(nextUpdate) };
}

interface ListParts {
  readonly issuer: DerElement;
  readonly thisUpdate: DerElement;
  readonly nextUpdate: DerElement | undefined;
}

/** TBSCertList: version (or none), algorithm, issuer, this update, next update (or none). A certificate has no time there. */
function listParts(bytes: Buffer): ListParts | null {
  const whole = readElement(bytes);
  const [list, algorithm, signature] = elementsOf(whole) ?? [];
  if (algorithm?.tag !== derTags.sequence || signature?.tag !== derTags.bitString) return null;
  const fields = elementsOf(list) ?? [];
  const [id, issuer, thisUpdate, nextUpdate] = fields[0]?.tag === derTags.integer ? fields.slice(1) : fields;
  if (id?.tag !== derTags.sequence || issuer?.tag !== derTags.sequence || !isTime(thisUpdate)) return null;
  return { issuer, thisUpdate, nextUpdate: isTime(nextUpdate) ? nextUpdate : undefined };
}

function isTime(element: DerElement | undefined): element is DerElement {
  return element?.tag === derTags.utcTime || element?.tag === derTags.generalisedTime;
}

/** The common name, or the organisation, of a Name (RFC 5280, 4.1.2.4). */
function nameOf(name: DerElement): string | null {
  const values = new Map<string, string>();
  for (const set of elementsOf(name) ?? []) {
    for (const pair of elementsOf(set) ?? []) {
      const [id, value] = elementsOf(pair) ?? [];
      if (value) values.set(objectIdOf(id), textOf(value));
    }
  }
  return (values.get(commonName) ?? values.get(organisation))?.slice(0, 1_000) ?? null;
}

/** BMPString (0x1e) is UTF-16; the others are read as UTF-8. */
function textOf({ tag, content }: DerElement): string {
  return tag === 0x1e && content.length % 2 === 0
    ? Buffer.from(content).swap16().toString('utf16le')
    : content.toString('utf8');
}

/** RFC 5280, 4.1.2.5: `YYMMDDHHMMSSZ` up to 2049, `YYYYMMDDHHMMSSZ` from then on. */
function timeOf(element: DerElement | undefined): number | null {
  const text = element?.content.toString('latin1') ?? '';
  const found = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  if (!found) return null;
  const [yearText = '', ...rest] = found.slice(1);
  const century = yearText.length === 4 ? 0 : Number(yearText) < 50 ? 2_000 : 1_900;
  const [month = 1, day = 1, hour = 0, minute = 0, second = 0] = rest.map(Number);
  const timeMs = Date.UTC(Number(yearText) + century, month - 1, day, hour, minute, second);
  return Number.isNaN(timeMs) ? null : timeMs;
}
