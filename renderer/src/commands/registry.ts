import type { MenuCommand } from '#contract/app';
import { commandWords } from '#contract/words/keys';
import { pressesChord, type KeyPress } from './key-chord';

/** Every user action with a name: the menu's, and those that only a key asks for. */
export type CommandName = MenuCommand | 'focusFilter' | 'nextPane' | 'previousPane';

export interface Command {
  readonly name: CommandName;
  readonly words: string;
  /** Chords as shown; the first is the usual one. */
  readonly keys: readonly string[];
  readonly run: () => void;
}

const chords: Readonly<Partial<Record<CommandName, readonly string[]>>> = {
  pause: ['F8'],
  focusFilter: ['Ctrl+F'],
  focusPublish: ['Ctrl+E'],
  showMessage: ['Ctrl+1'],
  showHistory: ['Ctrl+2'],
  showChart: ['Ctrl+3'],
  showProperties: ['Ctrl+4'],
  copyPayload: ['Ctrl+C'],
  copyTopic: ['Ctrl+Shift+C'],
  nextPane: ['F6'],
  previousPane: ['Shift+F6'],
  showKeys: ['F1']
};
/** F8 is a media key on most Macs (DESIGN.md section 6). */
const macChords: typeof chords = { ...chords, pause: ['Ctrl+.', 'F8'] };

/** One registry behind menu events, keys and the keyboard list. A missing action is a compile error. */
export class CommandRegistry {
  readonly commands: readonly Command[];
  readonly #mac: boolean;

  constructor(actions: Readonly<Record<CommandName, () => void>>, mac: boolean) {
    this.#mac = mac;
    const keys = mac ? macChords : chords;
    this.commands = (Object.keys(actions) as CommandName[]).map((name) => ({
      name,
      words: commandWords[name],
      keys: keys[name] ?? [],
      run: actions[name]
    }));
  }

  run(name: CommandName): void {
    this.commands.find((command) => command.name === name)?.run();
  }

  /** True: the press was a command's and has been run. */
  press(press: KeyPress): boolean {
    const command = this.commands.find(({ keys }) => keys.some((chord) => pressesChord(chord, press, this.#mac)));
    command?.run();
    return command !== undefined;
  }
}
