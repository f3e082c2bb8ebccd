import { describe, expect, it, vi } from 'vitest';
import type { DecoderRule } from '#contract/decoder-rule';
import { fail, succeed } from '#contract/failure';
import { decodingBounds } from '#contract/limits';
import type { Profile } from '#contract/profile';
import { DecoderRules } from '../../../../../renderer/src/state/decoder-rules.svelte';
import { EngineDouble, settled } from './engine-double';
import { profileExample } from './profile-example';

const rule = (filter: string, decoder: DecoderRule['decoder'] = 'json', messageType = ''): DecoderRule => ({
  filter,
  decoder,
  messageType
});

function open(decoders: DecoderRule[] = []) {
  const engine = new EngineDouble();
  let profile: Profile = profileExample({ decoders });
  const connections = {
    find: () => profile,
    change: vi.fn((_: string, changes: Partial<Profile>) => {
      profile = { ...profile, ...changes };
      return Promise.resolve(true);
    }),
    pickSchemas: vi.fn(() => Promise.resolve()),
    removeSchema: vi.fn(() => Promise.resolve())
  };
  const rules = new DecoderRules(engine.client, connections, profile.id);
  return { engine, connections, rules, kept: () => profile.decoders };
}

describe('DecoderRules', () => {
  it('keeps a choice for a topic as the first rule, and forgets it for automatic', () => {
    const { rules, kept } = open([rule('a/b', 'cbor')]);
    rules.choose('a/c', 'xml');
    expect(kept()).toEqual([rule('a/c', 'xml'), rule('a/b', 'cbor')]);
    rules.choose('a/b', 'auto');
    expect(kept().some(({ filter }) => filter === 'a/b')).toBe(false);
  });

  it('asks for a message type before it keeps Protobuf', () => {
    const { rules, kept } = open();
    rules.choose('robot', 'protobuf');
    expect(kept()).toEqual([]);
    expect(rules.choosing).toEqual({ topic: 'robot', decoder: 'protobuf', messageType: '' });
    rules.finishChoosing('robot/#', 'protobuf', 'plant.RobotStatus');
    expect(kept()).toEqual([rule('robot/#', 'protobuf', 'plant.RobotStatus')]);
    expect(rules.choosing).toBeNull();
  });

  it('orders the list in the dialog and keeps it whole, or not at all', () => {
    const { rules, kept } = open([rule('a'), rule('b'), rule('c')]);
    rules.open();
    const [a, , c] = (rules.lines ?? []).map(({ line }) => line);
    expect(rules.move(a ?? 0, -1)).toBeNull();
    expect(rules.move(c ?? 0, -1)).toBe(1);
    rules.remove(a ?? 0);
    const added = rules.add('d/+/');
    expect(kept().map(({ filter }) => filter)).toEqual(['a', 'b', 'c']);
    expect(added).not.toBeNull();
    expect(rules.save()).toBe(true);
    expect(kept().map(({ filter }) => filter)).toEqual(['d/+/', 'c', 'b']);
    expect(rules.lines).toBeNull();
  });

  it.each([
    [rule(''), 'empty'],
    [rule('a/#/b'), 'wildcard-misplaced'],
    [rule('a', 'protobuf'), 'type-missing']
  ])('does not keep %o', (wrong, problem) => {
    const { rules, connections } = open([wrong]);
    rules.open();
    expect(rules.problemOf(wrong)).toBe(problem);
    expect(rules.save()).toBe(false);
    expect(rules.refusals).toBe(1);
    expect(connections.change).not.toHaveBeenCalled();
  });

  it('leaves the list as it is when the dialog is closed', () => {
    const { rules, connections } = open([rule('a')]);
    rules.open();
    rules.add('b');
    rules.close();
    expect(connections.change).not.toHaveBeenCalled();
  });

  it('shows the list when there is no room for one more rule', () => {
    const many = Array.from({ length: decodingBounds.rules }, (_, index) => rule(`t/${index}`));
    const { rules, connections } = open(many);
    rules.choose('one/more', 'cbor');
    expect(connections.change).not.toHaveBeenCalled();
    expect([rules.lines?.length, rules.full]).toEqual([decodingBounds.rules, true]);
    expect(rules.add('x')).toBeNull();
  });

  it('knows the message types while the engine answers', async () => {
    const { engine, rules } = open();
    void rules.loadTypes();
    await engine.asked[0]?.answer(succeed({ types: ['a.B'], problems: [] }));
    await settled();
    expect(rules.types?.types).toEqual(['a.B']);
    void rules.pickSchemas();
    await settled();
    await engine.asked[1]?.answer(fail('engine-stopped'));
    await settled();
    expect(rules.types).toBeNull();
  });
});
