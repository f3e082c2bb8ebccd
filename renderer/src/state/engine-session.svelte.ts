import type { TreelineApi } from '#contract/app';
import type { ConnectionState } from '#contract/connection';
import type { FailureCode } from '#contract/failure';
import { afterPaint } from '../client/after-paint';
import { EngineClient } from '../client/engine-client';
import { receivePorts } from '../client/message-port';
import { DraftState } from './draft.svelte';
import { InspectorState } from './inspector.svelte';
import { TreeState } from './tree.svelte';

const goneCodes: ReadonlySet<FailureCode> = new Set<FailureCode>(['engine-keeps-stopping', 'engine-stopped']);

/** One engine as this window looks at it: the channel and what is believed of its far end. Its owner closes it. */
export class EngineSession {
  readonly client: EngineClient;
  readonly tree: TreeState;
  readonly inspector: InspectorState;
  readonly draft: DraftState;
  /** Nothing that was selected can be asked for. */
  gone = $state(false);

  constructor(app: Pick<TreelineApi, 'openPort'>, profileId: string, store: Storage) {
    this.client = new EngineClient({
      openPort: () => app.openPort({ profileId }),
      receivePorts: (onPort) => receivePorts(profileId, onPort),
      afterPaint
    });
    this.tree = new TreeState(this.client, afterPaint);
    this.inspector = new InspectorState(this.client);
    this.draft = new DraftState(this.client, store, profileId);
  }

  /** Main's word on the connection: an engine that keeps stopping answers nothing any more. */
  hear(state: ConnectionState): void {
    this.gone = state.kind === 'failed' && goneCodes.has(state.failure.code);
    if (!this.gone) return;
    this.client.lose();
    // What was selected in it is no topic any more.
    this.inspector.topic = null;
    this.draft.selected = null;
  }

  pause(on: boolean): void {
    this.client.command({ kind: 'pause', on });
  }

  close(): void {
    this.draft.close();
    this.inspector.close();
    this.tree.close();
    this.client.close();
  }
}
