// The picture in README.md. It is made anew with UPDATE_SCREENSHOTS=1.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from '../fixtures.js';
import { Overview } from '../pages/overview.js';

const FILE = fileURLToPath(new URL('../screenshots/overview.png', import.meta.url));

test('the README shows the overview of the sample', async ({ page }, testInfo) => {
  const overview = new Overview(page);
  await page.setViewportSize({ width: 1200, height: 900 });
  await overview.open();
  await expect(overview.names.nth(9)).toBeVisible();
  const path = process.env.UPDATE_SCREENSHOTS ? FILE : testInfo.outputPath('overview.png');
  await page.screenshot({ path, animations: 'disabled' });

  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
  expect(readme).toContain('](tests/end2end/screenshots/overview.png)');
  expect((await readFile(FILE)).subarray(1, 4).toString()).toBe('PNG');
});
