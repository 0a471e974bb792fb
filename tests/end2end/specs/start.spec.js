import { readFile } from 'node:fs/promises';
import { SUB_PATH, expect, expectAccessible, test } from '../fixtures.js';
import { Application } from '../pages/application.js';
import { POLICY } from '../server.js';

test('starts without an error', async ({ page }) => {
  const application = new Application(page);
  await application.open();
  await expect(application.notStarted).toBeHidden();
  await expectAccessible(page);
});

test('starts under a sub-path', async ({ page, site }) => {
  await new Application(page).open(`${site.origin}${SUB_PATH}`);
});

test('loads its program once', async ({ page }) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await new Application(page).open();
  const programs = asked.filter((path) => path.startsWith('/roundview-'));
  // The worker is handed the program that the page has compiled; of the glue it makes a copy of its own.
  expect(programs.filter((path) => path.endsWith('.wasm'))).toHaveLength(1);
  expect(new Set(programs).size).toBe(2);
});

for (const [name, view, width] of [
  ['the front page', '#/course', 1280],
  ['the front page, narrow', '#/course', 390],
  ['an overview', '#/activity', 1280],
  ['a student, narrow', '#/progress/101', 390],
  ['training', '#/training', 1280],
]) {
  test(`what stands on the page stays where it is while the rest comes: ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.addInitScript(() => {
      globalThis.shift = 0;
      new PerformanceObserver((list) => {
        for (const { value } of list.getEntries()) globalThis.shift += value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    const application = new Application(page);
    await application.open(`./${view}`);
    // The foot of a page is made last, and files can be had when the parts are there that come after the first view.
    await expect(page.getByText('About these figures')).toBeVisible();
    await expect(page.locator('details.export').first()).toBeVisible();
    // Half of what is called good: a tenth.
    expect(await page.evaluate(() => globalThis.shift)).toBeLessThan(0.05);
  });
}

test.describe('without its program', () => {
  test.use({ expectedErrors: [/ERR_FAILED|Failed to fetch|integrity/] });

  test('says so in words', async ({ page }) => {
    await page.route('**/*.wasm', (route) => route.abort());
    await page.goto('./');
    await expect(new Application(page).notStarted).toBeVisible();
  });
});

test('runs under the policy that the README gives', async ({ page, site }) => {
  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
  expect(readme.match(/^Content-Security-Policy: (.+)$/m)?.[1]).toBe(POLICY);
  const response = await page.goto(site.origin);
  expect(response.headers()['content-security-policy']).toBe(POLICY);
});
