/** What a person asked for when starting Treeline. */
export interface CommandLine {
  readonly demo: boolean;
  /** Start the demo, leave with 0 once its tree is drawn, else with 1. */
  readonly smoke: boolean;
  /** Tell the state in words every few seconds: nobody sees the window. */
  readonly status: boolean;
  /** As typed, not checked yet. May hold a password: never logged. */
  readonly address: string | null;
}

/**
 * Reads Treeline's own words out of argv and passes over everything else: the executable, the app's folder, and the
 * switches of Electron, Chromium and Playwright. An address is recognised by its `://`.
 */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  return {
    demo: argv.includes('--demo') || argv.includes('--smoke'),
    smoke: argv.includes('--smoke'),
    status: argv.includes('--status'),
    address: argv.slice(1).find((word) => !word.startsWith('-') && word.includes('://')) ?? null
  };
}
