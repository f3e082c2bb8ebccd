import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventChannel, portChannel, portMessage, requestChannel, requestNames } from '#contract/channels';

const electron = vi.hoisted(() => ({
  exposed: new Map<string, Record<string, (...args: unknown[]) => unknown>>(),
  listeners: new Map<string, (event: unknown, message: unknown) => void>(),
  invoked: [] as unknown[][]
}));

vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: Record<string, () => unknown>) => electron.exposed.set(name, api)
  },
  ipcRenderer: {
    invoke: (...args: unknown[]) => electron.invoked.push(args),
    on: (channel: string, listener: (event: unknown, message: unknown) => void) =>
      electron.listeners.set(channel, listener)
  }
}));

const posted: unknown[][] = [];

beforeAll(async () => {
  vi.stubGlobal('window', {
    location: { origin: 'app://treeline' },
    postMessage: (...args: unknown[]) => posted.push(args)
  });
  await import('../../../../electron/preload/preload');
});
beforeEach(() => void electron.invoked.splice(0));

describe('the preload', () => {
  it('gives the page one function for each request, and no other door', () => {
    expect([...electron.exposed.keys()]).toEqual(['treeline']);
    const api = electron.exposed.get('treeline') ?? {};
    expect(Object.keys(api).sort()).toEqual([...Object.keys(requestNames), 'onEvent'].sort());
  });

  it('sends each request on the one channel, under its own name', () => {
    const api = electron.exposed.get('treeline') ?? {};
    for (const name of Object.keys(requestNames)) api[name]?.({ profileId: 'p' }, 'more');
    expect(electron.invoked).toEqual(
      Object.keys(requestNames).map((name) => [requestChannel, name, { profileId: 'p' }])
    );
  });

  it('hands events on without Electron’s event object', () => {
    const heard: unknown[][] = [];
    electron.exposed.get('treeline')?.['onEvent']?.((...args: unknown[]) => heard.push(args));
    electron.listeners.get(eventChannel)?.({ sender: 'ipcRenderer' }, { kind: 'profiles', profiles: [] });
    expect(heard).toEqual([[{ kind: 'profiles', profiles: [] }]]);
  });

  it('hands a port on to this page only', () => {
    electron.listeners.get(portChannel)?.({ ports: ['the port'] }, { profileId: 'p', more: 1 });
    expect(posted).toEqual([[{ type: portMessage, profileId: 'p' }, 'app://treeline', ['the port']]]);
  });
});
