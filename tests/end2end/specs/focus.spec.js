// Whatever happens, the keyboard is somewhere: what is pressed may go, and the focus is never lost with it.

import { expect, fixture, inTwoParts, refused, test, whole } from '../fixtures.js';
import { visit } from '../pages/every.js';
import { GRADEBOOK, Import, LOG } from '../pages/import.js';
import { Overview } from '../pages/overview.js';

/** Presses something with the keyboard, waits for what it does, and says where the focus is. */
async function pressed(page, target, outcome) {
  await target.focus();
  await page.keyboard.press('Enter');
  await outcome();
  await expectFocus(page);
}

/** Something of the page has the focus; what is hidden has none. */
const expectFocus = (page) =>
  expect
    .poll(() => page.evaluate(() => document.activeElement !== document.body && document.activeElement.checkVisibility()))
    .toBe(true);

test('after filters, a search, a sort and a selection', async ({ page, serve }) => {
  const overview = new Overview(page);
  await overview.open(serve(await fixture('activity')));
  await overview.group.focus();
  await overview.group.selectOption('Lab group A');
  await expect(overview.chips).toHaveCount(1);
  await expectFocus(page);
  await pressed(page, overview.chips.getByRole('button'), () => expect(overview.chips).toHaveCount(0));

  await overview.search.focus();
  await page.keyboard.type('berg');
  await expect(overview.count).toHaveText('1 of 4 students');
  await expect(overview.search).toBeFocused();
  await pressed(page, overview.chips.getByRole('button'), () => expect(overview.count).toHaveText('4 of 4 students'));

  const sorter = overview.column('Last visit').getByRole('button', { name: 'Last visit', exact: true });
  await pressed(page, sorter, () => expect(overview.column('Last visit')).toHaveAttribute('aria-sort', /ing$/));
  await expect(sorter).toBeFocused();

  await overview.all.focus();
  await page.keyboard.press('Space');
  await expect(overview.selected).not.toBeEmpty();
  await pressed(page, overview.clearSelection, () => expect(overview.all).not.toBeChecked());
});

test('in a narrow window, after another order', async ({ page, serve }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  const overview = new Overview(page);
  await overview.open(serve(await fixture('activity')));
  await overview.sortMenu.focus();
  await overview.sortMenu.selectOption('Last visit');
  await expect.poll(() => overview.view).toContain('sort=');
  await expectFocus(page);
  const earlier = overview.view;
  const reverse = page.getByRole('button', { name: 'Reverse the order' });
  await pressed(page, reverse, () => expect.poll(() => overview.view).not.toBe(earlier));
  await expect(reverse).toBeFocused();
});

test('after a move to another page, and back', async ({ page }) => {
  const overview = new Overview(page);
  await overview.open();
  for (const report of ['Progress', 'Grades', 'Resources summary', 'Overview', 'Activity']) {
    const link = overview.reports.getByRole('link', { name: report });
    await pressed(page, link, () => expect(overview.heading).toHaveText(report));
  }
  await pressed(page, overview.names.first().getByRole('link'), () => expect.poll(() => overview.view).toMatch(/activity\/\d/));
  await page.goBack();
  await expect(overview.heading).toHaveText('Activity');
  await expectFocus(page);
  for (const place of ['Outbox', 'What this browser keeps']) {
    await pressed(page, page.getByRole('link', { name: place }), () => expect(overview.heading).toHaveText(place));
  }
  await overview.open('./#/activity');
  await pressed(page, overview.banner.getByRole('link', { name: 'Training' }), () => expect(overview.heading).toHaveText('All sessions'));
  const areas = page.getByRole('navigation', { name: 'Training', exact: true });
  await pressed(page, areas.getByRole('link', { name: 'Dashboard' }), () => expect.poll(() => overview.view).toContain('dashboard'));
  const parts = page.getByRole('navigation', { name: 'Parts of this page' });
  await pressed(page, parts.getByRole('link', { name: 'Courses' }), () => expect.poll(() => overview.view).toContain('courses'));
});

