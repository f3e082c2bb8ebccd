/** A word of a command line as the shell would hand it on. */
export interface ShellWord {
  readonly text: string;
  /** The shell would have put something else here: `$PASSWORD`, `$(cat key)`. Nobody knows what. */
  readonly computed: boolean;
}

const shellBounds = { characters: 20_000, words: 1_000 } as const;

/**
 * What a person copies out of a terminal or a manual, as commands of words: quotes and backslashes as in POSIX shells
 * (POSIX.1 2.2), lines that go on after `\`, `^` or a backtick, ends at new lines, `;`, `|`, `&&`, `>`. Nothing is run and
 * nothing expanded. Null: a quote does not end, or it is longer than shellBounds.
 */
export function shellCommands(text: string): readonly (readonly ShellWord[])[] | null {
  if (text.length > shellBounds.characters) return null;
  const reader = new ShellReader(text.replace(/\r\n?/g, '\n'));
  return reader.read() ? reader.commands : null;
}

/** Names that start topics and that no shell knows: `$SYS/#` in double quotes is meant as it stands. */
const topicStart = /^\$(?:SYS|share|queue|aws|iothub|dps)\//i;
const expansion = /^\$(?:[A-Za-z_][A-Za-z0-9_]*|[0-9@*?$!-]|\{|\()/;

class ShellReader {
  readonly commands: ShellWord[][] = [];
  readonly #text: string;
  #at = 0;
  #command: ShellWord[] = [];
  #word: string | null = null;
  #computed = false;
  #words = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** False: a quote does not end, or there are too many words. */
  read(): boolean {
    while (this.#at < this.#text.length && this.#words <= shellBounds.words) {
      if (!this.#step(this.#text.charAt(this.#at))) return false;
    }
    this.#endCommand();
    return this.#words <= shellBounds.words;
  }

  #step(character: string): boolean {
    const next = this.#text.charAt(this.#at + 1);
    switch (character) {
      case ' ':
      case '\t':
        this.#endWord();
        break;
      case '\n':
      case ';':
      case '|':
        this.#endCommand();
        break;
      case '&':
      case '<':
      case '>':
        // Inside a word they are part of it: `wss://host/path?a=1&b=2`.
        if (this.#word === null || /^[12&]$/.test(this.#word)) {
          this.#word = null;
          this.#endCommand();
        } else this.#add(character);
        break;
      case "'":
        return this.#quoted();
      case '"':
        return this.#doubleQuoted();
      case '\\':
      case '^':
      case '`':
        if (next === '\n' || this.#isLostLineEnd()) this.#at += 1;
        else if (character === '\\') {
          this.#at += 1;
          this.#add(next);
        } else if (character === '`') {
          this.#computed = true;
          this.#add(character);
        } else this.#add(character);
        break;
      case '$':
        this.#dollar();
        break;
      default:
        this.#add(character);
    }
    this.#at += 1;
    return true;
  }

  /** A field of one line makes a space of the new line that is pasted into it; no option's name starts with an escaped space. */
  #isLostLineEnd(): boolean {
    return this.#word === null && /^[ \t]+-/.test(this.#text.slice(this.#at + 1, this.#at + 100));
  }

  #quoted(): boolean {
    const end = this.#text.indexOf("'", this.#at + 1);
    if (end < 0) return false;
    this.#add(this.#text.slice(this.#at + 1, end));
    this.#at = end + 1;
    return true;
  }

  #doubleQuoted(): boolean {
    this.#add('');
    for (this.#at += 1; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text.charAt(this.#at);
      const next = this.#text.charAt(this.#at + 1);
      if (character === '"') {
        this.#at += 1;
        return true;
      }
      if (character === '\\' && '$`"\\\n'.includes(next) && next !== '') {
        this.#at += 1;
        this.#add(next === '\n' ? '' : next);
      } else if (character === '$') this.#dollar();
      else {
        this.#computed ||= character === '`';
        this.#add(character);
      }
    }
    return false;
  }

  #dollar(): void {
    const rest = this.#text.slice(this.#at, this.#at + 64);
    this.#computed ||= expansion.test(rest) && !topicStart.test(rest);
    this.#add('$');
  }

  #add(text: string): void {
    this.#word = (this.#word ?? '') + text;
  }

  #endWord(): void {
    if (this.#word === null) return;
    this.#command.push({ text: this.#word, computed: this.#computed });
    this.#words += 1;
    this.#word = null;
    this.#computed = false;
  }

  #endCommand(): void {
    this.#endWord();
    if (this.#command.length > 0) this.commands.push(this.#command);
    this.#command = [];
  }
}
