import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ControlMessage } from '#contract/engine-control';
import { decodingBounds } from '#contract/limits';
import { waitUntil } from '../../../support/wait-until';
import { temporaryFolder } from '../storage/temporary-folder';
import { answerOf, draft, shell } from './shell-example';

function schemaFile(name: string, content: string | Uint8Array): string {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
}

async function withProfile() {
  const main = await shell();
  const { id } = await answerOf(main, 'saveProfile', draft());
  const pick = async (...files: string[]) => {
    main.seen.pickedSchemas = files;
    return main.handlers.pickSchemas({ profileId: id }, main.window);
  };
  return { main, id, pick };
}

describe('schemas of a profile', () => {
  it('are copied when they are chosen and go to the engine with the rules', async () => {
    const { main, id, pick } = await withProfile();
    const rule = { filter: 'a/#', decoder: 'protobuf', messageType: 'plant.Robot' } as const;
    await answerOf(main, 'editProfile', { profileId: id, changes: { decoders: [rule] } });
    await answerOf(main, 'connect', { profileId: id });
    const chosen = schemaFile('robot.proto', 'syntax = "proto3"; package plant; message Robot {}');
    expect(await pick(chosen)).toMatchObject({ value: { schemas: [{ name: 'robot.proto', sizeBytes: 50 }] } });
    // It may be changed or be gone afterwards: what was chosen stays.
    writeFileSync(chosen, 'other');
    await answerOf(main, 'editProfile', { profileId: id, changes: { decoders: [rule, rule] } });
    const told = () => main.engines[0]?.posted.at(-1)?.message as ControlMessage | undefined;
    const last = await waitUntil('the engine to hear of both rules', () => {
      const message = told();
      return message?.kind === 'decoding' && message.rules.length === 2 ? message : null;
    });
    expect(last).toMatchObject({ rules: [rule, rule], schemas: [{ name: 'robot.proto' }] });
    expect(Buffer.from(last.schemas[0]?.bytes ?? []).toString()).toMatch(/message Robot/);
  });

  it('take the place of one with the same name, and go', async () => {
    const { main, id, pick } = await withProfile();
    await pick(schemaFile('a.proto', 'one'), schemaFile('b.desc', 'two'));
    const again = await pick(schemaFile('a.proto', 'three!'));
    expect(again).toMatchObject({
      value: {
        schemas: [
          { name: 'b.desc', sizeBytes: 3 },
          { name: 'a.proto', sizeBytes: 6 }
        ]
      }
    });
    const left = await answerOf(main, 'removeSchema', { profileId: id, fileName: 'b.desc' });
    expect(left.schemas.map(({ name }) => name)).toEqual(['a.proto']);
  });

  it('come along with a copy of the profile and outlive its deletion until the next start', async () => {
    const folder = temporaryFolder();
    const main = await shell(folder);
    const { id } = await answerOf(main, 'saveProfile', draft());
    main.seen.pickedSchemas = [schemaFile('a.proto', 'one')];
    await answerOf(main, 'pickSchemas', { profileId: id });
    const copy = await answerOf(main, 'duplicateProfile', { profileId: id });
    expect(copy.schemas).toEqual(main.profiles.get(id)?.schemas);
    await answerOf(main, 'deleteProfile', { profileId: id });
    const back = await answerOf(main, 'undoDelete', { profileId: id });
    expect(back.schemas.map(({ name }) => name)).toEqual(['a.proto']);
    expect(readdirSync(path.join(folder, 'schemas'))).toHaveLength(1);
  });

  it('keep every name of the same bytes: another file may import either, and each goes alone', async () => {
    const folder = temporaryFolder();
    const main = await shell(folder);
    const { id } = await answerOf(main, 'saveProfile', draft());
    main.seen.pickedSchemas = [schemaFile('a.proto', 'same'), schemaFile('b.proto', 'same')];
    const { schemas } = (await answerOf(main, 'pickSchemas', { profileId: id })) ?? { schemas: [] };
    expect(schemas.map(({ name }) => name)).toEqual(['a.proto', 'b.proto']);
    expect(new Set(schemas.map((schema) => schema.id)).size).toBe(1);
    const left = await answerOf(main, 'removeSchema', { profileId: id, fileName: 'a.proto' });
    expect(left.schemas.map(({ name }) => name)).toEqual(['b.proto']);
    expect(readdirSync(path.join(folder, 'schemas'))).toEqual([left.schemas[0]?.id]);
  });

  it('are all taken or none: what is too large, no file or one too many is refused with its name', async () => {
    const { main, id, pick } = await withProfile();
    const good = schemaFile('good.proto', 'x');
    const folder = path.join(temporaryFolder(), 'folder.proto');
    mkdirSync(folder);
    expect(await pick(good, folder)).toMatchObject({
      failure: { code: 'file-unreadable', facts: { fileName: 'folder.proto' } }
    });
    const large = schemaFile('large.proto', new Uint8Array(decodingBounds.schemaBytes + 1));
    expect(await pick(large)).toMatchObject({ failure: { facts: { reason: 'too-large' } } });
    const many = Array.from({ length: decodingBounds.schemas + 1 }, (_, k) => schemaFile(`s${k}.proto`, `${k}`));
    expect(await pick(...many)).toMatchObject({ failure: { facts: { reason: 'too-many' } } });
    expect(await pick()).toEqual({ ok: true, value: null });
    expect(main.profiles.get(id)?.schemas).toEqual([]);
  });
});