test('after a language and a theme', async ({ page }) => {
  const overview = new Overview(page);
  await overview.open();
  await overview.language.focus();
  await overview.language.selectOption('Norsk');
  await expect(page.locator('html')).toHaveAttribute('lang', 'nb');
  await expectFocus(page);
  await overview.theme.getByRole('radio').nth(0).focus();
  await page.keyboard.press('ArrowRight');
  await expect(overview.theme.getByRole('radio').nth(1)).toBeChecked();
  await expectFocus(page);
});

test('after a closed dialog', async ({ page, serve }) => {
  const document = await fixture('activity');
  document.visits.push({ studentId: 999, start: '2026-03-17T08:00:00Z', seconds: 60 });
  const overview = new Overview(page);
  await overview.open(serve(document));
  const opener = page.getByRole('button', { name: 'Show which' });
  const dialog = page.getByRole('dialog');
  await pressed(page, opener, () => expect(dialog).toBeVisible());
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
  await pressed(page, opener, () => expect(dialog).toBeVisible());
  await pressed(page, dialog.getByRole('button', { name: 'Close' }), () => expect(dialog).toBeHidden());
  await expect(opener).toBeFocused();
});

test('after a file was taken, or the menu left', async ({ page }) => {
  const overview = new Overview(page);
  await overview.open();
  const menu = page.locator('details.export').filter({ hasText: ': Students' });
  const opener = menu.locator('summary');
  const item = menu.getByRole('button', { name: 'CSV' });
  await pressed(page, opener, () => expect(item).toBeVisible());
  const download = page.waitForEvent('download');
  await pressed(page, item, () => expect(item).toBeHidden());
  await download;
  await expect(opener).toBeFocused();
  await pressed(page, opener, () => expect(item).toBeVisible());
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect(item).toBeHidden();
  await expect(opener).toBeFocused();
});

test('on the way through time', async ({ page }) => {
  const overview = new Overview(page);
  await overview.open();
  const bar = page.getByRole('group', { name: 'The course at an earlier day' });
  await pressed(page, page.getByRole('button', { name: 'Go back in time' }), () => expect(bar).toBeVisible());
  await bar.getByRole('slider').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(bar.locator('small')).toBeVisible();
  await expect(bar.getByRole('slider')).toBeFocused();
  await pressed(page, bar.getByRole('button', { name: 'Back to now' }), () => expect(page.locator('.time-machine small')).toBeHidden());
});

test('while a message is written', async ({ page }) => {
  await visit(page, './#/activity');
  for (const index of [0, 1, 2]) await page.locator('.table-row .table-check input').nth(index).check();
  await pressed(page, page.getByRole('button', { name: 'Message', exact: true }), () =>
    expect(page.getByRole('textbox', { name: 'Subject' })).toBeVisible(),
  );
  const chips = page.getByRole('button', { name: /from the recipients$/ });
  await expect(chips).toHaveCount(3);
  await pressed(page, chips.first(), () => expect(chips).toHaveCount(2));
  await pressed(page, page.getByRole('button', { name: 'Remove all' }), () => expect(chips).toHaveCount(0));
  await pressed(page, page.getByRole('button', { name: /^Add all/ }), () => expect(chips).not.toHaveCount(0));
  await pressed(page, page.getByRole('button', { name: /^Send/ }), () => expect(page.locator('.compose-problem')).not.toBeEmpty());
  await pressed(page, page.getByRole('button', { name: 'Discard the draft' }), () => expect(chips).toHaveCount(0));
  await pressed(page, page.getByRole('button', { name: /^Add all/ }), () => expect(chips).not.toHaveCount(0));
  await page.getByRole('textbox', { name: 'Subject' }).fill('Lab');
  await page.getByRole('textbox', { name: 'Message' }).fill('Tomorrow');
  await pressed(page, page.getByRole('button', { name: /^Send/ }), () => expect(page.getByText(/^The message was sent/)).toBeVisible());
  await pressed(page, page.getByRole('link', { name: 'Outbox' }).last(), () => expect(page.locator('.outbox > li')).toHaveCount(1));
  await pressed(page, page.getByRole('button', { name: 'Clear the outbox' }), () => expect(page.locator('.outbox > li')).toHaveCount(0));
});

