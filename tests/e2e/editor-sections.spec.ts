import type { Page } from 'playwright';
import { expect, test } from './treeline-test';
import { TreelineWindow } from './treeline-window';

/** What stands in every control of every section, by its name: secrets show only that there is one. */
async function everything(page: Page): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  for (const section of ['General', 'TLS', 'MQTT 5', 'Last will', 'Subscriptions', 'Proxy']) {
    await open(page, section);
    const controls = await page.getByRole('main').evaluate((main) =>
      [
        ...main.querySelectorAll('form :is(input, textarea, [role="switch"], [role="radio"], button[aria-haspopup])')
      ].map((control) => {
        const field = control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement;
        const group = control.closest('[role="radiogroup"]')?.getAttribute('aria-label') ?? '';
        const label = field ? (control.labels?.[0]?.textContent ?? '') : '';
        const name = `${group} ${control.getAttribute('aria-label') ?? (label || control.textContent)}`.trim();
        const ticked =
          control instanceof HTMLInputElement && control.type === 'checkbox' ? String(control.checked) : null;
        return [name, ticked ?? (field ? control.value : (control.getAttribute('aria-checked') ?? ''))] as const;
      })
    );
    for (const [name, value] of controls) seen[`${section}: ${name}`] = value;
  }
  return seen;
}

async function open(page: Page, section: string): Promise<void> {
  const sections = page.getByRole('navigation', { name: 'Sections' });
  await sections.getByRole('button', { name: new RegExp(`^${section}`) }).click();
  await expect(page.getByRole('main').getByRole('heading', { name: section, exact: true, level: 2 })).toBeVisible();
}

test('I fill every section, save, and find it all again', async ({ launch }) => {
  const { page } = await launch();
  const window = new TreelineWindow(page);
  const fill = (name: string, text: string) => page.getByRole('textbox', { name, exact: true }).fill(text);
  const turn = (name: string) => page.getByRole('switch', { name, exact: true }).click();
  const choose = (group: string, name: string) =>
    page.getByRole('radiogroup', { name: group, exact: true }).getByRole('radio', { name, exact: true }).click();
  const pick = async (control: RegExp, option: string) => {
    await page.getByRole('combobox', { name: control }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  };

  await page.getByRole('button', { name: 'All settings…' }).click();
  await fill('Address', 'wss://ops@broker.example:8084/ws');
  await fill('Name', 'Everything');
  await choose('Protocol', 'MQTT 5');
  await choose('Method', 'Enhanced');
  await fill('Authentication method', 'SCRAM-SHA-256');
  await fill('Client ID', 'treeline-{random}');
  await expect(page.getByText(/The broker sees treeline-[0-9a-f]{4}\./)).toBeVisible();
  await turn('Reconnect');
  await turn('Read only');
  await fill('Connect timeout', '7');
  await page.getByRole('button', { name: 'Add header' }).click();
  await fill('Header name 1', 'X-Site');
  await fill('Header value 1', 'leipzig');
  await page.getByRole('combobox', { name: 'Folder', exact: true }).fill('Plants');
  await choose('Colour', 'Purple');

  await open(page, 'TLS');
  await turn('Verify');
  await fill('Server name (SNI)', 'other.example');

  await open(page, 'MQTT 5');
  await turn('Start');
  await fill('Session expiry', '3600');
  await fill('Keep alive', '30');
  await fill('Receive maximum', '100');
  await fill('Maximum packet size', '1000000');
  await fill('Topic alias maximum', '64');
  await turn('Response information');
  await turn('Problem information');
  await page.getByRole('button', { name: 'Add property' }).click();
  await fill('Property name 1', 'site');
  await fill('Property value 1', 'leipzig');

  await open(page, 'Last will');
  await turn('Last will');
  await fill('Topic', 'clients/treeline');
  await fill('Payload', 'off\nline');
  await choose('QoS', '1');
  await turn('Retain on broker');
  await fill('Delay', '10');
  await fill('Message expiry', '60');
  await fill('Content type', 'text/plain');
  await turn('Payload format');
  await fill('Response topic', 'back');
  await fill('Correlation data', '42');

  await open(page, 'Subscriptions');
  await fill('Topic filter 1', 'factory/#');
  await pick(/^QoS of filter 1/, '2');
  await pick(/^Retained messages of filter 1/, 'New only');
  await pick(/^Own messages of filter 1/, 'Hide');
  await page.getByRole('button', { name: 'Add $SYS/#' }).click();
  await page.getByRole('checkbox', { name: 'Subscribe $SYS/#' }).click();

  await open(page, 'Proxy');
  await choose('Route', 'SOCKS5');
  await fill('Address', 'jump.example');
  await fill('Proxy port', '1081');
  await turn('Look up names');

  const filled = await everything(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await window.connection('Everything').click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Edit/ }).click();
  const again = await everything(page);
  expect(again).toEqual(filled);
  expect(again).toMatchObject({
    'General: Address': 'broker.example',
    'General: Colour Purple': 'true',
    'General: Header value 1': 'leipzig',
    'MQTT 5: Session expiry': '3600',
    'Last will: Payload': 'off\nline',
    'Subscriptions: Subscribe $SYS/#': 'false',
    'Proxy: Proxy port': '1081'
  });
  await expect(page.getByText('Unsaved changes')).toBeHidden();
});
