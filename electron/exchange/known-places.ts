import path from 'node:path';
import type { ExchangeTool } from '#contract/exchange';

export interface KnownPlace {
  readonly tool: Exclude<ExchangeTool, 'treeline'>;
  readonly file: string;
}

export interface PlacesWorld {
  /** As Node has it: `linux`, `darwin`, `win32`. */
  readonly platform: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The names in a folder; empty where there is none. */
  readonly list: (folder: string) => readonly string[];
}

interface Tool {
  readonly tool: KnownPlace['tool'];
  /** Its folder of settings. */
  readonly folder: string;
  readonly files: readonly string[];
  /** How its packages of any system are called. */
  readonly packages: RegExp;
}

const tools: readonly Tool[] = [
  { tool: 'mqtt-explorer', folder: 'MQTT-Explorer', files: ['settings.json'], packages: /mqtt-?explorer/i },
  // db.json: its first versions, up to 1.6
  { tool: 'mqttx', folder: 'MQTTX', files: ['MQTTX.db', 'db.json'], packages: /mqttx/i }
];

const mostPackages = 20;

/** Where the settings of other tools lie, whether they are there or not; the likeliest first. */
export function knownPlaces(world: PlacesWorld): readonly KnownPlace[] {
  const { join } = world.platform === 'win32' ? path.win32 : path.posix;
  return tools.flatMap((tool) =>
    settingsFolders(tool, world).flatMap((folder) =>
      tool.files.map((name) => ({ tool: tool.tool, file: join(folder, tool.folder, name) }))
    )
  );
}

function settingsFolders(tool: Tool, world: PlacesWorld): readonly string[] {
  if (world.platform === 'win32') return windowsFolders(tool, world);
  if (world.platform === 'darwin') return macFolders(tool, world);
  return linuxFolders(tool, world);
}

/** A Store app's own writes are redirected below its package. */
function windowsFolders(tool: Tool, { home, env, list }: PlacesWorld): readonly string[] {
  const { join } = path.win32;
  const packages = join(folderOf(env.LOCALAPPDATA, path.win32) ?? join(home, 'AppData', 'Local'), 'Packages');
  return [
    folderOf(env.APPDATA, path.win32) ?? join(home, 'AppData', 'Roaming'),
    ...named(list(packages), tool).map((name) => join(packages, name, 'LocalCache', 'Roaming'))
  ];
}

/** The App Store's build lives in a container. Listing the containers would make macOS ask a person, so it is named. */
function macFolders(tool: Tool, { home }: PlacesWorld): readonly string[] {
  const support = path.posix.join('Library', 'Application Support');
  const inHome = path.posix.join(home, support);
  if (tool.tool !== 'mqtt-explorer') return [inHome];
  const container = path.posix.join(home, 'Library/Containers/de.t7n.apps.mqtt-explorer/Data');
  return [inHome, path.posix.join(container, support)];
}

function linuxFolders(tool: Tool, { home, env, list }: PlacesWorld): readonly string[] {
  const { join } = path.posix;
  const configured = folderOf(env.XDG_CONFIG_HOME, path.posix);
  const usual = join(home, '.config');
  const snaps = named(list(join(home, 'snap')), tool).flatMap((name) => {
    const snap = join(home, 'snap', name);
    // Numbered revisions keep what an older version of the snap wrote; `current` is one of them.
    const revisions = list(snap).filter((revision) => /^x?\d{1,9}$/.test(revision));
    const newestFirst = revisions.toSorted((one, other) => revisionOf(other) - revisionOf(one)).slice(0, mostPackages);
    return ['current', ...newestFirst, 'common'].map((revision) => join(snap, revision, '.config'));
  });
  const flatpaks = join(home, '.var', 'app');
  return [
    ...(configured !== null && configured !== usual ? [configured] : []),
    usual,
    ...snaps,
    ...named(list(flatpaks), tool).map((name) => join(flatpaks, name, 'config'))
  ];
}

/** What an environment variable names; only a whole path counts (XDG Base Directory Specification). */
function folderOf(value: string | undefined, paths: path.PlatformPath): string | null {
  return value !== undefined && paths.isAbsolute(value) ? paths.normalize(value) : null;
}

function named(names: readonly string[], { packages }: Tool): readonly string[] {
  return names.filter((name) => packages.test(name)).slice(0, mostPackages);
}

function revisionOf(name: string): number {
  return Number(name.replace('x', ''));
}
