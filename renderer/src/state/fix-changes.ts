import { isWebSocket } from '#contract/address';
import { assertNever } from '#contract/assert-never';
import type { Profile, ProfileFields } from '#contract/profile';
import type { Fix } from './failure-fixes';

/** What a fix changes of a saved profile; null: it is no change of fields alone, or changes nothing. */
export function fixChanges(fix: Fix, { address, clientId }: Profile): Partial<ProfileFields> | null {
  switch (fix.kind) {
    case 'transport': {
      const { protocol, port } = fix;
      const newToPaths = isWebSocket(protocol) && !isWebSocket(address.protocol) && address.path === '/';
      const path = newToPaths ? '/mqtt' : address.path;
      return { address: { ...address, protocol, port: port ?? address.port, path } };
    }
    case 'port':
      return { address: { ...address, port: fix.port } };
    case 'path':
      return { address: { ...address, path: fix.path } };
    case 'version':
      return { mqttVersion: fix.version };
    case 'newClientId':
      return clientId === '' ? null : { clientId: '' };
    // What is trusted, and how little of TLS is enough, is decided beside the steps and the chain.
    case 'serverName':
    case 'trust':
    case 'stopTrusting':
    case 'allowTls':
    case 'chooseCa':
    case 'testAgain':
    case 'open':
      return null;
    default:
      return assertNever(fix);
  }
}
