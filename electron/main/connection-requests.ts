import path from 'node:path';
import { fail, succeed } from '#contract/failure';
import type { HandlersWorld, RequestHandlers } from './handlers-world';

type ConnectionRequest =
  'addAddress' | 'startDemo' | 'connect' | 'disconnect' | 'retryNow' | 'show' | 'openPort' | 'saveBody';

const done = succeed(null);

/** Connecting, and what a window sees of a connection. */
export function connectionRequests(world: HandlersWorld): Pick<RequestHandlers, ConnectionRequest> {
  const { profiles, connections, starts } = world;
  return {
    addAddress: ({ address }) => starts.address(address),
    startDemo: () => starts.demo(),
    connect: ({ profileId }) => starts.connect(profileId),
    disconnect: ({ profileId }) => {
      connections.disconnect(profileId);
      return done;
    },
    retryNow: ({ profileId }) => starts.retryNow(profileId),
    show: ({ profileId }, window) => {
      if (profileId !== null && !profiles.get(profileId)) return fail('profile-not-found');
      world.shown.set(profileId);
      connections.shows(window.id, profileId);
      return done;
    },
    openPort: ({ profileId }, window) => {
      if (!profiles.get(profileId)) return fail('profile-not-found');
      connections.openPort(profileId, window.id);
      return done;
    },
    saveBody: async ({ profileId, node, seq, suggestedName }, window) => {
      const file = await window.chooseSavePath('payload', safeFileName(suggestedName));
      if (file === null) return succeed(null);
      const saved = await connections.saveBody(profileId, { node, seq, path: file });
      return saved.ok ? succeed({ bytes: saved.value.bytes, path: file }) : saved;
    }
  };
}

/** A topic makes a fine file name once nothing in it can lead out of a folder or upset a file system. */
function safeFileName(suggested: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const name = path.basename(suggested.replace(/[\\/:*?"<>|\u0000-\u001f\u007f]/g, '_')).replace(/^\.+/, '_');
  return name === '' ? 'payload' : name;
}