test('after a piece of what is kept was cleared', async ({ page }) => {
  await visit(page, './#/kept');
  await page.evaluate(() => {
    localStorage.setItem('roundview.theme', 'dark');
    localStorage.setItem('roundview.language', 'en');
  });
  await visit(page, './#/kept');
  const clear = page.getByRole('main').getByRole('button');
  const before = await clear.count();
  await pressed(page, clear.first(), () => expect.poll(() => clear.count()).not.toBe(before));
  await pressed(page, clear.last(), () => expect(page.getByRole('main').locator('table tr, li')).toHaveCount(0));
});

test('with the rules for support', async ({ page }) => {
  await visit(page, './#/course');
  await page.locator('summary', { hasText: 'The rules and their limits' }).click();
  const fields = page.getByRole('spinbutton');
  await fields.first().fill('3');
  await fields.first().press('Enter');
  const reset = page.getByRole('button', { name: 'Back to the usual numbers' });
  await pressed(page, reset, () => expect(fields.first()).not.toHaveValue('3'));
});

test('among folders', async ({ page }) => {
  await visit(page, './#/resources');
  const table = page.getByRole('table', { name: 'Resources' });
  const folder = table.getByRole('button', { name: 'Start here', exact: true });
  await pressed(page, folder, () => expect(folder).toHaveAttribute('aria-expanded', 'false'));
  await expect(folder).toBeFocused();
  await pressed(page, page.getByRole('button', { name: 'Expand all' }), () => expect(folder).toHaveAttribute('aria-expanded', 'true'));
});

test('with files of another system', async ({ page }) => {
  const files = new Import(page);
  await files.open();
  await files.fileInput.focus();
  await files.chooseFiles({ 'a.csv': LOG, 'b.csv': GRADEBOOK });
  await expectFocus(page);
  await pressed(page, files.back, () => expect(files.heading).toHaveText('Overview'));
  await files.chooseFiles({ 'a.csv': LOG, 'b.csv': GRADEBOOK });
  await pressed(page, files.openReports, () => expect(files.banner).toContainText('Biology 1'));
  await expect(files.main.getByRole('button', { name: 'Save as course document' })).toBeVisible();
  await expectFocus(page);
});

test.describe('while a document is loaded', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  test('and cancelled, and tried again', async ({ page, serve }) => {
    const overview = new Overview(page);
    const body = JSON.stringify(await fixture('activity'));
    const { answer, finish } = inTwoParts(body, 200);
    let count = 0;
    await page.goto(serve((request, response) => {
      count += 1;
      if (count === 1) return answer(request, response);
      return count === 2 ? refused(404)(request, response) : whole(body)(request, response);
    }));
    await pressed(page, overview.cancel, () => expect(overview.alert).toBeVisible());
    finish();
    await pressed(page, overview.retry, () => expect(overview.alert).toContainText("isn't there"));
    await pressed(page, overview.retry, () => expect(overview.heading).toBeVisible());
    await expect(overview.alert).toHaveCount(0);
    await expectFocus(page);
  });
});

test('what is announced is a count, and never a list', async ({ page }) => {
  for (const view of ['#/course', '#/activity', '#/progress?rows=elements', '#/grades', '#/resources', '#/training', '#/training/dashboard?show=courses']) {
    await visit(page, `./${view}`);
    const search = page.getByRole('searchbox').first();
    if (await search.count()) await search.fill('a');
    await expect(page.locator('.filter-count').first()).toHaveText(/\d+ of \d+/);
    const live = page.locator('[role="status"], [role="alert"], [aria-live]');
    expect(await live.locator('table, [role="table"], [role="row"], canvas, form').count(), view).toBe(0);
    for (const text of await live.allInnerTexts()) expect(text.length, `${view}: “${text.slice(0, 80)}”`).toBeLessThan(300);
  }
});
