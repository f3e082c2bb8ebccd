/** One `-----BEGIN …-----` block of a text file (RFC 7468; headers as in RFC 1421). */
export interface PemBlock {
  /** `CERTIFICATE`, `RSA PRIVATE KEY`. */
  readonly label: string;
  /** `DES-EDE3-CBC,0123456789ABCDEF`: the body is under a passphrase, as OpenSSL once did it; null: it is not. */
  readonly encryption: string | null;
  readonly bytes: Buffer;
}

const begin = /-----BEGIN ([A-Z0-9 ]{1,60})-----/g;
const maxBlocks = 10_000;

/** Whether the bytes are a text with PEM blocks rather than DER. */
export function isPem(bytes: Buffer): boolean {
  return bytes.includes('-----BEGIN ');
}

/** The blocks in their order, whatever stands between them; null: one of them does not end or is not base64. */
export function readPem(bytes: Buffer): readonly PemBlock[] | null {
  const text = bytes.toString('latin1');
  const blocks: PemBlock[] = [];
  begin.lastIndex = 0;
  for (let found = begin.exec(text); found; found = begin.exec(text)) {
    const [line, label = ''] = found;
    const start = found.index + line.length;
    const end = text.indexOf(`-----END ${label}-----`, start);
    if (end < 0 || blocks.length >= maxBlocks) return null;
    const block = readBlock(label, text.slice(start, end));
    if (!block) return null;
    blocks.push(block);
    begin.lastIndex = end;
  }
  return blocks;
}

/** The bytes as a PEM block with lines of 64 characters. */
export function toPem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

function readBlock(label: string, text: string): PemBlock | null {
  const lines = text.trimStart().split(/\r\n|\r|\n/);
  // Headers end with an empty line. No line of base64 has a colon.
  const headerLines = lines[0]?.includes(':') ? lines.findIndex((line) => line.trim() === '') : 0;
  if (headerLines < 0) return null;
  const base64 = lines.slice(headerLines).join('').replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null;
  const dekInfo = lines.slice(0, headerLines).find((line) => line.startsWith('DEK-Info:'));
  const encryption = dekInfo?.slice('DEK-Info:'.length).trim() ?? null;
  return { label, encryption, bytes: Buffer.from(base64, 'base64') };
}
