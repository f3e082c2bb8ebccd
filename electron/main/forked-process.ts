/** A process that main forked, as the rest of main sees it; the same in a test. */
export interface ForkedProcess<Port> {
  post(message: unknown, port?: Port): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Once, however it ended. `code` is its exit code. */
  onExit(listener: (code: number) => void): void;
  kill(): void;
}
