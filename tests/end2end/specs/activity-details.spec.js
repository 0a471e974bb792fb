// A student's page of the Activity report.
//
// The figures of Ada Berg in tests/fixtures/activity.json, by hand (see activity-overview.spec.js for
// the visits): 5 visits, 8,100 s, on 4 days: 1 January (the visit begins on 31 December in UTC), 10, 17
// and 18 March.
//
//   per day          8,100 s ÷ 4 = 33.75 min, about 34 min; 5 visits ÷ 4 = 1.25, 1.3
//   week to week     12–18 March 45 min, 5–11 March 30 min: +50%
//   months           January (60 min on the 1st), February (none), March
//   actions          9 March 1 message; 10 March 3 posts, one of them deleted since;
//                    17 March 1 view of the assignment, 2 of the page and 1 of the deleted film, 1 thread
//   communication    1 thread; 1 thread and 1 post that isn't deleted; 1 comment

import { expect, fixture, test } from '../fixtures.js';
import { Details } from '../pages/details.js';
import { Overview } from '../pages/overview.js';

let address;

test.beforeEach(async ({ serve }) => {
  address = serve(await fixture('activity'));
});

test('shows the figures of a student', async ({ page }) => {
  const details = new Details(page);
  await details.open(`${address}#/activity/101`);
  await expect(details.heading).toHaveText('Ada Berg');
  const check = async (label, value, note) => {
    await expect(details.figure(label).value).toHaveText(value);
    await expect(details.figure(label).note).toHaveText(note ? [note] : []);
  };
  await check('Duration, average per day', 'about 34 min', 'on 4 active days');
  await check('Visits, average per day', '1.3', 'on 4 active days');
  await check('Week to week', 'about 45 min', '+50% from about 30 min');
  await check('Total duration', 'about 2 h 15 min', 'about 27 min per visit; the course: about 20 min');
  await check('Visits', '5', '');
  await check('Last visit', '18 Mar 2026, 08:00', '');

  await expect(details.communicationFigure('Threads started').value).toHaveText('1');
  await expect(details.communicationFigure('Discussion posts').value).toHaveText('2');
  await expect(details.communicationFigure('Announcement comments').value).toHaveText('1');
});

test('shows a student without visits', async ({ page }) => {
  const details = new Details(page);
  await details.open(`${address}#/activity/104`);
  for (const label of ['Duration, average per day', 'Visits, average per day', 'Week to week', 'Total duration']) {
    await expect(details.figure(label).value).toHaveText('None');
  }
  await expect(details.figure('Visits').value).toHaveText('0');
  await expect(details.figure('Last visit').value).toHaveText('Never');
  await expect(details.main.getByText('No visits', { exact: true })).toBeVisible();
  await expect(details.previousMonth).toHaveCount(0);
  // A chart without data is a picture: nothing to point at, no table, no stop for the keyboard.
  await expect(details.heatMap.picture).toBeVisible();
  await expect(details.heatMap.picture).not.toHaveAttribute('tabindex');
  await expect(details.heatMap.table).toHaveCount(0);
});

test('leads to the next and the previous student', async ({ page }) => {
  const details = new Details(page);
  await details.open(`${address}#/activity/102`);
  await expect(details.steps).toContainText('1 of 4');
  await expect(details.previous).toHaveCount(0);
  await details.next.click();
  await expect(details.heading).toHaveText('Ada Berg');
  await details.expectView('#/activity/101');
  await details.next.click();
  await details.next.click();
  await expect(details.heading).toHaveText('José Łęcki');
  await expect(details.steps).toContainText('4 of 4');
  await expect(details.next).toHaveCount(0);
  await details.previous.click();
  await expect(details.heading).toHaveText('Nora Dahl');
  await page.goBack();
  await expect(details.heading).toHaveText('José Łęcki');

  // Among those of a filter only.
  await details.open(`${address}#/activity/102?group=8`);
  await expect(details.steps).toContainText('1 of 2');
  await details.next.click();
  await expect(details.heading).toHaveText('José Łęcki');
  await details.expectView('#/activity/103?group=8');
});

