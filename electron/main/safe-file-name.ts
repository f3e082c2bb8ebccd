import path from 'node:path';

/** What leads out of a folder, what file systems refuse, and what makes a name look like another one (bidirectional, invisible). */
const unsafe = /[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** Devices of Windows, whatever stands behind the first dot (learn.microsoft.com, Naming Files, Paths, and Namespaces). */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?= *(?:\.|$))/i;

/** A topic makes a fine file name once nothing in it can lead out of a folder or upset a file system. */
export function safeFileName(suggested: string, otherwise: string): string {
  const name = path
    .basename(suggested.replace(unsafe, '_'))
    // Windows leaves these out without a word.
    .replace(/[. ]+$/, '')
    // A name that begins with a hyphen is an option to many programs.
    .replace(/^[.-]+/, '_');
  if (name === '') return otherwise;
  return device.test(name) ? `_${name}` : name;
}
