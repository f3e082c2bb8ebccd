import { expect, test } from './treeline-test';
import { drawnPixels, TreelineWindow } from './treeline-window';

test('in the demo I select a topic, see what changed in each message, its numbers, and a chart that moves on', async ({
  launch
}) => {
  const { page, cspReports, logs } = await launch(['--demo']);
  const window = new TreelineWindow(page);
  const { inspector } = window;
  await expect(window.status.getByText('Live')).toBeVisible();
  await window.filter.fill('factory/leipzig/line-2/cell-04/robot-a/+');
  await window.row('temperature').click();
  await expect(inspector.getByRole('heading', { level: 1 })).toHaveText('temperature');

  await expect(inspector.getByRole('button', { name: 'Decoder: JSON, detected' })).toBeVisible();
  const payload = inspector.getByRole('region', { name: 'Payload' });
  const changed = payload.locator('.ln').filter({ hasText: /"value": \d+/ });
  await expect(changed).toContainText(/was \d+/, { timeout: 15_000 });
  await expect(changed).toHaveClass(/\bchanged\b/);
  await expect(payload.locator('.ln').filter({ hasText: '"unit"' })).not.toContainText('was');

  const numbers = inspector.getByRole('region', { name: 'Numbers in this message' });
  const value = numbers.getByRole('button', { name: /^value, [\d.]+/ });
  await expect(value).toBeVisible();
  await expect(value.locator('svg path')).toHaveAttribute('d', /[ML][\d.]+[ ,][\d.]+.*L/);
  await expect(inspector.getByRole('listbox', { name: 'Recent messages' }).getByRole('option').nth(2)).toBeVisible();

  await value.click();
  await expect(inspector.getByRole('tab', { name: 'Chart' })).toHaveAttribute('aria-selected', 'true');
  const series = inspector
    .getByRole('table', { name: 'Series and their values' })
    .getByRole('row')
    .filter({ has: page.getByRole('checkbox', { name: 'Show value' }) });
  await expect(series.getByRole('checkbox')).toBeChecked();
  const canvas = inspector.locator('canvas').first();
  await expect.poll(() => drawnPixels(canvas)).toBeGreaterThan(100);
  const chart = inspector.getByRole('slider', { name: /^Chart of / }).first();
  await expect(chart).toHaveAccessibleName(/value is \d/);

  await chart.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(chart).toHaveAttribute('aria-valuetext', /^\d\d:\d\d:\d\d\.\d{3}: value \d/);
  const cells = series.getByRole('cell');
  for (const column of [1, 2, 4]) await expect(cells.nth(column)).toHaveText(/^\d+(\.\d+)?$/);
  await page.keyboard.press('Escape');

  const picture = await canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
  await expect
    .poll(() => canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL()), { timeout: 15_000 })
    .not.toBe(picture);
  expect(cspReports).toEqual([]);
  expect(logs.filter((line) => line.includes('[page error]'))).toEqual([]);
});
