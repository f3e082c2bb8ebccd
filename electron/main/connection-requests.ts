import { fail, succeed } from '#contract/failure';
import type { HandlersWorld, RequestHandlers } from './handlers-world';

type ConnectionRequest = 'addAddress' | 'startDemo' | 'connect' | 'disconnect' | 'retryNow' | 'show' | 'openPort';

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
    }
  };
}
