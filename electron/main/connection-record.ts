import type { ConnectionReport, ConnectionState, EngineRestart } from '#contract/connection';
import type { Failure } from '#contract/failure';
import { BodySaves } from './body-saves';
import type { EngineOrders } from './engine-orders';
import type { ForkedProcess } from './forked-process';
import { RestartBounds } from './restart-bounds';
import type { EngineDecoding } from './schemas';

/** What main knows of one connection. */
export interface ConnectionRecord<Port> {
  readonly profileId: string;
  readonly restarts: RestartBounds;
  readonly viewers: Set<number>;
  /** Windows the engine holds a view for, also while they show another connection: they may come back. */
  readonly attached: Set<number>;
  readonly saves: BodySaves;
  engine: ForkedProcess<Port> | null;
  /** Whose data the engine holds; see EngineOrders. */
  identity: string | null;
  /** What the engine was told last, as text and without what is no business of the broker's. */
  told: string | null;
  /** How the engine that runs reads payloads, as text. */
  toldDecoding: string;
  /** Counts how often that was looked up: an older answer must not come after a newer one. */
  decodingLooks: number;
  /** The person wants it connected: after a crash it connects again. */
  wanted: boolean;
  /** Counts what a person asked for: orders that arrive for an older wish are passed over. */
  wish: number;
  /** Orders are being gathered. */
  gathering: boolean;
  report: ConnectionReport;
}

export const restartLimits = { times: 5, withinMs: 60_000 } as const;
export const noCounters = { messagesPerSecond: 0, topics: 0, messages: 0 } as const;
export const connectingState: ConnectionState = {
  kind: 'connecting',
  step: 'name',
  attempt: 1,
  failure: null,
  ends: []
};

/** An engine begins without rules and schemas. */
export const nothingToDecode = decodingTold({ rules: [], schemas: [] });

export function newRecord<Port>(profileId: string): ConnectionRecord<Port> {
  return {
    profileId,
    restarts: new RestartBounds(restartLimits.times, restartLimits.withinMs),
    viewers: new Set(),
    attached: new Set(),
    saves: new BodySaves(),
    engine: null,
    identity: null,
    told: null,
    toldDecoding: nothingToDecode,
    decodingLooks: 0,
    wanted: false,
    wish: 0,
    gathering: false,
    report: { profileId, state: { kind: 'idle' }, counters: noCounters, restart: null }
  };
}

export function isOnItsWay({ kind }: ConnectionState): boolean {
  return kind === 'online' || kind === 'connecting' || kind === 'waiting';
}

export function failed(reason: Failure): ConnectionState {
  return { kind: 'failed', failure: reason, ends: [], diagnosis: null };
}

/** What the engine kept is gone. One that dies again before it held anything does not make the loss smaller. */
export function restartOf({ counters, restart }: ConnectionReport, atMs: number): EngineRestart {
  return {
    atMs,
    lostTopics: Math.max(counters.topics, restart?.lostTopics ?? 0),
    lostMessages: counters.messages + (restart?.lostMessages ?? 0)
  };
}

/** What a change of the profile must differ in for a running engine to hear of it. The budgets reach it by themselves. */
export function toldBy({ config }: EngineOrders): string {
  const { budgets: _budgets, rememberedVersion: _version, fields, ...rest } = config;
  return JSON.stringify({
    ...rest,
    fields: { ...fields, name: '', folder: '', colour: '', autoConnect: '', charts: '', decoders: '' }
  });
}

/** Which rules and schemas an engine was told of; a schema's id says what is in it. */
export function decodingTold({ rules, schemas }: EngineDecoding): string {
  return JSON.stringify([rules, schemas.map(({ id, name }) => [id, name])]);
}
