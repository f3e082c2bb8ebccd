import type { Failure } from './failure';
import type { FileKind } from './profile';
import type { SecretKind } from './secret-kind';

export type ExchangeTool = 'treeline' | 'mqtt-explorer' | 'mqttx';

/** A file of another tool that was found on this computer without asking. */
export interface ImportSource {
  /** Names it in `openImport`; not a path. */
  readonly id: string;
  readonly tool: ExchangeTool;
  /** For the eye: `~/.config/MQTT-Explorer/settings.json`. */
  readonly where: string;
}

/** A file that belongs to a connection: embedded, or a path on this computer that is read only when a person agrees. */
export interface ImportFile {
  readonly kind: FileKind;
  /** Null: its contents are in the import. */
  readonly path: string | null;
  readonly fileName: string;
}

/** One connection that could be imported, as shown before anything is done. */
export interface ImportItem {
  readonly id: string;
  readonly name: string;
  /** As text: `mqtts://broker:8883`. */
  readonly address: string;
  readonly folder: string;
  readonly username: string;
  readonly subscriptions: number;
  readonly charts: number;
  readonly secrets: readonly SecretKind[];
  readonly files: readonly ImportFile[];
  /** Protobuf schema files that come along. */
  readonly schemas: { readonly count: number; readonly sizeBytes: number };
  /** The profile an earlier import made of it: it is updated, not doubled. */
  readonly known: { readonly profileId: string; readonly name: string } | null;
  /** What cannot be taken over and why; the rest is. */
  readonly problems: readonly Failure[];
}

/** An opened import; the ticket stands for it in `runImport`. */
export interface ImportPreview {
  readonly ticket: string;
  readonly tool: ExchangeTool;
  readonly where: string;
  readonly items: readonly ImportItem[];
  /** Entries nothing can be made of (other protocols, damaged). */
  readonly skipped: number;
  /** Of these: there a second time, and beyond what one import takes. The rest is no MQTT, or damaged. */
  readonly skippedFor: { readonly doubled: number; readonly beyond: number };
  /** A Treeline export whose secrets are under a passphrase: `unlockImport` opens them, else they stay behind. */
  readonly locked: boolean;
}

export interface ImportOutcome {
  readonly added: number;
  readonly updated: number;
  /** Per connection that could not be saved, or a file of it that could not be read. */
  readonly problems: readonly { readonly name: string; readonly failure: Failure }[];
}
