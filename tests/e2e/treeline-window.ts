import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';

/** What a person sees and does in Treeline's window, by role and label. */
export class TreelineWindow {
  readonly tree: Locator;
  readonly inspector: Locator;
  readonly publishPanel: Locator;
  readonly status: Locator;
  readonly rail: Locator;
  readonly filter: Locator;
  /** How many topics the status line counts. */
  readonly topics: Locator;

  constructor(readonly page: Page) {
    this.tree = page.getByRole('treegrid', { name: 'Topics' });
    this.inspector = page.getByRole('complementary', { name: 'Inspector' });
    this.publishPanel = page.getByRole('region', { name: 'Publish' });
    this.status = page.getByRole('group', { name: 'Live status' });
    this.filter = page.getByRole('textbox', { name: 'Filter topics' });
    this.topics = this.status.locator('b.topics');
    this.rail = page.getByRole('navigation', { name: 'Connections' });
  }

  /** The first run's second way in: an address and Connect. */
  async connectTo(address: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Broker address' }).fill(address);
    await this.page.getByRole('button', { name: 'Connect', exact: true }).click();
  }

  /** Connected, and the broker has answered to the first filter: what is published from here on comes. */
  async listens(): Promise<void> {
    await expect(this.status.getByText('Live')).toBeVisible();
    await expect(this.rail.getByText('Granted by the broker').first()).toBeAttached();
  }

  /** A row by how its accessible name starts: its segment, or its full topic when it is folded. */
  row(name: string): Locator {
    return this.tree.getByRole('row', { name: new RegExp(`^${escape(name)}(,|$)`) });
  }

  /** What the Messages column says of a row. */
  async messagesOf(name: string): Promise<number> {
    return Number((await this.row(name).locator('[data-column="3"]').innerText()).replaceAll(',', ''));
  }

  /** The rows in view, from the top: what they are called and where they stand. */
  async drawn(): Promise<readonly { readonly name: string; readonly y: number }[]> {
    const found = await this.tree.evaluate((grid) => {
      const body = grid.querySelector('.topic-rows')?.getBoundingClientRect();
      return [...grid.querySelectorAll('[data-node]')].map((row) => {
        const box = row.getBoundingClientRect();
        const inView = body !== undefined && box.bottom > body.top + 2 && box.top < body.bottom;
        return { inView, name: row.getAttribute('aria-label')?.split(',')[0] ?? '', y: Math.round(box.top) };
      });
    });
    return found
      .filter(({ inView }) => inView)
      .sort((one, other) => one.y - other.y)
      .map(({ name, y }) => ({ name, y }));
  }

  connection(name: string): Locator {
    return this.rail.getByRole('button', { name: new RegExp(`^${escape(name)}, `) });
  }

  /** Opens every level of a topic that is not open yet, from the top; leaves it selected. */
  async select(...names: string[]): Promise<void> {
    for (const [index, name] of names.entries()) {
      const row = this.row(name);
      await row.click({ position: { x: 60, y: 12 } });
      if (index === names.length - 1 || (await row.getAttribute('aria-expanded')) !== 'false') continue;
      await row.press('ArrowRight');
    }
  }

  async publish(topic: string, payload: string, options: { qos?: 0 | 1 | 2; retain?: boolean } = {}): Promise<void> {
    await this.publishPanel.getByRole('textbox', { name: 'Topic', exact: true }).fill(topic);
    const editor = this.publishPanel.getByRole('textbox', { name: 'Payload' });
    await editor.fill(payload);
    await this.publishPanel.getByRole('radio', { name: String(options.qos ?? 0), exact: true }).click();
    const retain = this.publishPanel.getByRole('switch', { name: 'Retain on broker' });
    if ((await retain.getAttribute('aria-checked')) !== String(options.retain ?? false)) await retain.click();
    await editor.press('ControlOrMeta+Enter');
  }
}

/** Answers the system's open dialog, which no test can click, with these files, one per question. */
export async function answerOpenDialogs(app: ElectronApplication, files: readonly string[]): Promise<void> {
  await app.evaluate(({ dialog }, paths) => {
    const left = [...paths];
    dialog.showOpenDialog = async () => {
      const next = left.shift();
      return { canceled: next === undefined, filePaths: next === undefined ? [] : [next] };
    };
  }, files);
}

/** Answers the system's save dialog with this path. */
export async function answerSaveDialog(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
  }, file);
}

/** How many pixels of a canvas are not clear. */
export function drawnPixels(canvas: Locator): Promise<number> {
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const pixels = (element as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    let drawn = 0;
    for (let at = 3; at < pixels.length; at += 4) if (pixels[at] !== 0) drawn += 1;
    return drawn;
  });
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
