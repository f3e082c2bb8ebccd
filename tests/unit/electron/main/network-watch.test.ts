import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { watchNetwork } from '../../../../electron/main/network-watch';

const address = (text: string, internal = false): NetworkInterfaceInfo => ({
  address: text,
  netmask: '',
  family: 'IPv4',
  mac: '',
  internal,
  cidr: null
});

describe('watchNetwork', () => {
  it('says when an address appeared, and not when one went, stayed or is this computer’s own', () => {
    let now: NodeJS.Dict<NetworkInterfaceInfo[]> = { lo: [address('127.0.0.1', true)], wlan: [address('10.0.0.2')] };
    let look = (): void => undefined;
    let returned = 0;
    let ended = false;
    const end = watchNetwork({
      interfaces: () => now,
      returned: () => (returned += 1),
      every: (_periodMs, each) => {
        look = each;
        return () => (ended = true);
      }
    });
    const after = (next: typeof now): number => {
      now = next;
      look();
      return returned;
    };
    expect(after(now)).toBe(0);
    expect(after({ lo: [address('127.0.0.1', true), address('127.0.0.2', true)] })).toBe(0);
    expect(after({ wlan: [address('10.0.0.2')] })).toBe(1);
    expect(after({ wlan: [address('192.168.0.9')], gone: undefined })).toBe(2);
    expect(after({ wlan: [address('192.168.0.9')] })).toBe(2);
    end();
    expect(ended).toBe(true);
  });

  it('sees nothing where the system does not let it look, as in some sandboxes', () => {
    let look = (): void => undefined;
    let returned = 0;
    watchNetwork({
      interfaces: () => {
        throw new Error('uv_interface_addresses');
      },
      returned: () => (returned += 1),
      every: (_periodMs, each) => {
        look = each;
        return () => undefined;
      }
    });
    look();
    expect(returned).toBe(0);
  });
});
