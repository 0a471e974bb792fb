// Picking students out of a list.

import { expect, expectAccessible, fixture, test } from '../fixtures.js';
import { Overview } from '../pages/overview.js';

/** Opens the overview of Activity, with Dahl, Łęcki, Berg and Åsen in it. */
async function open(page, serve, view = '#/activity') {
  const overview = new Overview(page);
  await overview.open(`${serve(await fixture('activity'))}${view}`);
  await expect(overview.names).toHaveCount(4);
  return overview;
}

test('students are picked one by one, and all that the filters leave', async ({ page, serve }) => {
  const overview = await open(page, serve);
  await expect(overview.all).not.toBeChecked();
  await overview.box('Ada Berg').check();
  await expect(overview.selected).toHaveText('1 selected');
  await expect(overview.all).toBeChecked({ indeterminate: true });
  await overview.group.selectOption('Lab group B');
  await expect(overview.names).toHaveText(['Øystein Åsen', 'José Łęcki']);
  await expect(overview.all).not.toBeChecked();
  await expect(overview.selected).toHaveText("1 selected, who isn't in this list");
  await overview.all.check();
  await expect(overview.selected).toHaveText('3 selected, 1 of them not in this list');
  await overview.removeFilter('Lab group B');
  await expect(overview.box('Nora Dahl')).not.toBeChecked();
  for (const name of ['Ada Berg', 'José Łęcki', 'Øystein Åsen']) await expect(overview.box(name)).toBeChecked();
  await expectAccessible(page);

  // It goes along to the list of another report, and isn't in the address.
  await overview.reports.getByRole('link', { name: 'Progress' }).click();
  await expect(overview.heading).toHaveText('Progress');
  await expect(overview.selected).toHaveText('3 selected');
  await expect(overview.box('Ada Berg')).toBeChecked();
  expect(overview.view).toBe('#/progress');
  await overview.clearSelection.click();
  await expect(overview.selected).toHaveText('');
  await expect(overview.all).not.toBeChecked();
  await overview.all.check();
  await expect(overview.selected).toHaveText('4 selected');
  await overview.all.uncheck();
  await expect(overview.selected).toHaveText('');
});

test('by keyboard, from box to box', async ({ page, serve }) => {
  const overview = await open(page, serve);
  const boxes = overview.table.getByRole('checkbox', { name: /^Select (?!all)/ });
  await overview.tabTo(boxes.nth(0));
  await page.keyboard.press('Space');
  await expect(boxes.nth(0)).toBeChecked();
  await page.keyboard.press('ArrowDown');
  await expect(boxes.nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(boxes.nth(3)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(overview.selected).toHaveText('2 selected');
  // The row's link is the next stop, and leads through the links as before.
  await page.keyboard.press('Tab');
  await expect(overview.names.nth(3).getByRole('link')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(overview.names.nth(2).getByRole('link')).toBeFocused();
});

test('a press on a box never leads to the student, and another course forgets', async ({ page, serve }) => {
  const overview = await open(page, serve);
  await overview.box('Ada Berg').click();
  await overview.names.nth(0).click();
  await expect(page).toHaveURL(/#\/activity\/\d+$/);
  await page.goBack();
  await expect(overview.selected).toHaveText('1 selected');
  await overview.chooseFile('other.json', JSON.stringify(await fixture('grades')));
  await expect(overview.names).toHaveCount(6);
  await expect(overview.selected).toHaveText('');
  await expect(overview.all).not.toBeChecked();
});

test('on a phone each card has its box', async ({ page, serve }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  const overview = await open(page, serve);
  await expect(overview.table.getByRole('columnheader')).toHaveCount(0);
  await overview.box('Ada Berg').check();
  await expect(overview.selected).toHaveText('1 selected');
  await overview.all.check();
  await expect(overview.selected).toHaveText('4 selected');
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
