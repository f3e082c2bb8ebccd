import { describe, expect, it } from 'vitest';
import { pressesChord, type KeyPress } from '../../../../../renderer/src/commands/key-chord';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...held
});

describe('pressesChord', () => {
  it('takes exactly the keys that are named', () => {
    expect(pressesChord('Ctrl+E', press('e', { ctrlKey: true }), false)).toBe(true);
    expect(pressesChord('Ctrl+E', press('e'), false)).toBe(false);
    expect(pressesChord('Ctrl+E', press('e', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
    expect(pressesChord('F6', press('F6', { shiftKey: true }), false)).toBe(false);
    expect(pressesChord('Shift+F6', press('F6', { shiftKey: true }), false)).toBe(true);
  });

  it('reads a capital that Shift made as the same key', () => {
    expect(pressesChord('Ctrl+Shift+C', press('C', { ctrlKey: true, shiftKey: true }), false)).toBe(true);
  });

  it('means the command key by Ctrl on macOS, and leaves Control alone', () => {
    expect(pressesChord('Ctrl+E', press('e', { metaKey: true }), true)).toBe(true);
    expect(pressesChord('Ctrl+E', press('e', { ctrlKey: true }), true)).toBe(false);
    expect(pressesChord('Ctrl+E', press('e', { metaKey: true }), false)).toBe(false);
  });

  it('never answers to AltGr, which is Ctrl and Alt', () => {
    expect(pressesChord('Ctrl+E', press('e', { ctrlKey: true, altKey: true }), false)).toBe(false);
  });
});
