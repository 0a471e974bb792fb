// The whole report without a mouse.

import { expect, fixture, test } from '../fixtures.js';
import { Details } from '../pages/details.js';
import { GRADEBOOK, Import, LOG } from '../pages/import.js';
import { Overview } from '../pages/overview.js';

test('a teacher finds a student and comes back by keyboard alone', async ({ page, serve }) => {
  const overview = new Overview(page);
  const details = new Details(page);
  const press = (key) => page.keyboard.press(key);
  await overview.open(serve(await fixture('activity')));

  // Past the header.
  await press('Tab');
  await expect(overview.skipLink).toBeFocused();
  await press('Enter');
  await expect(overview.main).toBeFocused();

  // What a figure means.
  await overview.tabTo(overview.helpButton('Active students'));
  const definition = page.getByText('Students with at least one visit in the last 7 days');
  await expect(definition).toBeHidden();
  await press('Enter');
  await expect(definition).toBeVisible();
  await press('Escape');
  await expect(definition).toBeHidden();
  await expect(overview.helpButton('Active students')).toBeFocused();

  // The chart of the course.
  await overview.tabTo(overview.chart.canvas);
  await expect(overview.tooltip).toContainText('Wednesday, 18 March 2026');
  await press('ArrowLeft');
  await expect(overview.tooltip).toContainText('Tuesday, 17 March 2026');

  // Search, a filter, and a sort.
  await overview.tabTo(overview.search);
  await page.keyboard.type('nn');
  await expect(overview.names).toHaveText([]);
  await press('Backspace');
  await press('Backspace');
  await press('Tab');
  await expect(overview.group).toBeFocused();
  // The first key opens the menu, and takes nothing.
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await press(key);
  await expect(overview.names).toHaveText(['Øystein Åsen', 'José Łęcki']);
  const chip = overview.filters.getByRole('button', { name: 'Remove the filter “Lab group B”' });
  await overview.tabTo(chip);
  await press('Enter');
  await expect(overview.chips).toHaveCount(0);
  const sorter = overview.column('Last visit').getByRole('button', { name: 'Last visit', exact: true });
  await overview.tabTo(sorter);
  await press('Enter');
  await expect(overview.names).toHaveText(['Ada Berg', 'José Łęcki', 'Øystein Åsen', 'Nora Dahl']);
  await expect(sorter).toBeFocused();

  // Through the rows: one stop for the tab key, the arrows from there.
  await overview.tabTo(overview.student('Ada Berg'));
  await press('ArrowDown');
  await expect(overview.student('José Łęcki')).toBeFocused();
  await press('End');
  await expect(overview.student('Nora Dahl')).toBeFocused();
  await press('Home');
  await expect(overview.student('Ada Berg')).toBeFocused();
  // The chart of that row, and of no other.
  await press('Tab');
  await expect(overview.tooltip).toContainText('Wednesday, 18 March 2026');
  await press('Tab');
  await expect(overview.tooltip).toBeHidden();
  await press('Shift+Tab');
  await press('Shift+Tab');
  await expect(overview.student('Ada Berg')).toBeFocused();
  await press('Enter');
  await expect(details.heading).toHaveText('Ada Berg');
  await expect(details.main).toBeFocused();

  // The student's page, from top to bottom.
  await details.tabTo(details.next);
  await press('Enter');
  await expect(details.heading).toHaveText('Nora Dahl');
  await details.tabTo(details.picker);
  await page.keyboard.type('ada');
  await expect(details.picked.getByRole('option')).toHaveText(['Ada Berg']);
  await press('Enter');
  await expect(details.heading).toHaveText('Ada Berg');
  await details.tabTo(details.helpButton('Week to week'));
  await press('Space');
  await expect(page.getByText('compared with the 7 days before')).toBeVisible();
  await press('Escape');
  await details.tabTo(details.byDay.getByRole('radio', { name: 'Duration' }));
  await press('ArrowRight');
  await expect(details.byDay.getByRole('radio', { name: 'Number of visits' })).toBeChecked();
  await details.tabTo(details.previousMonth);
  await press('Enter');
  await expect(page.getByText('February 2026', { exact: true })).toBeVisible();
  await expect(details.previousMonth).toBeFocused();
  await details.tabTo(details.heatMap.canvas);
  await press('ArrowLeft');
  await expect(details.tooltip).toContainText('Tuesday, 17 March 2026');

  // And back; a test can't press the browser's own keys for that.
  await page.goBack();
  await expect(page.getByText('March 2026', { exact: true })).toBeVisible();
  await page.goBack();
  await expect(details.byDay.getByRole('radio', { name: 'Duration' })).toBeChecked();
  await details.tabTo(details.back);
  await press('Enter');
  await expect(overview.names).toHaveText(['Ada Berg', 'José Łęcki', 'Øystein Åsen', 'Nora Dahl']);
  await expect(overview.main).toBeFocused();
});

test('the way through the months does not lose the focus at its ends', async ({ page, serve }) => {
  const details = new Details(page);
  await details.open(`${serve(await fixture('activity'))}#/activity/101?month=2026-02`);
  await details.tabTo(details.previousMonth);
  await page.keyboard.press('Enter');
  await expect(page.getByText('January 2026', { exact: true })).toBeVisible();
  // From here the tab key goes on, and not from the top of the page.
  await page.keyboard.press('Tab');
  await expect(details.nextMonth).toBeFocused();
});

test('files of another system become reports by keyboard alone', async ({ page }) => {
  const files = new Import(page);
  const press = (key) => page.keyboard.press(key);
  await files.open();
  await files.tabTo(files.fileInput);
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press('Enter')]);
  const file = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await chooser.setFiles([file('a.csv', LOG), file('b.csv', GRADEBOOK)]);
  // Whoever chose them is told where they are now.
  await expect(files.heading).toHaveText('Files from another system');
  await expect(files.heading).toBeFocused();

  // Which column was taken for what, and another choice.
  const columns = files.section('b.csv').locator('summary');
  await files.tabTo(columns);
  await press('Enter');
  const total = files.main.getByRole('combobox', { name: '“Quiz: Cells (Real)” holds' });
  await files.tabTo(total);
  await files.expectCount('Grades', '4');
  await press('Home');
  await files.expectCount('Grades', '2');
  await page.keyboard.type('Grades in points');
  await files.expectCount('Grades', '4');

  // What the files don't say: Ada's 10:15 and 10:40 are 25 minutes apart.
  await files.tabTo(files.gap);
  await page.keyboard.type('24');
  await press('Tab');
  await files.expectCount('Visits', '3');
  await files.tabTo(files.person('Bo Dahl'));
  await press('Space');
  await files.expectCount('Students', '2');
  await press('Space');
  await files.expectCount('Students', '3');

  await files.tabTo(files.openReports);
  await press('Enter');
  await expect(files.heading).toHaveText('Overview');
  await expect(files.banner).toContainText('Biology 1');
  await expect(files.main).toBeFocused();
  // The list is reached as any other.
  await files.reports.getByRole('link', { name: 'Overview' }).focus();
  await files.tabTo(files.reports.getByRole('link', { name: 'Activity' }));
  await press('Enter');
  await expect(files.heading).toHaveText('Activity');
  await files.tabTo(files.main.getByRole('link', { name: 'Ada Berg' }));
  await press('Enter');
  await expect(files.heading).toHaveText('Ada Berg');
});
