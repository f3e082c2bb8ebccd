import { assertNever } from './assert-never';
import {
  mqttuiEnvironment,
  optionTables,
  type CommandOption,
  type OptionField,
  type OptionTable
} from './command-options';
import type { ShellWord } from './shell-words';

/** An option that says something of the connection, with the words that followed it. */
export interface GivenOption {
  readonly field: OptionField;
  /** As it was written: `-wh`. */
  readonly name: string;
  readonly values: readonly string[];
}

export interface CommandLine {
  /** `mosquitto_sub`, `mqttx conn`. */
  readonly program: string;
  readonly given: readonly GivenOption[];
  /** Names of options that are not taken over: never their values. */
  readonly notTaken: readonly string[];
}

/** Prompts, `sudo`, `docker run -it image` and the like stand in front. */
const maxWordsBefore = 40;
const mqttuiCommands = new Set(['log', 'read-one', 'clean-retained', 'publish']);

/** The first command of a program that is known; null: there is none. */
export function findCommandLine(commands: readonly (readonly ShellWord[])[]): CommandLine | null {
  for (const words of commands) {
    const found = readCommand(words);
    if (found) return found;
  }
  return null;
}

function readCommand(words: readonly ShellWord[]): CommandLine | null {
  for (const [index, word] of words.slice(0, maxWordsBefore).entries()) {
    const name = programName(word.text);
    const command = words[index + 1]?.text ?? '';
    const isMqttx = name === 'mqttx';
    const program = isMqttx ? `mqttx ${command}` : name;
    const table = optionTables.get(program);
    if (!table) continue;
    const reader = new OptionReader(program, table);
    if (name === 'mqttui') reader.environment(words.slice(0, index));
    reader.options(words.slice(index + (isMqttx ? 2 : 1)));
    return reader.line;
  }
  return null;
}

/** `C:\Program Files\mosquitto\mosquitto_sub.exe`, `./mqttx-cli-linux-x64`. */
function programName(text: string): string {
  const name = (text.split(/[/\\]/).pop() ?? '').toLowerCase();
  return name.replace(/\.exe$/, '').replace(/^mqttx-cli.*$/, 'mqttx');
}

class OptionReader {
  readonly #program: string;
  readonly #table: OptionTable;
  readonly #given: GivenOption[] = [];
  readonly #notTaken = new Set<string>();
  readonly #topics: string[] = [];

  constructor(program: string, table: OptionTable) {
    this.#program = program;
    this.#table = table;
  }

  get line(): CommandLine {
    // A topic of a command line replaces that of the environment.
    const topics: readonly GivenOption[] =
      this.#topics.length > 0 ? [{ field: 'filter', name: 'topic', values: this.#topics }] : [];
    const given = topics.length > 0 ? this.#given.filter(({ field }) => field !== 'filter') : this.#given;
    return { program: this.#program, given: [...given, ...topics], notTaken: [...this.#notTaken] };
  }

  environment(words: readonly ShellWord[]): void {
    for (const { text, computed } of words) {
      const [, name = '', value = ''] = /^([A-Z_]{1,64})=(.*)$/s.exec(text) ?? [];
      const field = mqttuiEnvironment.get(name);
      if (field) this.#keep(field, name, [{ text: value, computed }]);
    }
  }

  options(words: readonly ShellWord[]): void {
    let at = 0;
    let publishes = false;
    while (at < words.length) {
      const word = words[at] ?? { text: '', computed: false };
      at += 1;
      if (!word.text.startsWith('-') || word.text === '-') {
        // Only mqttui has words without an option: a command, and topics.
        if (this.#program !== 'mqttui') continue;
        if (at === 1 && mqttuiCommands.has(word.text)) publishes = word.text === 'publish';
        else if (!publishes) this.#topic(word);
        continue;
      }
      const [name, attached] = this.#split(word);
      const option = this.#table.get(name);
      const own = this.#following(option, attached !== null, words.slice(at));
      at += own.length;
      const values = attached === null ? own : [attached, ...own];
      if (!option || option.field === 'other') this.#notTaken.add(name.slice(0, 64));
      else if (option.field !== 'none') this.#keep(option.field, name, values);
    }
  }

  /** `--port=1883`, and `-p1883` where the program knows that. */
  #split(word: ShellWord): readonly [name: string, attached: ShellWord | null] {
    const { text, computed } = word;
    if (this.#table.has(text)) return [text, null];
    const equals = text.indexOf('=');
    if (text.startsWith('--') && equals > 0) return [text.slice(0, equals), { text: text.slice(equals + 1), computed }];
    const short = text.slice(0, 2);
    const takesMore = !text.startsWith('--') && text.length > 2 && this.#table.get(short)?.following !== 0;
    return takesMore && this.#table.has(short) ? [short, { text: text.slice(2), computed }] : [text, null];
  }

  /** The words after an option that belong to it. */
  #following(
    option: CommandOption | undefined,
    hasAttached: boolean,
    rest: readonly ShellWord[]
  ): readonly ShellWord[] {
    const following = option?.following;
    switch (following) {
      case 0:
        return [];
      case 1:
        return hasAttached ? [] : rest.slice(0, 1);
      case 'some':
        return rest.slice(0, firstOption(rest));
      case 'property':
        return rest.slice(0, rest[1]?.text === 'user-property' ? 4 : 3);
      case 'optional':
      case undefined:
        // Of an option that nobody knows: a word without a dash is more likely its own than a topic.
        return hasAttached ? [] : rest.slice(0, Math.min(1, firstOption(rest)));
      default:
        return assertNever(following);
    }
  }

  #topic({ text, computed }: ShellWord): void {
    if (computed) this.#notTaken.add('topic');
    else this.#topics.push(text);
  }

  #keep(field: OptionField, name: string, values: readonly ShellWord[]): void {
    // What the shell would have put there is not known here, and must not be taken for what it says.
    if (values.some(({ computed }) => computed)) this.#notTaken.add(name);
    else this.#given.push({ field, name, values: values.map(({ text }) => text) });
  }
}

function firstOption(words: readonly ShellWord[]): number {
  const at = words.findIndex(({ text }) => text.startsWith('-') && text.length > 1);
  return at < 0 ? words.length : at;
}
