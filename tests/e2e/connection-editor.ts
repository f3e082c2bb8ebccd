import { expect, type Locator, type Page } from '@playwright/test';
import { TreelineWindow } from './treeline-window';

export type Section = 'General' | 'TLS' | 'MQTT 5' | 'Last will' | 'Subscriptions' | 'Proxy';

/** A control of the form, by role and label, and what a person puts into it. */
export type Entry =
  | readonly [control: 'text', label: string, value: string]
  | readonly [control: 'radio', group: string, option: string]
  | readonly [control: 'select', label: string, option: string]
  | readonly [control: 'switch' | 'checkbox', label: string, on: boolean]
  /** A button that adds a line for the entries that follow. */
  | readonly [control: 'press', label: string];

/** The form of a connection and its connection test, as a person sees them. */
export class ConnectionEditor {
  readonly form: Locator;
  readonly sections: Locator;
  readonly address: Locator;
  /** The panel on the right. */
  readonly test: Locator;

  constructor(readonly page: Page) {
    this.form = page.getByRole('main');
    this.sections = page.getByRole('navigation', { name: 'Sections' });
    this.address = this.form.getByRole('textbox', { name: 'Address', exact: true });
    this.test = page.getByRole('complementary', { name: 'Connection test' });
  }

  /** On the first run. */
  async openFirst(): Promise<void> {
    await this.page.getByRole('button', { name: 'All settings…' }).click();
    await expect(this.address).toBeFocused();
  }

  /** Beside others. */
  async openNew(): Promise<void> {
    await new TreelineWindow(this.page).rail.getByRole('button', { name: 'Add connection' }).click();
    await expect(this.address).toBeVisible();
  }

  /** From the menu of its row. */
  async openSaved(name: string): Promise<void> {
    await new TreelineWindow(this.page).connection(name).click({ button: 'right' });
    await this.page.getByRole('menuitem', { name: 'Edit…' }).click();
    await expect(this.form.getByRole('heading', { name, level: 1 })).toBeVisible();
  }

  section(name: Section): Locator {
    return this.sections.getByRole('button', { name: new RegExp(`^${name}`) });
  }

  async goTo(name: Section): Promise<void> {
    await this.section(name).click();
    await expect(this.form.getByRole('heading', { name, level: 2, exact: true })).toBeVisible();
  }

  /** One with a list to choose from is a combobox, too. */
  field(label: string): Locator {
    const byName = { name: label, exact: true };
    return this.form.getByRole('textbox', byName).or(this.form.getByRole('combobox', byName));
  }

  button(label: string): Locator {
    return this.form.getByRole('button', { name: label, exact: true });
  }

  option(group: string, option: string): Locator {
    return this.form
      .getByRole('radiogroup', { name: group, exact: true })
      .getByRole('radio', { name: option, exact: true });
  }

  async fill(entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) await this.#fillIn(entry);
  }

  async shows(entries: readonly Entry[]): Promise<void> {
    for (const [control, label, value] of entries) {
      if (control === 'text') await expect(this.field(label), label).toHaveValue(value);
      else if (control === 'radio') await expect(this.option(label, value), label).toBeChecked();
      else if (control === 'select')
        await expect(this.#choice(label), label).toHaveAccessibleName(`${label}: ${value}`);
      else if (control !== 'press') await expect(this.#tickable(control, label), label).toBeChecked({ checked: value });
    }
  }

  /** Back to the window with the connection in it. */
  async save(): Promise<void> {
    await this.button('Save').click();
    await expect(this.sections).toBeHidden();
  }

  async saveAndConnect(): Promise<void> {
    await this.form.getByRole('button', { name: /^Save and connect/ }).click();
    await expect(this.sections).toBeHidden();
  }

  async startTest(): Promise<void> {
    await this.test
      .getByRole('button', { name: /^Test( again)?$/ })
      .first()
      .click();
  }

  /** A test that ends at this step, with this title over what it means. */
  async stopsAt(place: string, title: string): Promise<void> {
    await expect(this.test.getByText(`Stopped at step ${place}`, { exact: true })).toBeVisible({ timeout: 15_000 });
    await expect(this.test.getByText(title, { exact: true })).toBeVisible();
  }

  async passes(steps: number): Promise<void> {
    await expect(this.test.getByText(new RegExp(`^All ${steps} steps passed in `))).toBeVisible({ timeout: 15_000 });
  }

  /** Everything that stands in the window: its elements with all they say of themselves, and what is in the fields. */
  async everythingShown(): Promise<string> {
    const [elements, fields] = await Promise.all([
      this.page.content(),
      this.page.locator('input, textarea').evaluateAll((all) => {
        return all.map((field) => (field as HTMLInputElement | HTMLTextAreaElement).value);
      })
    ]);
    return [elements, ...fields].join('\n');
  }

  async #fillIn([control, label, value]: Entry): Promise<void> {
    switch (control) {
      case 'text':
        return this.field(label).fill(value);
      case 'radio':
        return this.option(label, value).click();
      case 'select':
        await this.#choice(label).click();
        return this.page.getByRole('option', { name: value, exact: true }).click();
      case 'press':
        return this.button(label).click();
      default: {
        const tickable = this.#tickable(control, label);
        if ((await tickable.isChecked()) !== value) await tickable.click();
        return expect(tickable).toBeChecked({ checked: value });
      }
    }
  }

  #choice(label: string): Locator {
    return this.form.getByRole('combobox', { name: new RegExp(`^${label}: `) });
  }

  #tickable(role: 'switch' | 'checkbox', label: string): Locator {
    return this.form.getByRole(role, { name: label, exact: true });
  }
}
