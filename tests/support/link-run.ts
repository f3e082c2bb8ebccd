import type { ConnectionState } from '../../electron/contract/connection';
import type { ConnectionConfig } from '../../electron/contract/engine-control';
import type { SpokenVersion } from '../../electron/contract/profile';
import type { OverloadStep } from '../../electron/contract/frame';
import type { Clock } from '../../electron/engine/link/clock';
import { systemClock } from '../../electron/engine/link/clock';
import { Link } from '../../electron/engine/link/link';
import type { ReceivedMessage } from '../../electron/engine/link/received-message';
import { waitUntil } from './wait-until';

type StateOf<K extends ConnectionState['kind']> = Extract<ConnectionState, { kind: K }>;

/** What a message was when it came. */
export interface MessageCopy {
  /** As UTF-8. */
  readonly topic: string;
  readonly topicBytes: Uint8Array;
  readonly properties: Uint8Array;
  readonly payload: Uint8Array;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
  readonly duplicate: boolean;
  readonly packetId: number;
  readonly ownsBytes: boolean;
  readonly receivedAtMs: number;
}

export function copyMessage(message: ReceivedMessage): MessageCopy {
  const { bytes, qos, retain, duplicate, packetId, ownsBytes, receivedAtMs } = message;
  const topicBytes = new Uint8Array(bytes.subarray(message.topicStart, message.topicEnd));
  return {
    topic: Buffer.from(topicBytes).toString(),
    topicBytes,
    properties: new Uint8Array(bytes.subarray(message.propertiesStart, message.propertiesEnd)),
    payload: new Uint8Array(bytes.subarray(message.payloadStart, message.payloadEnd)),
    qos,
    retain,
    duplicate,
    packetId,
    ownsBytes,
    receivedAtMs
  };
}

export function grantedIn(state: ConnectionState | undefined): readonly string[] {
  if (state?.kind !== 'online') return [];
  return state.subscriptions.flatMap(({ filter, standing }) => (standing === 'granted' ? [filter] : []));
}

/** A link, all it said and all it received. */
export class LinkRun {
  readonly states: ConnectionState[] = [];
  readonly messages: MessageCopy[] = [];
  readonly steps: OverloadStep[] = [];
  /** Told by `versionFound`. */
  readonly versions: SpokenVersion[] = [];
  /** Told by `stored`. */
  storedMessages = 0;
  readonly link: Link;

  /** `receive` in place of keeping copies: for many messages. */
  constructor(clock: Clock = systemClock, receive?: (message: ReceivedMessage) => void) {
    this.link = new Link({
      clock,
      random: () => 0,
      changed: (state) => this.states.push(state),
      received: receive ?? ((message) => this.messages.push(copyMessage(message))),
      stored: (_oldestReadAtMs, messages) => (this.storedMessages += messages),
      overload: (step) => this.steps.push(step),
      versionFound: (version) => this.versions.push(version)
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

  /** The filters granted now; empty while it is not online. */
  get granted(): readonly string[] {
    return grantedIn(this.link.state);
  }

  /** The first state whose subscriptions are all answered, or have waited too long. */
  async asked(): Promise<StateOf<'online'>> {
    return waitUntil(
      () => `the filters to be answered; it said ${JSON.stringify(this.states)}`,
      () =>
        this.states.find(
          (state): state is StateOf<'online'> =>
            state.kind === 'online' &&
            state.subscriptions.length > 0 &&
            state.subscriptions.every(({ standing, failure }) => standing !== 'asked' || failure !== null)
        )
    );
  }

  async receives(topic: string): Promise<MessageCopy> {
    return waitUntil(
      () => `a message on ${topic}; it said ${JSON.stringify(this.states)}`,
      () => this.messages.find((message) => message.topic === topic)
    );
  }

  close(): Promise<void> {
    return this.link.close();
  }
}
