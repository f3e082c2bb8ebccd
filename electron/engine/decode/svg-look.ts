import { firstByte } from './plain-text';
import { XmlScanner, xmlToken } from './xml-scanner';

/** Whether the outermost element of an XML text is `svg`. */
export function isSvg(bytes: Uint8Array): boolean {
  if (firstByte(bytes) !== 0x3c) return false;
  const start = bytes.subarray(bytes[0] === 0xef ? 3 : 0, 65_536);
  const scanner = new XmlScanner(start);
  for (;;) {
    const token = scanner.next();
    if (token === xmlToken.open || token === xmlToken.empty) break;
    if (token === xmlToken.end || token === xmlToken.unfinished || token === xmlToken.invalid) return false;
  }
  const name = Buffer.from(start.subarray(scanner.nameStart, scanner.nameEnd)).toString();
  return name === 'svg' || name.endsWith(':svg');
}
