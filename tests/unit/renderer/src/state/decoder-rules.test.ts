import { describe, expect, it, vi } from 'vitest';
import type { DecoderRule } from '#contract/decoder-rule';
import { fail, succeed, type Result } from '#contract/failure';
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
    requestChange: vi.fn((_: string, changes: Partial<Profile>): Promise<Result<Profile>> => {
      profile = { ...profile, ...changes };
      return Promise.resolve(succeed(profile));
    }),
    pickSchemas: vi.fn((): Promise<Result<Profile | null>> => Promise.resolve(succeed(null))),
    removeSchema: vi.fn((): Promise<Result<Profile>> => Promise.resolve(succeed(profile)))
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

  it('asks for a message type before it keeps Protobuf', async () => {
    const { rules, kept } = open();
    rules.choose('robot', 'protobuf');
    expect(kept()).toEqual([]);
    expect(rules.choosing).toEqual({ topic: 'robot', filter: 'robot', decoder: 'protobuf', messageType: '' });
    expect(await rules.finishChoosing('robot/#', 'protobuf', 'plant.RobotStatus')).toBe(true);
    expect(kept()).toEqual([rule('robot/#', 'protobuf', 'plant.RobotStatus')]);
    expect(rules.choosing).toBeNull();
  });

  it('begins with what reads the topic now, for the topic or for all that its rule reads', () => {
    const { rules } = open([rule('robots/#', 'protobuf', 'plant.Robot')]);
    rules.choose('robots/a', 'protobuf');
    expect(rules.choosing).toMatchObject({ filter: 'robots/a', decoder: 'protobuf', messageType: 'plant.Robot' });
    rules.startChanging('robots/a');
    expect(rules.choosing).toMatchObject({ filter: 'robots/#', decoder: 'protobuf', messageType: 'plant.Robot' });
    rules.startChanging('lamp');
    expect(rules.choosing).toEqual({ topic: 'lamp', filter: 'lamp', decoder: 'auto', messageType: '' });
  });

  it('orders the list in the dialog and keeps it whole, or not at all', async () => {
    const { rules, kept } = open([rule('a'), rule('b'), rule('c')]);
    rules.open();
    const [a, , c] = (rules.lines ?? []).map(({ line }) => line);
    expect(rules.move(a ?? 0, -1)).toBeNull();
    expect(rules.move(c ?? 0, -1)).toBe(1);
    rules.remove(a ?? 0);
    const added = rules.add('d/+/');
    expect(kept().map(({ filter }) => filter)).toEqual(['a', 'b', 'c']);
    expect(added).not.toBeNull();
    expect(await rules.save()).toBe(true);
    expect(kept().map(({ filter }) => filter)).toEqual(['d/+/', 'c', 'b']);
    expect(rules.lines).toBeNull();
  });

  it.each([
    [rule(''), 'empty'],
    [rule('a/#/b'), 'wildcard-misplaced'],
    [rule('a', 'protobuf'), 'type-missing']
  ])('does not keep %o', async (wrong, problem) => {
    const { rules, connections } = open([wrong]);
    rules.open();
    expect(rules.problemOf(wrong)).toBe(problem);
    expect(await rules.save()).toBe(false);
    expect(rules.refusals).toBe(1);
    expect(connections.requestChange).not.toHaveBeenCalled();
  });

  it('stays with what was typed, and says why, where main does not keep it', async () => {
    const { rules, connections } = open([rule('a')]);
    connections.requestChange.mockResolvedValueOnce(fail('profiles-unwritable', 'ENOSPC'));
    rules.open();
    rules.edit(rules.lines?.[0]?.line ?? 0, { filter: 'b/#' });
    expect(await rules.save()).toBe(false);
    expect(rules.lines?.map(({ filter }) => filter)).toEqual(['b/#']);
    expect(rules.failure?.code).toBe('profiles-unwritable');
    expect(await rules.save()).toBe(true);
    expect([rules.lines, rules.failure]).toEqual([null, null]);

    connections.requestChange.mockResolvedValueOnce(fail('profiles-unwritable'));
    rules.startChoosing('c', 'cbor');
    expect(await rules.finishChoosing('c/#', 'cbor', '')).toBe(false);
    expect([rules.choosing?.topic, rules.failure?.code]).toEqual(['c', 'profiles-unwritable']);
    rules.startChoosing('d', 'cbor');
    expect(rules.failure).toBeNull();
  });

  it('does not close a list that was changed or opened anew while main kept the one before', async () => {
    const { rules } = open([rule('a')]);
    rules.open();
    const kept = rules.save();
    rules.close();
    rules.open();
    expect(await kept).toBe(false);
    expect(rules.lines).toHaveLength(1);
  });

  it('tells a dialog nothing of what was asked in the one before', async () => {
    const { rules, connections } = open([rule('a')]);
    connections.requestChange.mockResolvedValue(fail('profiles-unwritable'));
    rules.startChoosing('c', 'cbor');
    const chosen = rules.finishChoosing('c', 'cbor', '');
    rules.stopChoosing();
    rules.open();
    expect(await chosen).toBe(false);
    expect([rules.lines?.length, rules.failure]).toEqual([1, null]);
    const saved = rules.save();
    rules.close();
    rules.startChoosing('d', 'cbor');
    expect(await saved).toBe(false);
    expect([rules.choosing?.topic, rules.failure]).toEqual(['d', null]);
    rules.open();
    const edited = rules.save();
    rules.add('x');
    expect(await edited).toBe(false);
    expect([rules.lines?.length, rules.failure?.code]).toEqual([2, 'profiles-unwritable']);
  });

  it('leaves the list as it is when the dialog is closed', () => {
    const { rules, connections } = open([rule('a')]);
    rules.open();
    rules.add('b');
    rules.close();
    expect(connections.change).not.toHaveBeenCalled();
  });

  it('keeps what was chosen where there is no room for it, until another rule goes', async () => {
    const many = Array.from({ length: decodingBounds.rules }, (_, index) => rule(`t/${index}`));
    const { rules, connections, kept } = open(many);
    rules.choose('one/more', 'cbor');
    expect(connections.change).not.toHaveBeenCalled();
    expect(rules.lines?.[0]).toMatchObject(rule('one/more', 'cbor'));
    expect([rules.lines?.length, rules.full, rules.tooMany]).toEqual([decodingBounds.rules + 1, true, true]);
    expect(rules.add('x')).toBeNull();
    expect(await rules.save()).toBe(false);
    rules.remove(rules.lines?.[7]?.line ?? 0);
    expect(rules.tooMany).toBe(false);
    expect(await rules.save()).toBe(true);
    expect(kept()[0]).toEqual(rule('one/more', 'cbor'));

    rules.startChoosing('two/more', 'protobuf');
    expect(await rules.finishChoosing('two/#', 'protobuf', 'a.B')).toBe(false);
    expect(rules.choosing).toBeNull();
    expect(rules.lines?.[0]).toMatchObject(rule('two/#', 'protobuf', 'a.B'));
  });

  it('says why a schema file was not added or removed', async () => {
    const { rules, connections } = open();
    connections.pickSchemas.mockResolvedValueOnce(fail('file-unreadable', '', { reason: 'too-large' }));
    void rules.pickSchemas();
    await settled();
    expect(rules.schemaFailure?.code).toBe('file-unreadable');
    void rules.removeSchema('x');
    await settled();
    expect(rules.schemaFailure).toBeNull();
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