test('finds a student by typing', async ({ page }) => {
  const details = new Details(page);
  await details.open(`${address}#/activity/101?show=visits`);
  await expect(details.picker).toHaveValue('Ada Berg');
  await details.picker.fill('a');
  await expect(details.picker).toHaveAttribute('aria-expanded', 'true');
  const options = details.picked.getByRole('option');
  await expect(options).toHaveText(['Øystein Åsen', 'Ada Berg', 'Nora Dahl']);

  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const active = details.picked.getByRole('option', { selected: true });
  await expect(active).toHaveText('Nora Dahl');
  await expect(details.picker).toHaveAttribute('aria-activedescendant', await active.getAttribute('id'));
  await page.keyboard.press('Enter');
  await expect(details.heading).toHaveText('Nora Dahl');
  await details.expectView('#/activity/104?show=visits');

  await details.picker.fill('lecki');
  await options.filter({ hasText: 'José Łęcki' }).click();
  await expect(details.heading).toHaveText('José Łęcki');
  await expect(details.picker).toHaveValue('José Łęcki');

  await details.picker.fill('zebra');
  await expect(details.main.getByText('Nobody of that name')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(details.main.getByText('Nobody of that name')).toBeHidden();
  await expect(details.picker).toHaveValue('José Łęcki');
});

test('leads to the other reports on the same student', async ({ page }) => {
  const details = new Details(page);
  await details.open(`${address}#/activity/101?group=7`);
  await expect(details.tabs.getByRole('link')).toHaveText(['Activity', 'Progress', 'Grades']);
  await expect(details.tabs.getByRole('link', { name: 'Activity' })).toHaveAttribute('aria-current', 'page');
  await details.tabs.getByRole('link', { name: 'Progress' }).click();
  await details.expectView('#/progress/101?group=7');
  await expect(details.heading).toHaveText('Ada Berg');
  await expect(details.tabs.getByRole('link', { name: 'Progress' })).toHaveAttribute('aria-current', 'page');
  await details.tabs.getByRole('link', { name: 'Grades' }).click();
  await details.expectView('#/grades/101?group=7');
  await expect(details.heading).toHaveText('Ada Berg');
  await expect(details.tabs.getByRole('link', { name: 'Grades' })).toHaveAttribute('aria-current', 'page');
  await page.goBack();
  await details.expectView('#/progress/101?group=7');
});

test('steps through the months', async ({ page }) => {
  const details = new Details(page);
  await details.open(`${address}#/activity/101`);
  const month = details.main.getByRole('strong').filter({ hasText: /20\d\d/ });
  await expect(details.nextMonth).toBeDisabled();
  await details.month.expectTable([
    ['Day', 'Visits', 'Duration'],
    ['Tuesday, 10 March 2026', '1', 'about 30 min'],
    ['Tuesday, 17 March 2026', '2', 'about 30 min'],
    ["Wednesday, 18 March 2026 (Today isn't over yet)", '1', 'about 15 min'],
  ]);

  await details.previousMonth.click();
  await details.expectView('#/activity/101?month=2026-02');
  await expect(month).toHaveText('February 2026');
  await expect(details.month.table).toHaveCount(0);
  await expect(details.month.picture).toHaveAccessibleName('Activity per day in February 2026');

  await details.previousMonth.click();
  await expect(month).toHaveText('January 2026');
  await expect(details.previousMonth).toBeDisabled();
  await details.month.expectTable([
    ['Day', 'Visits', 'Duration'],
    ['Thursday, 1 January 2026', '1', 'about 1 h 00 min'],
  ]);
  await page.reload();
  await expect(month).toHaveText('January 2026');
  await page.goBack();
  await expect(month).toHaveText('February 2026');
  await details.nextMonth.click();
  await expect(month).toHaveText('March 2026');
});

test('keeps the toggles in the address', async ({ page }) => {
  const details = new Details(page);
  await details.open(`${address}#/activity/101`);
  await details.byDay.getByRole('radio', { name: 'Number of visits' }).check();
  await details.expectView('#/activity/101?show=visits');
  await details.heatMode.getByRole('radio', { name: 'Actions taken' }).check();
  await details.expectView('#/activity/101?show=visits&heat=actions');
  await page.reload();
  await expect(details.byDay.getByRole('radio', { name: 'Number of visits' })).toBeChecked();
  await expect(details.heatMode.getByRole('radio', { name: 'Actions taken' })).toBeChecked();
  await page.goBack();
  await expect(details.heatMode.getByRole('radio', { name: 'Visit duration' })).toBeChecked();
  await page.goBack();
  await expect(details.byDay.getByRole('radio', { name: 'Duration' })).toBeChecked();
  await details.expectView('#/activity/101');
});

test('shows visits and actions of 12 months', async ({ page }) => {
  const details = new Details(page);
  await details.open(`${address}#/activity/101`);
  await expect(details.heatMap.canvas).toHaveAccessibleName('Ada Berg, day by day, 19 Mar 2025 to 18 Mar 2026');
  await details.heatMap.expectTable([
    ['Day', 'Visits', 'Duration'],
    ['Thursday, 1 January 2026', '1', 'about 1 h 00 min'],
    ['Tuesday, 10 March 2026', '1', 'about 30 min'],
    ['Tuesday, 17 March 2026', '2', 'about 30 min'],
    ["Wednesday, 18 March 2026 (Today isn't over yet)", '1', 'about 15 min'],
  ]);
  await details.heatMode.getByRole('radio', { name: 'Actions taken' }).check();
  await details.heatMap.expectTable([
    ['Day', 'Actions', 'Resources', 'Activities', 'Communication'],
    ['Monday, 9 March 2026', '1', '0', '0', '1'],
    ['Tuesday, 10 March 2026', '3', '0', '0', '3'],
    ['Tuesday, 17 March 2026', '5', '3', '1', '1'],
  ]);
});

test('says that a student is not in the course', async ({ page }) => {
  const details = new Details(page);
  // Unknown, has left, is still to come.
  for (const id of ['999', '105', '106']) {
    await details.open(`${address}#/activity/${id}?group=7`);
    await expect(details.heading).toHaveText("This student isn't in the course");
  }
  await details.main.getByRole('link', { name: 'To the overview' }).click();
  await expect(new Overview(page).names).toHaveText(['Ada Berg']);
});

test('shows the course as it was at an earlier moment', async ({ page }) => {
  const details = new Details(page);
  // A visit that begins at this very moment counts whole, those after it don't.
  await details.open(`${address}#/activity/101?asof=2026-03-17T08:00:00Z`);
  await expect(details.main.getByText('As of 17 Mar 2026, 09:00')).toBeVisible();
  await expect(details.figure('Visits').value).toHaveText('3');
  await expect(details.figure('Last visit').value).toHaveText('17 Mar 2026, 09:00');
  await details.next.click();
  await expect(details.main.getByText('As of 17 Mar 2026, 09:00')).toBeVisible();
});
