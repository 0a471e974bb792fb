// The languages: each is a file of words, fetched alone; one is read from the right.

import { readFile } from 'node:fs/promises';
import { expect, fixture, test } from '../fixtures.js';
import { Application } from '../pages/application.js';

/** Waits until a page of the language stands. */
const stands = async (page, language, direction) => {
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expect(page.locator('html')).toHaveAttribute('dir', direction);
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
};

/** The switch between languages, whichever one the page speaks: it offers each in itself. */
const languages = (page) => page.getByRole('banner').getByRole('combobox').filter({ hasText: 'Norsk' });

const heading = (page) => page.getByRole('main').getByRole('heading', { level: 1 });

test('the page changes to German, to Arabic and back, in words and direction, and keeps the choice', async ({
  page,
  serve,
}) => {
  await new Application(page).open(`${serve(await fixture('activity'))}#/activity`);
  await stands(page, 'en', 'ltr');
  await languages(page).selectOption('Deutsch');
  await stands(page, 'de', 'ltr');
  await expect(heading(page)).toHaveText('Aktivität');
  await languages(page).selectOption('العربية');
  await stands(page, 'ar', 'rtl');
  await expect(heading(page)).toHaveText('النشاط');
  // The address says nothing of the language, and a reload keeps it.
  expect(new URL(page.url()).hash).toBe('#/activity');
  await page.reload();
  await stands(page, 'ar', 'rtl');
  await expect(heading(page)).toHaveText('النشاط');
  await languages(page).selectOption('English');
  await stands(page, 'en', 'ltr');
});

for (const [locale, language, direction, title] of [
  ['de-AT', 'de', 'ltr', 'Fortschritt'],
  ['ar-EG', 'ar', 'rtl', 'التقدم'],
  ['ar', 'ar', 'rtl', 'التقدم'],
  ['nn-NO', 'nb', 'ltr', 'Fremdrift'],
]) {
  test.describe(`in a browser that prefers ${locale}`, () => {
    test.use({ locale });

    test('one file of words is fetched, and a view that was linked to opens in it', async ({ page }) => {
      const asked = [];
      page.on('request', (request) => {
        if (request.url().includes('/i18n/')) asked.push(request.url().split('/').at(-1));
      });
      await page.goto('./#/progress');
      await stands(page, language, direction);
      await expect(heading(page)).toHaveText(title);
      expect([...new Set(asked)]).toEqual([`${language}.txt`]);
    });
  });
}

for (const [locale, language] of [
  ['de', 'de'],
  ['de-AT', 'de'],
  ['ar', 'ar'],
  ['ar-EG', 'ar'],
]) {
  test(`a site of ${locale} speaks it to readers who have chosen nothing`, async ({ page, configure }) => {
    configure({ locale });
    await page.goto('./#/activity');
    await stands(page, language, language === 'ar' ? 'rtl' : 'ltr');
  });
}

test('names are in the order of each language', async ({ page, serve }) => {
  const document = await fixture('activity');
  const names = ['Zorn', 'Ärger', 'Aas', 'Åberg', 'Arndt', 'بدر', 'أمين'];
  document.students = names.map((lastName, index) => ({ id: 101 + index, firstName: '', lastName }));
  await new Application(page).open(`${serve(document)}#/activity`);
  const rows = page.locator('.table-body').getByRole('rowheader');
  const european = ['Aas', 'Åberg', 'Ärger', 'Arndt', 'Zorn'];
  const arabic = ['أمين', 'بدر'];
  await expect(rows).toHaveText([...european, ...arabic]);
  await languages(page).selectOption('Deutsch');
  await expect(rows).toHaveText([...european, ...arabic]);
  // Ä is an Æ there, and both it and Å, which Aa is another way to write, stand after Z.
  await languages(page).selectOption('Norsk');
  await expect(rows).toHaveText(['Arndt', 'Zorn', 'Ärger', 'Åberg', 'Aas', ...arabic]);
  // Their own script first.
  await languages(page).selectOption('العربية');
  await expect(rows).toHaveText([...arabic, ...european]);
});

/** The forms of counted texts that a file of words has. */
const forms = async (language) => {
  const file = await readFile(new URL(`../../../src/i18n/${language}.txt`, import.meta.url), 'utf8');
  return [...new Set([...file.matchAll(/^[\w.-]+\[(\w+)\] = /gm)].map(([, form]) => form))].sort();
};

test('files of words have the forms that the browser asks for', async ({ page }) => {
  await page.goto('./');
  for (const language of ['en', 'nb', 'de', 'ar']) {
    const asked = await page.evaluate((tag) => new Intl.PluralRules(tag).resolvedOptions().pluralCategories, language);
    expect(await forms(language), language).toEqual(asked.sort());
  }
});

test.describe('in Arabic', () => {
  test.use({ locale: 'ar' });

  test('charts run to the right, the page to the left, and definitions stay in the window', async ({ page }) => {
    await page.goto('./#/activity/101');
    await stands(page, 'ar', 'rtl');
    await expect(page.locator('canvas').first()).toHaveAttribute('dir', 'ltr');
    const main = page.getByRole('main');
    // What is first stands on the right.
    const [first, second] = await Promise.all([0, 1].map((index) => main.locator('.stat').nth(index).boundingBox()));
    expect(first.x).toBeGreaterThan(second.x);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      for (const index of [0, 1]) {
        await main.locator('.help-button').nth(index).click();
        const text = main.locator('.help-text:popover-open');
        await expect(text).toBeInViewport({ ratio: 1 });
        await page.keyboard.press('Escape');
        await expect(text).toHaveCount(0);
      }
    }
  });

  test('the keys of a chart follow its time', async ({ page }) => {
    await page.goto('./#/activity/101');
    await stands(page, 'ar', 'rtl');
    const chart = page.locator('canvas[role="application"]').last();
    const title = page.locator('.tooltip-title');
    await chart.focus();
    await page.keyboard.press('End');
    const last = await title.textContent();
    await page.keyboard.press('ArrowLeft');
    await expect(title).not.toHaveText(last);
    await page.keyboard.press('ArrowRight');
    await expect(title).toHaveText(last);
    const tip = await page.getByRole('tooltip').boundingBox();
    const box = await chart.boundingBox();
    // Beside its mark, which is the last day, on the right.
    expect(tip.x + tip.width / 2).toBeGreaterThan(box.x + box.width / 2);
  });
});
