import type { DecoderChoice } from '#contract/payload-format';
import { choiceName, decodingWords } from '#contract/words/decoding';
import type { MenuEntry } from '../../ui/menu-entry';

/** What is chosen often, then what is rare, by kind. Together they are every choice there is. */
const usual = [
  'auto',
  'json',
  'text',
  'xml',
  'messagepack',
  'cbor',
  'protobuf',
  'sparkplug',
  'image',
  'bytes'
] as const;
const otherText = ['json-lines', 'number', 'utf-16', 'latin-1', 'base64', 'hex'] as const;
const packed = ['gzip', 'zlib', 'deflate', 'brotli', 'zstd'] as const;
const allChoices: readonly DecoderChoice[] = [...usual, ...otherText, ...packed];

interface DecoderDeeds {
  /** What holds for the topic now. */
  readonly current: DecoderChoice;
  /** Null: the topic cannot be named in a rule. */
  readonly choose: ((choice: DecoderChoice) => void) | null;
  readonly chooseForMore: () => void;
  readonly openRules: () => void;
}

/** The lines of the decoder's menu. */
export function decoderEntries({ current, choose, chooseForMore, openRules }: DecoderDeeds): MenuEntry[] {
  const rules: MenuEntry = { kind: 'item', label: decodingWords.rules, onselect: openRules };
  if (choose === null) {
    return [
      { kind: 'item', label: decodingWords.notUtf8, disabled: true, onselect: () => undefined },
      { kind: 'separator' },
      rules
    ];
  }
  const options = (choices: readonly DecoderChoice[]): MenuEntry => ({
    kind: 'choice',
    label: decodingWords.readAs,
    value: current,
    options: choices.map((value) => ({ value, label: choiceName(value) })),
    onchange: (value) => {
      const choice = allChoices.find((known) => known === value);
      if (choice !== undefined) choose(choice);
    }
  });
  const typed: MenuEntry[] =
    current === 'protobuf'
      ? [{ kind: 'item', label: decodingWords.messageType, onselect: () => choose('protobuf') }]
      : [];
  return [
    options(usual),
    { kind: 'submenu', label: decodingWords.otherText, entries: [options(otherText)] },
    { kind: 'submenu', label: decodingWords.packed, entries: [options(packed)] },
    { kind: 'separator' },
    ...typed,
    { kind: 'item', label: decodingWords.forMore, onselect: chooseForMore },
    rules
  ];
}

/** The same as a list to choose from. */
export const choiceOptions: readonly { readonly value: DecoderChoice; readonly label: string }[] = allChoices.map(
  (value) => ({ value, label: choiceName(value) })
);
