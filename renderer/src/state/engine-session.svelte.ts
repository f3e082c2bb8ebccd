import type { TreelineApi } from '#contract/app';
import type { ConnectionState } from '#contract/connection';
import { afterPaint } from '../client/after-paint';
import { EngineClient } from '../client/engine-client';
import { receivePorts } from '../client/message-port';
import { DraftState } from './draft.svelte';
import { InspectorState } from './inspector.svelte';
import { TreeState } from './tree.svelte';

/** One engine as this window looks at it: the channel and what is believed of its far end. Its owner closes it. */
export class EngineSession {
  readonly client: EngineClient;
  readonly tree: TreeState;
  readonly inspector: InspectorState;
  readonly draft: DraftState;

  constructor(app: Pick<TreelineApi, 'openPort'>, profileId: string, store: Storage) {
    this.client = new EngineClient({
      openPort: () => app.openPort({ profileId }),
      receivePorts: (onPort) => receivePorts(profileId, onPort),
      afterPaint
    });
    this.tree = new TreeState(this.client);
    this.inspector = new InspectorState(this.client);
    this.draft = new DraftState(this.client, store, profileId);
  }

  /** Main's word on the connection: an engine that keeps stopping answers nothing any more. */
  hear(state: ConnectionState): void {
    if (state.kind === 'failed' && state.failure.code === 'engine-keeps-stopping') this.client.lose();
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
