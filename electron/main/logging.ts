import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

const maxFileBytes = 1_000_000;
const maxLineCharacters = 4_000;

/**
 * The program's log: userData/logs/treeline.log and one older file, 1 MB each. Nothing secret is ever handed to it: no
 * payload, no request's input, no argv. The only user of the console.
 */
export class Log {
  readonly file: string;
  readonly #echo: boolean;
  #sizeBytes: number;

  /** `echo`: also to stderr, for whoever started Treeline from a terminal. */
  constructor(folder: string, echo: boolean) {
    this.file = path.join(folder, 'treeline.log');
    this.#echo = echo;
    this.#sizeBytes = sizeOf(this.file);
    // The terminal may close before the program does; that is no reason to end with it.
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch {
      // a disk that cannot be written to: the terminal still hears
    }
  }

  info(text: string): void {
    this.#write('info', text);
  }

  warn(text: string): void {
    this.#write('warn', text);
    if (this.#echo) console.error(`[treeline] ${text}`);
  }

  /** Something that must not happen did. */
  bug(text: string): void {
    this.#write('bug', text);
    if (this.#echo) console.error(`[treeline] bug: ${text}`);
  }

  /** To whoever reads the terminal, not to the file: --status, --smoke, a refused address. */
  say(text: string): void {
    console.log(text);
  }

  #write(level: string, text: string): void {
    const line = `${new Date().toISOString()} ${level} ${text.slice(0, maxLineCharacters).replaceAll('\n', '\n    ')}\n`;
    try {
      if (this.#sizeBytes + Buffer.byteLength(line) > maxFileBytes) {
        renameSync(this.file, `${this.file}.old`);
        this.#sizeBytes = 0;
      }
      appendFileSync(this.file, line, { mode: 0o600 });
      this.#sizeBytes += Buffer.byteLength(line);
    } catch {
      // no disk, no log
    }
  }
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}
