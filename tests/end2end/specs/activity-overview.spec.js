// The overview of the Activity report.
//
// The figures of tests/fixtures/activity.json, by hand. It is made on Wednesday 18 March 2026 at 10:30
// in Oslo, so the last 7 days are Thursday 12 to Wednesday 18 March.
//
// In the course: Ada Berg, Nora Dahl, José Łęcki, Øystein Åsen. Emil Eide has left, and Sara Foss
// comes a day later; neither they nor Emil's 2 hours on 17 March are in any figure.
//
//   Ada      1 Jan 00:30 60 min, 10 Mar 30 min, 17 Mar 20 and 10 min, 18 Mar 08:00 15 min
//            5 visits, 135 min: 27 min per visit; last 7 days 45 min
//   Øystein  12 Mar 00:30 5 min, 12 Mar 19:00 41 min
//            2 visits, 46 min: 23 min per visit; last 7 days 46 min
//   José     16 Mar 11:00 45 s, 18 Mar 07:00 135 s
//            2 visits, 180 s: 90 s per visit, about 2 min; last 7 days 3 min
//   Nora     none
//
// The course: 3 of 4 active. 9 visits, 11,040 s: 1,226.7 s per visit, about 20 min.
// Its days: 12 Mar 2,760 s ÷ 2 visits (of one student) = 23 min; 16 Mar 45 s; 17 Mar 1,800 s ÷ 2 =
// 15 min; 18 Mar (900 + 135) s ÷ 2 = 517.5 s, about 9 min.
// Lab group B (Øystein, José): 2 of 2 active, 2,940 s ÷ 4 visits = 735 s, about 12 min.

import { expect, fixture, test } from '../fixtures.js';
import { Details } from '../pages/details.js';
import { Overview } from '../pages/overview.js';

const NAMES = ['Øystein Åsen', 'Ada Berg', 'Nora Dahl', 'José Łęcki'];

