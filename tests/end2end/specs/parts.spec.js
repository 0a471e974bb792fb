// Parts of the program, which are loaded when they are needed.

import { expect, expectAccessible, test } from '../fixtures.js';
import { Application } from '../pages/application.js';

/** The files of parts; the program itself is `roundview-…_bg.wasm`. */
const PARTS = /\/(course|training|extras|chunk)-[\w-]*[0-9a-f]{16}\.wasm$/;

test('the first view needs no part, and the next page is there when it is wanted', async ({ page }) => {
  await page.addInitScript(() => {
    const begin = () => {
      window.atFirst = performance.getEntriesByType('resource').map(({ name }) => name);
    };
    addEventListener('roundview:shown', begin, { once: true });
  });
  const parts = new Set();
  page.on('requestfinished', (request) => PARTS.test(request.url()) && parts.add(new URL(request.url()).pathname));
  const application = new Application(page);
  await application.open();
  const atFirst = await page.evaluate(() => window.atFirst);
  expect(atFirst.filter((name) => name.endsWith('_bg.wasm'))).toHaveLength(1);
  expect(atFirst.filter((name) => PARTS.test(name))).toEqual([]);
  // In a quiet moment they come by themselves, but for training.
  await expect.poll(() => [...parts].some((name) => name.startsWith('/course-pages-'))).toBe(true);
  await expect.poll(() => [...parts].some((name) => name.startsWith('/course-figures-'))).toBe(true);
  expect([...parts].filter((name) => name.startsWith('/training-'))).toEqual([]);
  await application.reports.getByRole('link', { name: 'Grades' }).click();
  await expect(application.heading).toHaveText('Grades');
});

test('a page fetches the words of its reader alone', async ({ page }) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const application = new Application(page);
  await application.open();
  const words = () => [...new Set(asked.filter((path) => path.startsWith('/i18n/')))];
  expect(words()).toEqual(['/i18n/en.txt']);
  await application.language.selectOption('nb');
  await expect(page.locator('html')).toHaveAttribute('lang', 'nb');
  expect(words()).toEqual(['/i18n/en.txt', '/i18n/nb.txt']);
});

test.describe('what can not be had', () => {
  test.use({ expectedErrors: [/ERR_FAILED|Failed to fetch|404|_bg\.wasm|\.wasm/] });

  for (const part of ['course-pages', 'course-figures']) {
    test(`${part}: the page says so, and it is tried again`, async ({ page }) => {
      await page.route(`**/${part}-*.wasm`, (route) => route.abort());
      const application = new Application(page);
      await page.goto('./#/activity');
      await expect(application.alert).toContainText("The page couldn't be loaded");
      await expect(application.alert.getByRole('button', { name: 'Reload' })).toBeVisible();
      await expectAccessible(page);
      await page.unroute(`**/${part}-*.wasm`);
      await application.retry.click();
      await expect(application.alert).toBeHidden();
      await expect(application.main.getByRole('table').first()).toBeVisible();
    });
  }

  test('a language: the page goes on in the one that it has', async ({ page }) => {
    await page.route('**/i18n/nb.txt', (route) => route.abort());
    const application = new Application(page);
    await application.open();
    await application.language.selectOption('nb');
    await expect(page.getByText("The words of that language couldn't be fetched.")).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(application.language).toHaveValue('en');
    await page.unroute('**/i18n/nb.txt');
    await application.language.selectOption('nb');
    await expect(page.locator('html')).toHaveAttribute('lang', 'nb');
  });
});
