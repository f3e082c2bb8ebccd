import { z } from 'zod';
import type { ConnectionReport } from './connection';
import type { Failure, Result } from './failure';
import { fileChangeSchema, profileDraftSchema, profileIdSchema, type FileFacts, type Profile } from './profile';
import { settingsPatchSchema, type Settings } from './settings';

const onProfile = z.object({ profileId: profileIdSchema });
const nothing = z.undefined();

/** Every request a page may make of main: the name and the shape main parses it with. Words to answer are in AnswerTo. */
export const requestSchemas = {
  start: nothing,
  saveProfile: profileDraftSchema,
  deleteProfile: onProfile,
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
  /** `beside`: what the form holds of the counterpart, a key's certificate or a certificate's key; `profileId` null: a new profile. */
  pickFile: z.object({
    kind: z.enum(['ca', 'certificate', 'key']),
    profileId: profileIdSchema.nullable(),
    beside: fileChangeSchema
  }),
  saveBody: z.object({
    profileId: profileIdSchema,
    node: z.int().min(0),
    seq: z.int().min(0).nullable(),
    suggestedName: z.string().max(200)
  }),
  changeSettings: settingsPatchSchema,
  copyText: z.object({ text: z.string().max(16_000_000) }),
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
  /** Whether certificate and private key belong together with this file (failure: key-file-invalid); null: the other one is not known. */
  readonly pair: Result<null> | null;
}

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
  /** Things that went wrong at start: an unreadable profile file, for example. */
  readonly notices: readonly Failure[];
}

export interface AnswerTo {
  start: AppStart;
  saveProfile: Profile;
  deleteProfile: null;
  addAddress: Profile;
  startDemo: Profile;
  connect: null;
  disconnect: null;
  retryNow: null;
  show: null;
  openPort: null;
  /** Null: the person closed the dialog. */
  pickFile: PickedFile | null;
  saveBody: { readonly bytes: number; readonly path: string } | null;
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
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'window'; readonly maximised: boolean; readonly focused: boolean; readonly fullScreen: boolean }
  /** A menu item was chosen; names of renderer/src/commands. */
  | { readonly kind: 'command'; readonly command: MenuCommand }
  /** Main wants this profile shown (started with an address, or the demo). */
  | { readonly kind: 'show'; readonly profileId: string }
  | { readonly kind: 'notice'; readonly failure: Failure };

export const menuCommands = [
  'addConnection',
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
  'showKeys'
] as const;
export type MenuCommand = (typeof menuCommands)[number];

/** What the preload puts on `window.treeline`: named functions, never a generic send. */
export type TreelineApi = {
  readonly [N in RequestName]: RequestInput<N> extends undefined
    ? () => Promise<Result<AnswerTo[N]>>
    : (input: RequestInput<N>) => Promise<Result<AnswerTo[N]>>;
} & { readonly onEvent: (listener: (event: AppEvent) => void) => void };
