// What a reader sets for themself: language and theme.

import { expect, fixture, test } from '../fixtures.js';
import { Details } from '../pages/details.js';
import { Overview } from '../pages/overview.js';

/** Spaces of numbers and dates that don't break, as plain ones. */
const plain = async (locator) => (await locator.textContent()).replaceAll(/\s/g, ' ');

test('the language changes words, numbers and dates, and is kept', async ({ page, serve }) => {
  const details = new Details(page);
  await details.open(`${serve(await fixture('activity'))}#/activity/101`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await details.language.selectOption('Norsk');

  const check = async () => {
    await expect(page.locator('html')).toHaveAttribute('lang', 'nb');
    await expect(page).toHaveTitle('Aktivitet – Biology 3');
    await expect(details.main.getByRole('link', { name: 'Alle elever' })).toBeVisible();
    const band = details.main.getByRole('region', { name: 'Tall for Ada Berg' });
    await expect(band.getByText('1,3', { exact: true })).toBeVisible();
    await expect(band.getByText('ca. 2 t 15 min')).toBeVisible();
    expect(await plain(band)).toContain('18. mars 2026 kl. 08:00');
    expect(await plain(band)).toContain('+50 %');
    await expect(details.main.getByText('mars 2026', { exact: true })).toBeVisible();
  };
  await check();
  await page.reload();
  await check();
  await details.language.selectOption('English');
  await expect(details.back).toBeVisible();
});

test('names are in the order of the language', async ({ page, serve }) => {
  const overview = new Overview(page);
  const address = serve(await fixture('activity'));
  await overview.open(address);
  await expect(overview.names).toHaveText(['Øystein Åsen', 'Ada Berg', 'Nora Dahl', 'José Łęcki']);
  await overview.language.selectOption('Norsk');
  const names = page.getByRole('table', { name: 'Elever' }).getByRole('rowheader');
  await expect(names).toHaveText(['Ada Berg', 'Nora Dahl', 'José Łęcki', 'Øystein Åsen']);
});

test.describe('in a Norwegian browser', () => {
  test.use({ locale: 'nb-NO' });

  test('the page is Norwegian from the start', async ({ page }) => {
    const overview = new Overview(page);
    await page.goto('./#/activity');
    await expect(page.locator('html')).toHaveAttribute('lang', 'nb');
    await expect(overview.heading).toHaveText('Aktivitet');
    await expect(page.getByText('28 av 28 elever')).toBeVisible();
  });
});

test.describe('in a browser of another language', () => {
  test.use({ locale: 'fr-FR' });

  test('the page is English', async ({ page }) => {
    const overview = new Overview(page);
    await overview.open();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });
});

const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test('the theme changes the page, and is kept', async ({ page }) => {
  const overview = new Overview(page);
  await overview.open();
  const light = await background(page);
  await overview.theme.getByRole('radio', { name: 'Dark' }).check();
  const dark = await background(page);
  expect(dark).not.toBe(light);
  await page.reload();
  await expect(overview.table).toBeVisible();
  await expect(overview.theme.getByRole('radio', { name: 'Dark' })).toBeChecked();
  expect(await background(page)).toBe(dark);

  // The system's choice, until the reader makes one.
  await page.emulateMedia({ colorScheme: 'dark' });
  await overview.theme.getByRole('radio', { name: 'Light' }).check();
  expect(await background(page)).toBe(light);
  await overview.theme.getByRole('radio', { name: 'Auto' }).check();
  expect(await background(page)).toBe(dark);
});

test('a browser that stores nothing does no harm', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  const overview = new Overview(page);
  await overview.open();
  await overview.expectPreferencesTaken();
});
