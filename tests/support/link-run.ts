import type { ConnectionState } from '../../electron/contract/connection';
import type { ConnectionConfig } from '../../electron/contract/engine-control';
import type { Clock } from '../../electron/engine/link/clock';
import { systemClock } from '../../electron/engine/link/clock';
import { Link } from '../../electron/engine/link/link';
import type { ReceivedMessage } from '../../electron/engine/link/received-message';
import { waitUntil } from './wait-until';

type StateOf<K extends ConnectionState['kind']> = Extract<ConnectionState, { kind: K }>;

/** A link, all it said and all it received. */
export class LinkRun {
  readonly states: ConnectionState[] = [];
  readonly messages: ReceivedMessage[] = [];
  readonly link: Link;

  constructor(clock: Clock = systemClock) {
    this.link = new Link({
      clock,
      random: () => 0,
      changed: (state) => this.states.push(state),
      received: (message) => this.messages.push(message)
    });
  }

  connect(config: ConnectionConfig): this {
    this.link.connect(config);
    return this;
  }

  /** The state when it is, or next becomes, of this kind. */
  async reaches<K extends ConnectionState['kind']>(kind: K, after = 0): Promise<StateOf<K>> {
    return waitUntil(
      () => `the link to be ${kind}; it said ${JSON.stringify(this.states)}`,
      () => this.states.slice(after).find((state): state is StateOf<K> => state.kind === kind)
    );
  }

  async receives(topic: string): Promise<ReceivedMessage> {
    return waitUntil(
      () => `a message on ${topic}; it said ${JSON.stringify(this.states)}`,
      () => this.messages.find((message) => message.topic === topic)
    );
  }

  close(): Promise<void> {
    return this.link.close();
  }
}
