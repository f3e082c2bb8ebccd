import type { AnswerTo, AppEvent, AppStart, RequestInput, RequestName } from '#contract/app';
import type { Failure, Result } from '#contract/failure';
import type { Settings } from '#contract/settings';
import type { ExpansionStore } from '../storage/expansion-store';
import type { SettingsStore } from '../storage/settings-store';
import type { CertificateFiles } from './certificate-files';
import type { ConnectionOrders } from './connection-orders';
import type { ConnectionTests } from './connection-tests';
import type { ExchangeDesk } from './exchange-desk';
import type { PageWindow } from './page-window';
import type { Profiles } from './profiles';
import type { SaveOrder } from './save-order';
import type { Schemas } from './schemas';
import type { Starts } from './starts';

/** What the handlers ask of the connections. */
interface ConnectionsDesk {
  reports(): AppStart['connections'];
  disconnect(profileId: string): void;
  /** Whether the person wants it connected, whatever its state. */
  isWanted(profileId: string): boolean;
  applySaved(profileId: string): Promise<void>;
  openPort(profileId: string, windowId: number): void;
  shows(windowId: number, profileId: string | null): void;
  remove(profileId: string): Promise<void>;
  save(profileId: string, order: SaveOrder): Promise<Result<{ readonly bytes: number }>>;
  decodingChanged(profileId: string): Promise<void>;
}

/** What of the program and its surroundings stays as it is while it runs. */
type ProgramFacts = Pick<
  AppStart,
  'platform' | 'ownWindowControls' | 'version' | 'outdatedRuntime' | 'keyStore' | 'systemTrust'
>;

export interface HandlersWorld {
  readonly profiles: Profiles;
  readonly connections: ConnectionsDesk;
  readonly orders: Pick<ConnectionOrders, 'forPlan'>;
  readonly tests: Pick<ConnectionTests, 'begin' | 'cancel'>;
  readonly exchange: ExchangeDesk;
  readonly starts: Starts;
  readonly settings: SettingsStore;
  readonly expansion: Pick<ExpansionStore, 'delete'>;
  readonly files: CertificateFiles;
  readonly schemas: Pick<Schemas, 'add' | 'remove'>;
  readonly facts: () => ProgramFacts;
  readonly notices: () => readonly Failure[];
  readonly shown: { get(): string | null; set(profileId: string | null): void };
  readonly broadcast: (event: AppEvent) => void;
  readonly settingsChanged: (settings: Settings) => void;
  readonly copyText: (text: string) => Promise<void>;
  readonly treeDrawn: (rows: number) => void;
}

/** One handler for every request of the contract: a missing one is a compile error. */
export type RequestHandlers = {
  readonly [N in RequestName]: (
    input: RequestInput<N>,
    window: PageWindow
  ) => Result<AnswerTo[N]> | Promise<Result<AnswerTo[N]>>;
};
