// Courses out of the ordinary: empty, silent, large, long.

import { expect, expectAccessible, fixture, test } from '../fixtures.js';
import { Details } from '../pages/details.js';
import { Overview } from '../pages/overview.js';

test('a course without students says so', async ({ page, serve }) => {
  const overview = new Overview(page);
  await page.goto(serve(await fixture('empty')));
  await expect(overview.banner).toContainText('An empty course');
  await expect(overview.main.getByRole('heading', { name: 'No students yet' })).toBeVisible();
  await expect(overview.main.getByText('None is enrolled on Wednesday, 18 March 2026.')).toBeVisible();
  await expect(overview.table).toHaveCount(0);
  await expectAccessible(page);
});

test('a course without visits says so', async ({ page, serve }) => {
  const overview = new Overview(page);
  await overview.open(serve(await fixture('no-events')));
  await expect(overview.main.getByText('No visits yet')).toBeVisible();
  await expect(overview.active.value).toHaveText('0 of 2');
  await expect(overview.average.value).toHaveText('None');
  await expect(overview.names).toHaveText(['Øystein Åsen', 'Ada Berg']);
  await expect(overview.cells('Ada Berg').nth(2)).toHaveText('Never');
  // A chart without data: nothing to point at, no stop for the keyboard, no table.
  await expect(overview.chart.picture).toBeVisible();
  await expect(overview.chart.picture).not.toHaveAttribute('tabindex');
  await expect(overview.chart.table).toHaveCount(0);
  await expectAccessible(page);
});

test.describe('a large course', () => {
  let address;

  test.beforeEach(async ({ serve }) => {
    const document = await fixture('activity');
    document.course.settings = { summaryLimit: 3 };
    address = serve(document);
  });

  test('says why its summary is missing, and sorts by name only', async ({ page }) => {
    const overview = new Overview(page);
    await overview.open(`${address}#/activity?sort=-last&group=8`);
    await expect(overview.band).toHaveCount(0);
    await expect(overview.main.getByText('the course has more than 3 participants')).toBeVisible();
    await expect(overview.main.getByText('The list can only be sorted by name.')).toBeVisible();
    await expect(overview.names).toHaveText(['Øystein Åsen', 'José Łęcki']);
    await expect(overview.column('Student')).toHaveAttribute('aria-sort', 'ascending');
    for (const name of ['Last 7 days', 'Average duration', 'Last visit']) {
      await expect(overview.column(name)).not.toHaveAttribute('aria-sort');
      await expect(overview.column(name).getByRole('button', { name, exact: true })).toHaveCount(0);
    }
    await overview.sortBy('Student');
    await expect(overview.names).toHaveText(['José Łęcki', 'Øystein Åsen']);
    await overview.search.fill('lecki');
    await expect(overview.names).toHaveText(['José Łęcki']);
    await expectAccessible(page);
  });

  test('keeps the details of a student, and the course to compare with', async ({ page }) => {
    const details = new Details(page);
    await details.open(`${address}#/activity/101`);
    await expect(details.figure('Total duration').note).toHaveText('about 27 min per visit; the course: about 20 min');
  });
});

test('the limit of a course can be lifted', async ({ page, serve }) => {
  const document = await fixture('activity');
  document.course.settings = { summaryLimit: null };
  const overview = new Overview(page);
  await overview.open(serve(document));
  await expect(overview.band).toBeVisible();
});

test('a long list has only the rows in sight in the page', async ({ page, serve }) => {
  const document = await fixture('activity');
  const number = (index) => String(index).padStart(4, '0');
  document.students = Array.from({ length: 1500 }, (_, index) => ({
    id: index,
    firstName: 'Student',
    lastName: number(index),
  }));
  document.visits = [];
  document.views = [];
  document.posts = [];
  const overview = new Overview(page);
  await overview.open(serve(document));
  await expect(overview.table).toHaveAttribute('aria-rowcount', '1501');
  await expect(overview.main.getByText('the course has more than 1,000 participants')).toBeVisible();
  await expect(overview.names.first()).toHaveText('Student 0000');
  expect(await overview.names.count()).toBeLessThan(60);

  // To its end, by keyboard and with the wheel.
  await overview.tabTo(overview.student('Student 0000'));
  await page.keyboard.press('End');
  await expect(overview.student('Student 1499')).toBeFocused();
  await expect(overview.student('Student 1499')).toBeInViewport();
  await expect(overview.count).toBeInViewport();
  await page.keyboard.press('ArrowUp');
  await expect(overview.student('Student 1498')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(overview.student('Student 0000')).toBeFocused();
  await page.mouse.move(600, 500);
  await page.mouse.wheel(0, 20_000);
  await expect(overview.student('Student 0420')).toBeAttached();
  expect(await overview.names.count()).toBeLessThan(60);

  // A student's page begins at its top; the list is where it was left.
  await overview.student('Student 0420').click();
  await expect(overview.heading).toHaveText('Student 0420');
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.goBack();
  await expect(overview.student('Student 0420')).toBeInViewport();

  await overview.search.fill('1234');
  await expect(overview.names).toHaveText(['Student 1234']);
  await expect(overview.count).toHaveText('1 of 1,500 students');
  await expect(overview.student('Student 1234')).toBeInViewport();
});
