import { succeed } from '#contract/failure';
import { connectionRequests } from './connection-requests';
import { exchangeRequests } from './exchange-requests';
import { fileRequests } from './file-requests';
import type { HandlersWorld, RequestHandlers } from './handlers-world';
import { profileRequests } from './profile-requests';
import { saveRequests } from './save-requests';
import { schemaRequests } from './schema-requests';

const done = succeed(null);

/** Every request a page may make, by subject; here those about the program itself. */
export function requestHandlers(world: HandlersWorld): RequestHandlers {
  const { settings } = world;
  let unsavedTold = false;
  return {
    ...profileRequests(world),
    ...fileRequests(world),
    ...connectionRequests(world),
    ...exchangeRequests(world),
    ...saveRequests(world),
    ...schemaRequests(world),
    start: (_input, window) => {
      window.sendState();
      return succeed({
        ...world.facts(),
        profiles: world.profiles.all(),
        connections: world.connections.reports(),
        settings: settings.current,
        shownProfileId: world.shown.get(),
        notices: world.notices()
      });
    },
    changeSettings: async (patch) => {
      const { settings: changed, unsaved } = await settings.change(patch);
      world.settingsChanged(changed);
      world.broadcast({ kind: 'settings', settings: changed });
      // Each drag of a splitter is a change: one word is enough until saving works again.
      if (unsaved && !unsavedTold) world.broadcast({ kind: 'notice', failure: unsaved });
      unsavedTold = unsaved !== null;
      if (patch.storeSecretsUnprotected !== undefined) {
        const kept = await world.profiles.allowUnprotectedSecrets(changed.storeSecretsUnprotected);
        if (!kept.ok) world.broadcast({ kind: 'notice', failure: kept.failure });
      }
      return succeed(changed);
    },
    copyText: async ({ text }) => {
      await world.copyText(text);
      return done;
    },
    windowAction: ({ action }, window) => {
      window.act(action);
      return done;
    },
    treeDrawn: ({ rows }) => {
      world.treeDrawn(rows);
      return done;
    }
  };
}
