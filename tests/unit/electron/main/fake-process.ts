import type { ForkedProcess } from '../../../../electron/main/forked-process';

/** A forked process in a test's hands. Ports are strings. */
export class FakeProcess implements ForkedProcess<string> {
  readonly posted: { readonly message: unknown; readonly port: string | undefined }[] = [];
  killed = false;
  /** Whether it ends by itself when told to stop. */
  obedient = true;
  readonly #messageListeners: ((message: unknown) => void)[] = [];
  readonly #exitListeners: ((code: number) => void)[] = [];

  post(message: unknown, port?: string): void {
    this.posted.push({ message, port });
    if (this.obedient && this.kinds().at(-1) === 'stop') this.end(0);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#messageListeners.push(listener);
  }

  onExit(listener: (code: number) => void): void {
    this.#exitListeners.push(listener);
  }

  kill(): void {
    this.killed = true;
  }

  say(message: unknown): void {
    for (const listener of this.#messageListeners) listener(message);
  }

  end(code: number): void {
    for (const listener of this.#exitListeners.splice(0)) listener(code);
  }

  kinds(): string[] {
    return this.posted.map(({ message }) => (message as { readonly kind: string }).kind);
  }
}
