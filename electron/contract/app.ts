import { z } from 'zod';
import type { ConnectionReport } from './connection';
import type { Failure, Result } from './failure';
import type { Diagnosis } from './diagnosis';
import type { ImportOutcome, ImportPreview, ImportSource } from './exchange';
import type { FileFacts } from './file-facts';
import { inspectorBounds, longestCopiedCharacters } from './limits';
import { fileKinds, profileIdSchema, type Profile } from './profile';
import { fileChangesSchema, profileDraftSchema, profileEditSchema } from './profile-change';
import { settingsPatchSchema, type Settings } from './settings';

const onProfile = z.object({ profileId: profileIdSchema });
const nothing = z.undefined();

/** Every request a page may make of main: the name and the shape main parses it with. Words to answer are in AnswerTo. */
export const requestSchemas = {
  start: nothing,
  saveProfile: profileDraftSchema,
  /** Some fields of a saved profile, outside the form. */
  editProfile: profileEditSchema,
  duplicateProfile: onProfile,
  deleteProfile: onProfile,
  /** Brings a connection back that was deleted within `undoDeleteMs`, with its secrets, in its place. */
  undoDelete: onProfile,
  /** The whole list in its new order, each with its folder. */
  arrangeProfiles: z.object({
    order: z.array(z.object({ profileId: profileIdSchema, folder: z.string().max(200) })).max(10_000)
  }),
  /** Connects once with what the form holds, in a process of its own; stored secrets are merged in main. Told by `test` events. */
  testConnection: z.object({ testId: z.uuid(), draft: profileDraftSchema }),
  cancelTest: z.object({ testId: z.uuid() }),
  /** An address typed on first run: becomes a profile and connects. */
  addAddress: z.object({ address: z.string().max(4_000) }),
  startDemo: nothing,
  connect: onProfile,
  disconnect: onProfile,
  retryNow: onProfile,
  /** Which connection this window shows; remembered, so that a reload shows it again. */
  show: z.object({ profileId: profileIdSchema.nullable() }),
  /** The port arrives as a window message `treeline-port`. */
  openPort: onProfile,
  /** `beside`: the files the form holds so far, so that a key is checked against its certificate; `profileId` null: a new profile. */
  pickFile: z.object({ kind: z.enum(fileKinds), profileId: profileIdSchema.nullable(), beside: fileChangesSchema }),
  /** A picked file that is `locked`. The passphrase is used once and not kept. */
  unlockFile: z.object({
    ticket: z.string().max(64),
    passphrase: z.string().max(4_000),
    profileId: profileIdSchema.nullable(),
    beside: fileChangesSchema
  }),
  /** Files of other tools on this computer, found without asking. */
  findImports: nothing,
  /** `sourceId` null: a person picks the file. Nothing is changed yet. */
  openImport: z.object({ sourceId: z.string().max(64).nullable() }),
  unlockImport: z.object({ ticket: z.string().max(64), passphrase: z.string().max(4_000) }),
  /** `readFiles`: a person agrees that certificate files named by path are read. */
  runImport: z.object({
    ticket: z.string().max(64),
    items: z.array(z.string().max(200)).max(10_000),
    readFiles: z.boolean()
  }),
  /** A readable file without secrets; with a passphrase they go along, encrypted. */
  exportProfiles: z.object({
    profileIds: z.array(profileIdSchema).min(1).max(10_000),
    passphrase: z.string().min(1).max(4_000).nullable()
  }),
  saveBody: z.object({
    profileId: profileIdSchema,
    node: z.int().min(0),
    seq: z.int().min(0).nullable(),
    suggestedName: z.string().max(200)
  }),
  /**
   * The list a window has open (`openList`), oldest first: JSON lines, or CSV with these fields as columns. `ranges`: its
   * rows from one message to another, both included, whichever is older; null: all.
   */
  saveHistory: z.object({
    profileId: profileIdSchema,
    list: z.int(),
    format: z.enum(['json-lines', 'csv']),
    columns: z.array(z.string().max(inspectorBounds.pathCharacters)).max(inspectorBounds.columns),
    ranges: z
      .array(z.object({ fromSeq: z.int().min(0), toSeq: z.int().min(0) }))
      .max(inspectorBounds.listRanges)
      .nullable(),
    suggestedName: z.string().max(200)
  }),
  /** Every point of a chart a window has open, between two times (epoch ms), as CSV. */
  saveChart: z.object({
    profileId: profileIdSchema,
    chart: z.int(),
    fromMs: z.number(),
    toMs: z.number(),
    suggestedName: z.string().max(200)
  }),
  /** A picture the page drew. */
  savePicture: z.object({
    png: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= 32_000_000),
    suggestedName: z.string().max(200)
  }),
  /** Asks for `.proto` files or descriptor sets and copies them into the profile. */
  pickSchemas: onProfile,
  removeSchema: z.object({ profileId: profileIdSchema, fileName: z.string().max(255) }),
  changeSettings: settingsPatchSchema,
  copyText: z.object({ text: z.string().max(longestCopiedCharacters) }),
  windowAction: z.object({ action: z.enum(['minimise', 'maximise', 'close']) }),
  /** Rows are on screen: for --smoke and the headless screenshot. */
  treeDrawn: z.object({ rows: z.int().min(0) })
} as const;

