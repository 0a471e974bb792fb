// What axe finds, and how the page fits into narrow windows.

import { expect, expectAccessible, fixture, test } from '../fixtures.js';
import { Application } from '../pages/application.js';

const VIEWS = {
  overview: '#/activity?group=8',
  'a student': '#/activity/101',
  'a student without visits': '#/activity/104',
  'the resources': '#/resources',
};

/** How far the page can be scrolled sideways, in CSS px. */
const sideways = (page) =>
  page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);

for (const [name, view] of Object.entries(VIEWS)) {
  test(`${name} has no barriers`, async ({ page, serve }) => {
    const application = new Application(page);
    const address = serve(await fixture('activity'));
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 800 });
        await application.open(address + view);
        await test.step(`${colorScheme}, ${width} px`, () => expectAccessible(page));
      }
    }
  });

  test(`${name} never scrolls sideways`, async ({ page, serve }) => {
    const application = new Application(page);
    const address = serve(await fixture('activity'));
    for (const width of [320, 390, 640, 800]) {
      await page.setViewportSize({ width, height: 800 });
      await application.open(address + view);
      expect(await sideways(page), `${width} px`).toBe(0);
    }
  });
}

test('the sample has no barriers with everything open', async ({ page }) => {
  const application = new Application(page);
  await application.open('./#/activity/101');
  for (const button of await page.getByRole('button', { name: 'Show as table' }).all()) await button.click();
  await page.getByText('About these figures').click();
  await page.getByRole('combobox', { name: 'Go to student' }).fill('a');
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await application.helpButton('Visits').click();
  await expectAccessible(page);
});

test('headings are in order and the page has one main landmark', async ({ page }) => {
  const application = new Application(page);
  await application.open('./#/activity/101');
  await expect(application.main).toHaveCount(1);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  const levels = await page.getByRole('main').getByRole('heading').evaluateAll((all) => all.map((one) => one.tagName));
  expect(levels[0]).toBe('H1');
  expect(new Set(levels.slice(1))).toEqual(new Set(['H2']));
});

test('a zoomed page keeps its contents', async ({ page, serve }) => {
  // 1280 px at 400 % are 320 px, with a window that is low as well.
  await page.setViewportSize({ width: 320, height: 256 });
  const application = new Application(page);
  await application.open(serve(await fixture('activity')));
  expect(await sideways(page)).toBe(0);
  await page.getByRole('link', { name: 'Nora Dahl' }).click();
  await expect(application.heading).toHaveText('Nora Dahl');
  expect(await sideways(page)).toBe(0);
});
