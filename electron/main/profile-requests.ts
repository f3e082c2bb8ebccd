import { succeed, type Result } from '#contract/failure';
import type { Profile } from '#contract/profile';
import { isOnItsWay } from './connection-record';
import type { HandlersWorld, RequestHandlers } from './handlers-world';
import type { PageWindow } from './page-window';
import type { AskSecretMove } from './secret-move';

type ProfileRequest =
  | 'saveProfile'
  | 'editProfile'
  | 'duplicateProfile'
  | 'deleteProfile'
  | 'undoDelete'
  | 'arrangeProfiles'
  | 'testConnection'
  | 'cancelTest';

/** What is done with profiles, saved or still in a form. */
export function profileRequests(world: HandlersWorld): Pick<RequestHandlers, ProfileRequest> {
  const { profiles, connections, tests, starts } = world;
  /** Deleted while they were up or on their way there: brought back, they are so again. */
  const wereUp = new Set<string>();
  const isUp = (profileId: string): boolean => {
    const report = connections.reports().find((one) => one.profileId === profileId);
    return report !== undefined && connections.isWanted(profileId) && isOnItsWay(report.state);
  };
  const applied = (saved: Result<Profile>): Result<Profile> => {
    if (!saved.ok) return saved;
    void connections.applySaved(saved.value.id);
    void connections.decodingChanged(saved.value.id);
    return saved;
  };
  return {
    saveProfile: async (draft, window) => applied(await profiles.save(draft, asking(window))),
    editProfile: async ({ profileId, changes }, window) => {
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      return applied(await profiles.edit(profileId, Object.fromEntries(given), asking(window)));
    },
    duplicateProfile: ({ profileId }) => profiles.duplicate(profileId),
    deleteProfile: async ({ profileId }) => {
      const demo = profiles.get(profileId)?.demo === true;
      const up = isUp(profileId);
      const deleted = await profiles.delete(profileId);
      if (!deleted.ok) return deleted;
      if (up) wereUp.add(profileId);
      await connections.remove(profileId);
      world.expansion.delete(profileId);
      if (demo) starts.stopDemo();
      if (world.shown.get() === profileId) world.shown.set(null);
      return succeed(null);
    },
    undoDelete: async ({ profileId }) => {
      const back = await profiles.undoDelete(profileId);
      // How it ends is in its state, as after any other connect.
      if (wereUp.delete(profileId) && back.ok) void starts.connect(profileId);
      return back;
    },
    arrangeProfiles: ({ order }) => profiles.arrange(order),
    testConnection: ({ testId, draft }, window) =>
      tests.begin(testId, window, async () => {
        const planned = await profiles.plan(draft, asking(window));
        return planned.ok ? world.orders.forPlan(planned.value) : planned;
      }),
    cancelTest: ({ testId }, window) => {
      tests.cancel(testId, window.id);
      return succeed(null);
    }
  };
}

function asking(window: PageWindow): AskSecretMove {
  return (move) => window.confirmSecretsFor(move);
}
