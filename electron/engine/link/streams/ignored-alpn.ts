import type { FailureFacts } from '#contract/failure';
import type { TlsSession } from './tls-stream';

const longestFact = 300;

/** The ALPN names that were offered and of which the broker took none: it may be why it closes without a word. */
export function ignoredAlpn(offered: readonly string[], session: TlsSession | null): FailureFacts {
  if (session === null || session.alpn !== null || offered.length === 0) return {};
  return { alpn: offered.join(', ').slice(0, longestFact) };
}
