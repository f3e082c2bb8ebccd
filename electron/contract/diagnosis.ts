import type { ConnectStep } from './connect-step';
import type { Failure, FailureFacts } from './failure';

/** The steps of a connection in order; `subscribe` belongs to a test only. Steps that do not apply are absent. */
export type DiagnosisStep = ConnectStep | 'subscribe';

export interface StepReport {
  readonly step: DiagnosisStep;
  readonly outcome: 'running' | 'done' | 'failed' | 'not-reached';
  /** Null while it runs or is not reached. */
  readonly durationMs: number | null;
  /**
   * What was found: name {host, address}; tcp {address, port}; proxy {kind, host, port}; tls {version, cipher,
   * certificates, alpn, byFingerprint, flaws}; websocket {path, status}; mqtt {mqttVersion, sessionPresent, fellBack}; subscribe {granted, asked}.
   */
  readonly facts: FailureFacts;
}

/** What is wrong with one certificate. */
export type ChainFlaw = 'revoked' | 'expired' | 'not-yet-valid' | 'wrong-host' | 'weak' | 'not-trusted';

/** One certificate of the chain the broker sent. Times in epoch ms, fingerprint SHA-256 as `AA:BB:…`. */
export interface ChainCertificate {
  readonly subject: string;
  readonly issuer: string;
  readonly selfSigned: boolean;
  readonly names: readonly string[];
  readonly fingerprint: string;
  readonly keyType: string;
  readonly validFromMs: number;
  readonly validToMs: number;
  /** All that is wrong with this one, the worst first; `not-trusted` stands where an unknown authority is seen. */
  readonly flaws: readonly ChainFlaw[];
  /** The connection trusts this very certificate, whatever its chain says. */
  readonly byFingerprint: boolean;
}

/** One try to connect, step by step: what the test panel draws, and what a failed connect leaves behind. */
export interface Diagnosis {
  readonly startedAtMs: number;
  readonly steps: readonly StepReport[];
  /** Leaf first, as sent; empty without TLS or before it. */
  readonly chain: readonly ChainCertificate[];
  /** Why it stopped; null: it did not, or not yet. */
  readonly failure: Failure | null;
  readonly done: boolean;
}
