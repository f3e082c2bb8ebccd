import { headlessWords } from '#contract/words/headless';

export interface HeadlessWorld {
  readonly say: (text: string) => void;
  /** The state of what the window shows, in one line. */
  readonly line: () => string;
  /** Captures the window to a file and names it. Throws when it cannot. */
  readonly capture: () => Promise<string>;
  readonly exit: (code: number) => void;
}

const statusPeriodMs = 5_000;
/** The first frames wash in, fonts settle and the first counters arrive before the picture is taken or the line is told. */
const settleMs = 1_500;
const smokeLimitMs = 30_000;

/** What Treeline tells a terminal when nobody sees its window: --status and --smoke. */
export class Headless {
  readonly #world: HeadlessWorld;
  readonly #timers: NodeJS.Timeout[] = [];
  #status = false;
  #smoke = false;
  #drawn = false;

  constructor(world: HeadlessWorld) {
    this.#world = world;
  }

  /** A line every 5 s, and a picture once the tree is drawn. */
  startStatus(): void {
    this.#status = true;
    this.#timers.push(setInterval(() => this.#world.say(this.#world.line()), statusPeriodMs));
  }

  /** Ends the program: with 0 once the tree is drawn, with 1 and the reason after 30 s. */
  startSmoke(): void {
    this.#smoke = true;
    const giveUp = (): void => this.smokeFailed(headlessWords.treeNotDrawn(smokeLimitMs / 1_000, this.#world.line()));
    this.#timers.push(setTimeout(giveUp, smokeLimitMs));
  }

  smokeFailed(reason: string): void {
    if (!this.#smoke) return;
    this.#smoke = false;
    this.#world.say(headlessWords.smokeFailed(reason));
    this.#world.exit(1);
  }

  /** The page drew its tree with so many rows. */
  treeDrawn(rows: number): void {
    if (rows === 0 || this.#drawn) return;
    this.#drawn = true;
    if (this.#smoke) {
      this.#smoke = false;
      this.#timers.push(setTimeout(() => this.#smokePassed(), settleMs));
    } else if (this.#status) {
      this.#timers.push(setTimeout(() => void this.#picture(), settleMs));
    }
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #smokePassed(): void {
    this.#world.say(headlessWords.smokePassed(this.#world.line()));
    this.#world.exit(0);
  }

  async #picture(): Promise<void> {
    try {
      this.#world.say(headlessWords.screenshot(await this.#world.capture()));
    } catch {
      this.#world.say(headlessWords.screenshotFailed);
    }
  }
}
