import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { TreelineApi } from '../../electron/contract/app';
import type { Profile, ProfileFields } from '../../electron/contract/profile';
import type { ProfileDraft } from '../../electron/contract/profile-change';
import { usualFields } from '../../electron/contract/usual-fields';
import { startKeyRing } from '../support/key-ring';
import { secretHeader, startSecretTaker, type SecretTaker, type TakenSecrets } from '../support/secret-taker';
import { tracesInProcesses, tracesUnder } from '../support/secret-traces';
import { expect, test as base } from './treeline-test';
import { answerSaveDialog } from './treeline-window';

declare global {
  interface Window {
    readonly treeline: TreelineApi;
  }
}

const test = base.extend<{ taker: SecretTaker }>({
  taker: async ({}, use) => {
    const taker = await startSecretTaker();
    await use(taker);
    await taker.dispose();
  }
});

/** Four secrets of each of ten connections. */
function canaries(): ReadonlyMap<string, TakenSecrets> {
  const canary = (): string => `canary-${randomBytes(9).toString('hex')}`;
  return new Map(
    Array.from({ length: 10 }, (_each, number) => [
      `user-${number}`,
      { proxyPassword: canary(), header: canary(), password: canary(), authenticationData: canary() }
    ])
  );
}

function draftOf(username: string, secrets: TakenSecrets, port: number): ProfileDraft {
  const usual = usualFields(username, { protocol: 'ws', host: '127.0.0.1', port, path: '/mqtt' });
  const fields: ProfileFields = {
    ...usual,
    username,
    mqttVersion: '5',
    signIn: 'enhanced',
    mqtt5: { ...usual.mqtt5, authenticationMethod: 'CANARY' },
    headers: [{ id: 'token', name: secretHeader, value: '', secret: true }],
    proxy: { ...usual.proxy, kind: 'http', host: '127.0.0.1', port, username: 'proxy-user' }
  };
  return {
    id: null,
    fields,
    files: [],
    secrets: [
      { kind: 'password', value: secrets.password },
      { kind: 'authentication-data', value: secrets.authenticationData },
      { kind: 'proxy-password', value: secrets.proxyPassword },
      { kind: 'header-token', value: secrets.header }
    ]
  };
}

/** Saves all of them, tests one that cannot be reached, connects all. */
async function useAll(page: Page, drafts: readonly ProfileDraft[]): Promise<void> {
  const failures = await page.evaluate(async (all) => {
    const failed: unknown[] = [];
    for (const draft of all) {
      const saved = await window.treeline.saveProfile(draft);
      if (!saved.ok) failed.push(saved.failure);
    }
    const [first] = all;
    if (first) {
      const elsewhere = { ...first, fields: { ...first.fields, address: { ...first.fields.address, port: 9 } } };
      await window.treeline.testConnection({ testId: crypto.randomUUID(), draft: elsewhere });
    }
    return failed;
  }, drafts);
  expect(failures).toEqual([]);
  await connectAll(page);
}

async function connectAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const started = await window.treeline.start();
    if (!started.ok) throw new Error(started.failure.code);
    for (const { id } of started.value.profiles) await window.treeline.connect({ profileId: id });
  });
}

async function profilesOf(page: Page): Promise<readonly Profile[]> {
  return page.evaluate(async () => {
    const started = await window.treeline.start();
    return started.ok ? started.value.profiles : [];
  });
}

test('forty secrets in the key store: they work after a restart, and stand nowhere in clear', async ({
  launch,
  taker
}, info) => {
  test.setTimeout(120_000);
  const keyRing = await startKeyRing();
  try {
    const more = { switches: ['--password-store=gnome-libsecret'], environment: keyRing.environment };
    const secrets = canaries();
    const all = [...secrets.values()].flatMap((four) => Object.values(four) as string[]);
    expect(all).toHaveLength(40);
    const exported = info.outputPath('connections.json');
    const userData = info.outputPath('user-data');

    const first = await launch([], more);
    await useAll(
      first.page,
      [...secrets].map(([username, four]) => draftOf(username, four, taker.port))
    );
    await expect.poll(() => Object.fromEntries(taker.taken), { timeout: 30_000 }).toEqual(Object.fromEntries(secrets));
    expect((await profilesOf(first.page)).map((profile) => profile.secretsForThisRunOnly)).not.toContain(true);
    await answerSaveDialog(first.app, exported);
    const profileIds = (await profilesOf(first.page)).map(({ id }) => id);
    const written = await first.page.evaluate(
      (ids) => window.treeline.exportProfiles({ profileIds: ids, passphrase: null }),
      profileIds
    );
    expect(written).toMatchObject({ ok: true, value: { profiles: 10 } });
    expect(tracesInProcesses(first.app.process().pid ?? 0, all)).toEqual([]);
    await first.close();
    expect(statSync(`${userData}/secrets.json`).mode & 0o777).toBe(0o600);
    expect(tracesUnder(info.outputPath(), all)).toEqual([]);

    (taker.taken as Map<string, TakenSecrets>).clear();
    const second = await launch([], more);
    await connectAll(second.page);
    await expect.poll(() => Object.fromEntries(taker.taken), { timeout: 30_000 }).toEqual(Object.fromEntries(secrets));
    await second.close();
    expect(tracesUnder(info.outputPath(), all)).toEqual([]);
    for (const logs of [first.logs, second.logs]) {
      expect(all.filter((secret) => logs.some((line) => line.includes(secret)))).toEqual([]);
    }
  } finally {
    await keyRing.dispose();
  }
});

test('without a key store secrets work in this run, are gone after it, and never touch the disk', async ({
  launch,
  taker
}, info) => {
  test.setTimeout(120_000);
  const secrets = canaries();
  const all = [...secrets.values()].flatMap((four) => Object.values(four) as string[]);
  const first = await launch([], { switches: ['--password-store=basic'] });
  await useAll(
    first.page,
    [...secrets].map(([username, four]) => draftOf(username, four, taker.port))
  );
  await expect.poll(() => Object.fromEntries(taker.taken), { timeout: 30_000 }).toEqual(Object.fromEntries(secrets));
  expect((await profilesOf(first.page)).every((profile) => profile.secretsForThisRunOnly)).toBe(true);
  expect(tracesInProcesses(first.app.process().pid ?? 0, all)).toEqual([]);
  await first.close();
  expect(tracesUnder(info.outputPath(), all)).toEqual([]);

  const second = await launch([], { switches: ['--password-store=basic'] });
  const profiles = await profilesOf(second.page);
  expect(profiles.map(({ username }) => username)).toEqual([...secrets.keys()]);
  expect(profiles.flatMap((profile) => profile.secrets)).toEqual([]);
  expect(profiles.map(({ lostSecrets }) => lostSecrets.length)).toEqual(profiles.map(() => 4));
});