test.describe('of a small course', () => {
  let address;

  test.beforeEach(async ({ serve }) => {
    address = serve(await fixture('activity'));
  });

  test('shows the figures of the course', async ({ page }) => {
    const overview = new Overview(page);
    await overview.open(address);
    await expect(page).toHaveTitle('Activity – Biology 3');
    await expect(overview.heading).toHaveText('Activity');
    await expect(overview.main.getByText('As of 18 Mar 2026, 10:30')).toBeVisible();
    await expect(overview.active.value).toHaveText('3 of 4');
    await expect(overview.active.note).toHaveText('in the last 7 days');
    await expect(overview.average.value).toHaveText('about 20 min');
    await overview.chart.expectTable([
      ['Day', 'Visits', 'Visitors', 'Average visit'],
      ['Thursday, 12 March 2026', '2', '1', 'about 23 min'],
      ['Monday, 16 March 2026', '1', '1', 'under 1 min'],
      ['Tuesday, 17 March 2026', '2', '1', 'about 15 min'],
      ["Wednesday, 18 March 2026 (Today isn't over yet)", '2', '2', 'about 9 min'],
    ]);
  });

  test('shows a row for each student', async ({ page }) => {
    const overview = new Overview(page);
    await overview.open(address);
    await expect(overview.names).toHaveText(NAMES);
    await expect(overview.count).toHaveText('4 of 4 students');

    const check = async (name, bars, average, comparison, last) => {
      const cells = overview.cells(name);
      await expect(cells.nth(0).getByRole('img', { name: bars, exact: true })).toBeVisible();
      await expect(cells.nth(1)).toContainText(average);
      await expect(cells.nth(1).locator('small')).toHaveText(comparison);
      await expect(cells.nth(2)).toHaveText(last);
    };
    await check(
      'Ada Berg',
      'Tuesday, 17 March 2026. Visits: 2, Duration: about 30 min; ' +
        "Wednesday, 18 March 2026 (Today isn't over yet). Visits: 1, Duration: about 15 min",
      'about 27 min',
      'above the course',
      '18 Mar 2026, 08:00',
    );
    await check(
      'Øystein Åsen',
      'Thursday, 12 March 2026. Visits: 2, Duration: about 46 min',
      'about 23 min',
      'above the course',
      '12 Mar 2026, 19:00',
    );
    await check(
      'José Łęcki',
      'Monday, 16 March 2026. Visits: 1, Duration: under 1 min; ' +
        "Wednesday, 18 March 2026 (Today isn't over yet). Visits: 1, Duration: about 2 min",
      'about 2 min',
      'below the course',
      '18 Mar 2026, 07:00',
    );
    await check('Nora Dahl', 'No visits', 'None', '', 'Never');
  });

  test('finds names without accents, in any order of words', async ({ page }) => {
    const overview = new Overview(page);
    await overview.open(address);
    const check = async (text, found) => {
      await overview.search.fill(text);
      await expect(overview.names).toHaveText(found);
      await expect(overview.count).toHaveText(`${found.length} of 4 students`);
    };
    await check('lecki jos', ['José Łęcki']);
    await check('OYS', ['Øystein Åsen']);
    await check('ås', ['Øystein Åsen']);
    await check('a d', ['Ada Berg', 'Nora Dahl']);
    await check('  ', NAMES);

    await check('zebra', []);
    await expect(overview.main.getByRole('heading', { name: 'No student matches the filters' })).toBeVisible();
    await overview.main.getByRole('button', { name: 'Remove all filters' }).click();
    await expect(overview.names).toHaveText(NAMES);
    await expect(overview.search).toHaveValue('');
  });

  test('filters by groups, and compares them with the course', async ({ page }) => {
    const overview = new Overview(page);
    await overview.open(address);
    await overview.group.selectOption('Lab group B');
    await expect(overview.names).toHaveText(['Øystein Åsen', 'José Łęcki']);
    await expect(overview.count).toHaveText('2 of 4 students');
    await expect(overview.chips).toHaveText(['Lab group B']);
    await overview.expectView('#/activity?group=8');
    // The figures stay those of the course; the groups' stand beside them.
    await expect(overview.active.value).toHaveText('3 of 4');
    await expect(overview.active.note).toHaveText('Chosen groups: 2 of 2');
    await expect(overview.average.value).toHaveText('about 20 min');
    await expect(overview.average.note).toHaveText('Chosen groups: about 12 min');

    await overview.group.selectOption('Without a group');
    await expect(overview.names).toHaveText(['Øystein Åsen', 'Nora Dahl', 'José Łęcki']);
    await expect(overview.chips).toHaveText(['Lab group B', 'Without a group']);
    await overview.expectView('#/activity?group=8&nogroup');

    await overview.removeFilter('Lab group B');
    await expect(overview.names).toHaveText(['Nora Dahl']);
    await expect(overview.average.note).toHaveText('Chosen groups: None');
    await overview.search.fill('ada');
    await expect(overview.chips).toHaveText(['Name: ada', 'Without a group']);
    await expect(overview.count).toHaveText('0 of 4 students');
    await overview.removeFilter('Without a group');
    await overview.removeFilter('Name: ada');
    await expect(overview.chips).toHaveCount(0);
    await expect(overview.names).toHaveText(NAMES);
    await overview.expectView('#/activity');
  });

  test('sorts by every column, both ways', async ({ page }) => {
    const overview = new Overview(page);
    await overview.open(address);
    const ada = 'Ada Berg';
    const [oystein, , nora, jose] = NAMES;
    const check = async (column, direction, view, names) => {
      await expect(overview.names).toHaveText(names);
      await overview.expectView(view);
      for (const name of ['Student', 'Last 7 days', 'Average duration', 'Last visit']) {
        const expected = name === column ? direction : 'none';
        await expect(overview.column(name)).toHaveAttribute('aria-sort', expected);
      }
    };
    await check('Student', 'ascending', '#/activity', NAMES);
    await overview.sortBy('Student');
    await check('Student', 'descending', '#/activity?sort=-name', NAMES.toReversed());
    await overview.sortBy('Last 7 days');
    await check('Last 7 days', 'descending', '#/activity?sort=-week', [oystein, ada, jose, nora]);
    await overview.sortBy('Last 7 days');
    await check('Last 7 days', 'ascending', '#/activity?sort=week', [nora, jose, ada, oystein]);
    await overview.sortBy('Average duration');
    await check('Average duration', 'descending', '#/activity?sort=-average', [ada, oystein, jose, nora]);
    await overview.sortBy('Last visit');
    await check('Last visit', 'descending', '#/activity?sort=-last', [ada, jose, oystein, nora]);
    await overview.sortBy('Last visit');
    await check('Last visit', 'ascending', '#/activity?sort=last', [nora, oystein, jose, ada]);
    await overview.sortBy('Student');
    await check('Student', 'ascending', '#/activity?sort=name', NAMES);
  });

  test('sorts from a menu where the window is narrow', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 800 });
    const overview = new Overview(page);
    await overview.open(address);
    await expect(overview.table.getByRole('columnheader')).toHaveCount(0);
    await overview.sortMenu.selectOption('Last visit');
    await expect(overview.names).toHaveText(['Ada Berg', 'José Łęcki', 'Øystein Åsen', 'Nora Dahl']);
    await overview.main.getByRole('button', { name: 'Reverse the order' }).click();
    await expect(overview.names).toHaveText(['Nora Dahl', 'Øystein Åsen', 'José Łęcki', 'Ada Berg']);
    await overview.expectView('#/activity?sort=last');
  });

  test('keeps filters and sort on the way to a student and back', async ({ page }) => {
    const overview = new Overview(page);
    const details = new Details(page);
    await overview.open(address);
    await overview.group.selectOption('Lab group B');
    await overview.sortBy('Last visit');
    await overview.search.fill('s');
    await expect(overview.names).toHaveText(['José Łęcki', 'Øystein Åsen']);

    await overview.student('José Łęcki').click();
    await expect(details.heading).toHaveText('José Łęcki');
    await overview.expectView('#/activity/103?group=8&sort=-last');
    // No name is left in the browser's history.
    await expect(page).toHaveTitle('Activity – Biology 3');

    await details.back.click();
    await expect(overview.names).toHaveText(['José Łęcki', 'Øystein Åsen']);
    await expect(overview.chips).toHaveText(['Name: s', 'Lab group B']);
    await expect(overview.column('Last visit')).toHaveAttribute('aria-sort', 'descending');
    await overview.expectView('#/activity?group=8&sort=-last');
  });

  test('follows back, forward, reload and a copied address', async ({ context, page }) => {
    const overview = new Overview(page);
    const details = new Details(page);
    await overview.open(address);
    await overview.group.selectOption('Lab group B');
    await overview.expectView('#/activity?group=8');
    await overview.sortBy('Last 7 days');
    await overview.expectView('#/activity?group=8&sort=-week');
    await overview.student('Øystein Åsen').click();
    await expect(details.heading).toHaveText('Øystein Åsen');

    await page.goBack();
    await expect(overview.names).toHaveText(['Øystein Åsen', 'José Łęcki']);
    await page.goBack();
    await expect(overview.column('Student')).toHaveAttribute('aria-sort', 'ascending');
    await page.goBack();
    await expect(overview.names).toHaveText(NAMES);
    await expect(overview.chips).toHaveCount(0);
    await page.goForward();
    await page.goForward();
    await expect(overview.column('Last 7 days')).toHaveAttribute('aria-sort', 'descending');
    await expect(overview.chips).toHaveText(['Lab group B']);

    const check = async (overview) => {
      await expect(overview.names).toHaveText(['Øystein Åsen', 'José Łęcki']);
      await expect(overview.chips).toHaveText(['Lab group B']);
      await expect(overview.column('Last 7 days')).toHaveAttribute('aria-sort', 'descending');
    };
    await page.reload();
    await check(overview);
    const other = new Overview(await context.newPage());
    await other.open(page.url());
    await check(other);
  });

  test('passes over what it does not understand in an address', async ({ page }) => {
    const overview = new Overview(page);
    await overview.open(`${address}#/nonsense?group=99&sort=nothing&month=13`);
    await expect(overview.count).toHaveText('0 of 4 students');
    await expect(overview.chips).toHaveText(['99']);
  });
});

