import { describe, expect, it, vi } from 'vitest';
import { decoderChoices } from '#contract/payload-format';
import { choiceOptions, decoderEntries } from '../../../../../../renderer/src/panes/inspector/decoder-entries';
import type { MenuEntry } from '../../../../../../renderer/src/ui/menu-entry';

const nothing = () => undefined;

function optionsIn(entries: readonly MenuEntry[]): string[] {
  return entries.flatMap((entry) => {
    if (entry.kind === 'choice') return entry.options.map(({ value }) => value);
    return entry.kind === 'submenu' ? optionsIn(entry.entries) : [];
  });
}

describe('the decoder menu', () => {
  const deeds = { current: 'auto', choose: nothing, chooseForMore: nothing, openRules: nothing } as const;

  it('offers every choice there is, once', () => {
    const offered = optionsIn(decoderEntries(deeds));
    expect([...offered].sort()).toEqual([...decoderChoices].sort());
    expect(choiceOptions.map(({ value }) => value).sort()).toEqual([...decoderChoices].sort());
  });

  it('chooses what is picked, also in a submenu', () => {
    const choose = vi.fn();
    const submenu = decoderEntries({ ...deeds, choose }).find((entry) => entry.kind === 'submenu');
    const choice = submenu?.kind === 'submenu' ? submenu.entries[0] : undefined;
    if (choice?.kind === 'choice') choice.onchange('base64');
    expect(choose).toHaveBeenCalledWith('base64');
  });

  it('offers another message type where Protobuf is chosen', () => {
    const labels = (current: 'auto' | 'protobuf') =>
      decoderEntries({ ...deeds, current }).flatMap((entry) => (entry.kind === 'item' ? [entry.label] : []));
    expect(labels('protobuf')).toContain('Protobuf message type…');
    expect(labels('auto')).not.toContain('Protobuf message type…');
  });

  it('says why a topic cannot have a rule', () => {
    const [why] = decoderEntries({ ...deeds, choose: null });
    expect(why).toMatchObject({ kind: 'item', disabled: true, label: expect.stringContaining('UTF-8') as string });
  });
});
