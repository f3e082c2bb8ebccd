import { describe, expect, it } from 'vitest';
import { menuCommands } from '../../../../../electron/contract/app';
import { commandWords } from '../../../../../electron/contract/words/keys';
import { CommandRegistry, type CommandName } from '../../../../../renderer/src/commands/registry';

const names: readonly CommandName[] = [...menuCommands, 'focusFilter', 'nextPane', 'previousPane'];

function recorded(mac: boolean) {
  const ran: CommandName[] = [];
  const actions = Object.fromEntries(names.map((name) => [name, () => ran.push(name)])) as unknown as Record<
    CommandName,
    () => void
  >;
  return { ran, registry: new CommandRegistry(actions, mac) };
}

const key = (name: string, held: object = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held
});

describe('CommandRegistry', () => {
  it('has words for every command', () => {
    expect(Object.keys(commandWords).sort()).toEqual([...names].sort());
  });

  it('runs what the menu asks for', () => {
    const { ran, registry } = recorded(false);
    registry.run('toggleRail');
    expect(ran).toEqual(['toggleRail']);
  });

  it('runs what a key asks for and says whether it did', () => {
    const { ran, registry } = recorded(false);
    expect(registry.press(key('F8'))).toBe(true);
    expect(registry.press(key('F6', { shiftKey: true }))).toBe(true);
    expect(registry.press(key('x'))).toBe(false);
    expect(ran).toEqual(['pause', 'previousPane']);
  });

  it('shows the inspector’s tabs with Ctrl and the number of DESIGN.md section 6', () => {
    const { ran, registry } = recorded(false);
    for (const digit of ['1', '2', '3', '4']) expect(registry.press(key(digit, { ctrlKey: true }))).toBe(true);
    expect(registry.press(key('5', { ctrlKey: true }))).toBe(false);
    expect(ran).toEqual(['showMessage', 'showHistory', 'showChart', 'showProperties']);
  });

  it('pauses with ⌘. on macOS as well as with F8', () => {
    const { ran, registry } = recorded(true);
    registry.press(key('.', { metaKey: true }));
    registry.press(key('F8'));
    expect(ran).toEqual(['pause', 'pause']);
  });

  it('gives no key to two commands', () => {
    for (const mac of [true, false]) {
      const keys = recorded(mac).registry.commands.flatMap((command) => command.keys);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});