test('shows the bundled sample', async ({ page }) => {
  const overview = new Overview(page);
  await overview.open();
  await expect(overview.banner).toContainText('Biology 1');
  await expect(overview.sampleLabel).toBeVisible();
  await expect(overview.active.value).toHaveText('25 of 28');
  await expect(overview.average.value).toHaveText('about 27 min');
  await expect(overview.count).toHaveText('28 of 28 students');
  await expect(overview.table).toHaveAttribute('aria-rowcount', '29');
  await expect(overview.cells('Carmen Berg').nth(2)).toHaveText('17 Mar 2026, 19:36');

  await overview.search.fill('prestegard');
  await expect(overview.names).toHaveText(['Rania Prestegård']);
});

test('leads to the other reports', async ({ page }) => {
  const overview = new Overview(page);
  await overview.open();
  await expect(overview.reports.getByRole('link', { name: 'Activity' })).toHaveAttribute('aria-current', 'page');
  for (const name of ['Progress', 'Grades', 'Resources summary']) {
    await overview.reports.getByRole('link', { name }).click();
    await expect(overview.heading).toHaveText(name);
    await expect(overview.reports.getByRole('link', { name })).toHaveAttribute('aria-current', 'page');
  }
  await overview.reports.getByRole('link', { name: 'Activity' }).click();
  await expect(overview.table).toBeVisible();
});
