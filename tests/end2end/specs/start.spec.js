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
