import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import path from 'node:path';

/** Where a secret was found, and how it was written there. */
export interface SecretTrace {
  readonly secret: string;
  readonly where: string;
  readonly form: string;
}

/** How a secret may lie in a file without looking like one: base64 has three forms, by where in a group of three it begins. */
function formsOf(secret: string): readonly (readonly [form: string, bytes: Buffer])[] {
  const plain = Buffer.from(secret);
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), plain])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and the last characters depend on what stands beside the secret.
    return text.slice(before === 0 ? 0 : before + 1, -1);
  });
  return [
    ['plain', plain],
    ...base64.flatMap((text) => [
      ['base64', Buffer.from(text)] as const,
      ['base64url', Buffer.from(text.replaceAll('+', '-').replaceAll('/', '_'))] as const
    ]),
    ['hex', Buffer.from(plain.toString('hex'))],
    ['HEX', Buffer.from(plain.toString('hex').toUpperCase())],
    ['UTF-16LE', Buffer.from(secret, 'utf16le')],
    ['UTF-16BE', Buffer.from(secret, 'utf16le').swap16()]
  ];
}

/** Looks for secrets in bytes. */
export function tracesIn(bytes: Buffer, where: string, secrets: readonly string[]): SecretTrace[] {
  return secrets.flatMap((secret) =>
    formsOf(secret)
      .filter(([, form]) => bytes.includes(form))
      .map(([form]) => ({ secret, where, form }))
  );
}

/** Every file under a folder, in whole. */
export function tracesUnder(folder: string, secrets: readonly string[]): SecretTrace[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const file = path.join(folder, name);
    const facts = statSync(file, { throwIfNoEntry: false });
    return facts?.isFile() === true ? tracesIn(readFileSync(file), file, secrets) : [];
  });
}

/** Command line and environment of a process and of all that it started (Linux). */
export function tracesInProcesses(ofPid: number, secrets: readonly string[]): SecretTrace[] {
  return family(ofPid).flatMap((pid) =>
    ['cmdline', 'environ'].flatMap((name) => {
      const file = `/proc/${pid}/${name}`;
      try {
        return tracesIn(readFileSync(file), `${file} of ${readlinkSync(`/proc/${pid}/exe`)}`, secrets);
      } catch {
        // it ended in the meantime
        return [];
      }
    })
  );
}

function family(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === pid)
    .flatMap((name) => family(Number(name)));
  return [pid, ...children];
}

function parentOf(pid: string): number | null {
  try {
    // The name in brackets may hold anything, brackets too.
    const rest = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '');
    return Number(rest.split(' ')[1]);
  } catch {
    return null;
  }
}