export type RequestName = keyof typeof requestSchemas;
export type RequestInput<N extends RequestName> = z.infer<(typeof requestSchemas)[N]>;

/** A file that main read and checked; the ticket stands for it in a ProfileDraft. */
export interface PickedFile {
  readonly ticket: string;
  readonly facts: FileFacts;
  /** It is under a passphrase: `unlockFile` first. */
  readonly locked: boolean;
  /** Whether certificate and private key belong together with this file (failure: key-file-invalid); null: the other one is not known. */
  readonly pair: Result<null> | null;
}

/** Where "system store" comes from: the OS through Node, a bundle file of this Linux, or only the list that came with Treeline. */
export type SystemTrust = 'system' | 'linux-bundle' | 'bundled';

export interface AppStart {
  readonly profiles: readonly Profile[];
  readonly connections: readonly ConnectionReport[];
  readonly settings: Settings;
  readonly shownProfileId: string | null;
  readonly platform: string;
  /** Windows and Linux draw their own window controls; macOS draws the system's. */
  readonly ownWindowControls: boolean;
  readonly version: string;
  /** The runtime is the outdated fallback: for trial and tests only. */
  readonly outdatedRuntime: string | null;
  /** Whether secrets can be kept safely on this computer. */
  readonly keyStore: boolean;
  readonly systemTrust: SystemTrust;
  /** Things that went wrong at start: an unreadable profile file, for example. */
  readonly notices: readonly Failure[];
}

export interface AnswerTo {
  start: AppStart;
  saveProfile: Profile;
  editProfile: Profile;
  duplicateProfile: Profile;
  deleteProfile: null;
  undoDelete: Profile;
  arrangeProfiles: null;
  testConnection: null;
  cancelTest: null;
  addAddress: Profile;
  startDemo: Profile;
  connect: null;
  disconnect: null;
  retryNow: null;
  show: null;
  openPort: null;
  /** Null: the person closed the dialog. */
  pickFile: PickedFile | null;
  unlockFile: PickedFile;
  findImports: readonly ImportSource[];
  openImport: ImportPreview | null;
  unlockImport: ImportPreview;
  runImport: ImportOutcome;
  /** Null: the person closed the dialog. */
  /** `schemasLeftOut`: schema files that are named in the file, and not in it. */
  exportProfiles: { readonly path: string; readonly profiles: number; readonly schemasLeftOut: number } | null;
  saveBody: { readonly bytes: number; readonly path: string } | null;
  /** Null: the person closed the dialog. */
  saveHistory: { readonly bytes: number; readonly path: string } | null;
  saveChart: { readonly bytes: number; readonly path: string } | null;
  savePicture: { readonly bytes: number; readonly path: string } | null;
  /** The profile with what was added; null: the person closed the dialog. */
  pickSchemas: Profile | null;
  removeSchema: Profile;
  changeSettings: Settings;
  copyText: null;
  windowAction: null;
  treeDrawn: null;
}

/** Main → page. */
export type AppEvent =
  | { readonly kind: 'profiles'; readonly profiles: readonly Profile[] }
  | { readonly kind: 'connection'; readonly report: ConnectionReport }
  | { readonly kind: 'connectionGone'; readonly profileId: string }
  | { readonly kind: 'test'; readonly testId: string; readonly diagnosis: Diagnosis }
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'window'; readonly maximised: boolean; readonly focused: boolean; readonly fullScreen: boolean }
  /** A menu item was chosen; names of renderer/src/commands. */
  | { readonly kind: 'command'; readonly command: MenuCommand }
  /** Main wants this profile shown (started with an address, or the demo). */
  | { readonly kind: 'show'; readonly profileId: string }
  | { readonly kind: 'notice'; readonly failure: Failure };

export const menuCommands = [
  'addConnection',
  'importConnections',
  'exportConnections',
  'pause',
  'focusPublish',
  'togglePublish',
  'toggleInspector',
  'toggleRail',
  'themeSystem',
  'themeLight',
  'themeDark',
  'copyPayload',
  'copyTopic',
  'showMessage',
  'showHistory',
  'showChart',
  'showProperties',
  'showKeys'
] as const;
export type MenuCommand = (typeof menuCommands)[number];

/** What the preload puts on `window.treeline`: named functions, never a generic send. */
export type TreelineApi = {
  readonly [N in RequestName]: RequestInput<N> extends undefined
    ? () => Promise<Result<AnswerTo[N]>>
    : (input: RequestInput<N>) => Promise<Result<AnswerTo[N]>>;
} & { readonly onEvent: (listener: (event: AppEvent) => void) => void };
