import type { Generator } from '../support/generator';
import type { BenchApp } from './bench-app';
import { newestSeen, seenMessages } from './page-probe';

const chunk = 50_000;

/** So many messages, as fast as the app takes them in: sent in parts, each counted before the next, so that nothing goes without history. */
export async function fillHistory(app: BenchApp, broker: Generator, name: string, messages: number): Promise<void> {
  const before = (await newestSeen(app.page)).messages;
  for (let sent = 0; sent < messages;) {
    const { sent: more } = await broker.atOnce(name, Math.min(chunk, messages - sent));
    sent += more;
    await seenMessages(app.page, before + sent, 60_000);
  }
}
