import type { Profile } from '#contract/profile';

/** What the order of the rail is made of. */
type Placed = Pick<Profile, 'id' | 'folder'>;

/** A profile's place in the whole list, as main is told of it. */
export interface Place {
  readonly profileId: string;
  readonly folder: string;
}

/** A folder and what is in it; the first group has no name and may be empty. */
export interface RailGroup<P extends Placed> {
  readonly folder: string;
  readonly profiles: readonly P[];
}

/** Where a drag would let go: before another row of the folder, or (null) at its end. */
export interface DropPlace {
  readonly folder: string;
  readonly beforeId: string | null;
}

/** As the rail draws them: first what is in no folder, then the folders in the order they first come in the list. */
export function railGroups<P extends Placed>(profiles: readonly P[]): readonly RailGroup<P>[] {
  const groups = new Map<string, P[]>([['', []]]);
  for (const profile of profiles) {
    const group = groups.get(profile.folder);
    if (group) group.push(profile);
    else groups.set(profile.folder, [profile]);
  }
  return [...groups].map(([folder, members]) => ({ folder, profiles: members }));
}

/** The folders there are, in the rail's order. */
export function folderNames(profiles: readonly Placed[]): readonly string[] {
  return railGroups(profiles).flatMap(({ folder }) => (folder === '' ? [] : [folder]));
}

/** The list with one profile put elsewhere; null: it stays where it is, or is not there. */
export function dropped(profiles: readonly Placed[], id: string, to: DropPlace): readonly Place[] | null {
  if (to.beforeId === id || !profiles.some((profile) => profile.id === id)) return null;
  const groups = railGroups(profiles).map(({ folder, profiles: members }) => ({
    folder,
    ids: members.map((member) => member.id).filter((member) => member !== id)
  }));
  let target = groups.find(({ folder }) => folder === to.folder);
  if (!target) {
    target = { folder: to.folder, ids: [] };
    groups.push(target);
  }
  const at = to.beforeId === null ? -1 : target.ids.indexOf(to.beforeId);
  target.ids.splice(at === -1 ? target.ids.length : at, 0, id);
  return changed(profiles, places(groups));
}

/**
 * One step up or down, as the rail is read: past the end of a folder into the next one. Null: it is the first or the last
 * already.
 */
export function stepped(profiles: readonly Placed[], id: string, step: -1 | 1): readonly Place[] | null {
  const groups = railGroups(profiles);
  const groupAt = groups.findIndex(({ profiles: members }) => members.some((member) => member.id === id));
  const group = groups[groupAt];
  if (!group) return null;
  const at = group.profiles.findIndex((member) => member.id === id);
  if (step === -1 && at > 0) return to(group.folder, group.profiles[at - 1]?.id);
  if (step === 1 && at < group.profiles.length - 1) return to(group.folder, group.profiles[at + 2]?.id);
  const next = groups[groupAt + step];
  if (!next) return null;
  return to(next.folder, step === 1 ? next.profiles[0]?.id : undefined);

  function to(folder: string, beforeId: string | undefined): readonly Place[] | null {
    return dropped(profiles, id, { folder, beforeId: beforeId ?? null });
  }
}

/** Everything of one folder in another (or, with an empty name, in none). Null: nothing is in it, or it is the same one. */
export function renamedFolder(profiles: readonly Placed[], from: string, to: string): readonly Place[] | null {
  const renamed = profiles.map(({ id, folder }) => ({ id, folder: folder === from ? to : folder }));
  const groups = railGroups(renamed).map(({ folder, profiles: members }) => ({
    folder,
    ids: members.map((member) => member.id)
  }));
  return changed(profiles, places(groups));
}

function places(groups: readonly { readonly folder: string; readonly ids: readonly string[] }[]): readonly Place[] {
  return groups.flatMap(({ folder, ids }) => ids.map((profileId) => ({ profileId, folder })));
}

/** Null where the rail would look no different. */
function changed(profiles: readonly Placed[], order: readonly Place[]): readonly Place[] | null {
  const before = railGroups(profiles).flatMap(({ folder, profiles: members }) =>
    members.map((member) => ({ profileId: member.id, folder }))
  );
  const same = before.every(({ profileId, folder }, index) => {
    const place = order[index];
    return place !== undefined && place.profileId === profileId && place.folder === folder;
  });
  return same ? null : order;
}
