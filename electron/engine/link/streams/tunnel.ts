import type { FailureFacts } from '#contract/failure';

/** Where a proxy is asked to go. `host`: a name in ASCII, or an address without brackets. */
export interface TunnelTarget {
  readonly host: string;
  readonly port: number;
}

/** Why there is no tunnel. `signIn`: the proxy wants another one; `reason` and `status` for the words. */
export interface TunnelRefusal {
  readonly signIn: boolean;
  readonly raw: string;
  readonly facts: FailureFacts;
}

export interface TunnelHooks {
  /** What is sent on the socket from now on reaches the broker. */
  readonly opened: () => void;
  readonly refused: (refusal: TunnelRefusal) => void;
}
