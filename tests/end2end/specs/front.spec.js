// Where the teacher lands: what each report says first, and who may need support.

import { expect, expectAccessible, fixture, test } from '../fixtures.js';
import { Details } from '../pages/details.js';
import { Front } from '../pages/front.js';
import { Overview } from '../pages/overview.js';

/** The front page of a small course; tests/native/front_words.rs has its figures worked out. */
async function open(page, serve, settings = {}) {
  const document = await fixture('front');
  document.course.settings = settings;
  const front = new Front(page);
  await front.open(serve(document));
  return front;
}

test('an address without a view leads to the front page', async ({ page, serve }) => {
  const front = new Front(page);
  await page.goto(serve(await fixture('front')));
  await expect(front.heading).toHaveText('Overview');
  await expect(front.reports.getByRole('link', { name: 'Overview' })).toHaveAttribute('aria-current', 'page');
});

test('each report with its key figures, one click away', async ({ page, serve }) => {
  const front = await open(page, serve);
  await expect(front.figure('Activity', 'Active students').value).toHaveText('2 of 5');
  await expect(front.figure('Progress', 'Activities completed').value).toHaveText('30%');
  await expect(front.figure('Grades', 'Overall average').value).toHaveText('67%');
  await expect(front.figure('Resources summary', 'Opened by nobody').value).toHaveText('1');

  await front.report('Grades').click();
  await front.expectView('#/grades');
  await page.goBack();
  await front.expectView('#/course');
  await expect(front.figure('Activity', 'Active students').value).toHaveText('2 of 5');
});

test('who may need support, and why', async ({ page, serve }) => {
  const front = await open(page, serve);
  // In the order of last names, not of need.
  await expect(front.names).toHaveText(['Ada Berg', 'Cai Dahl', 'Dea Eng', 'Eli Foss']);
  await expect(front.count).toHaveText('4 of 5 students');
  await expect(front.cells('Cai Dahl').last()).toHaveText('no visit for 9 days; 2 activities past their deadline');
  await expect(front.column('Why').getByRole('button', { name: 'Why', exact: true })).toHaveCount(0);

  await front.reasons('Cai Dahl').hover();
  await expect(front.tooltip).toContainText('The last visit was on Monday, 9 March 2026');

  await front.student('Cai Dahl').click();
  await front.expectView('#/activity/3');
  await expect(front.main).toContainText('May need support: no visit for 9 days; 2 activities past their deadline.');
});

test('a group narrows the list, and stands beside the course', async ({ page, serve }) => {
  const front = await open(page, serve);
  await front.group.selectOption('Lab A');
  await expect(front.names).toHaveText(['Ada Berg']);
  await expect(front.figure('Activity', 'Active students').note).toHaveText('Chosen groups: 2 of 2');
});

test('thresholds are changed, and one sees at once who comes and goes', async ({ page, serve }) => {
  const front = await open(page, serve);
  await front.rules.click();
  await expect(front.threshold('No visit for … days or more')).toHaveValue('7');
  await front.threshold('At least … activities past their deadline').fill('3');
  await front.threshold('At least … activities past their deadline').press('Enter');
  await expect(front.names).toHaveText(['Ada Berg', 'Cai Dahl']);
  await expect(front.changes).toHaveText('2 fewer: Dea Eng, Eli Foss.');

  // By the arrow key too, and what can't be is brought to what can.
  await front.threshold('Falling over the last … assessments').fill('1');
  await front.threshold('Falling over the last … assessments').press('Enter');
  await expect(front.threshold('Falling over the last … assessments')).toHaveValue('2');
  await expect(front.changes).toHaveText('2 fewer: Dea Eng, Eli Foss.');

  // They outlive the page.
  await page.reload();
  await expect(front.names).toHaveText(['Ada Berg', 'Cai Dahl']);
  await front.rules.click();
  await front.reset.click();
  await expect(front.names).toHaveText(['Ada Berg', 'Cai Dahl', 'Dea Eng', 'Eli Foss']);
  await expect(front.changes).toHaveText('2 more: Dea Eng, Eli Foss.');
});

test('one switch takes all of it away', async ({ page, serve }) => {
  const front = await open(page, serve);
  await front.support.uncheck();
  await expect(front.table).toHaveCount(0);
  await expect(front.main).toContainText('Nobody is marked anywhere.');
  await front.reports.getByRole('link', { name: 'Activity' }).click();
  const overview = new Overview(page);
  await expect(overview.column('Last visit')).toBeVisible();
  await expect(overview.column('May need support')).toHaveCount(0);
  await page.reload();
  await expect(overview.column('Last visit')).toBeVisible();
  await expect(overview.column('May need support')).toHaveCount(0);
});

for (const report of ['activity', 'progress', 'grades']) {
  test(`the overview of ${report} marks who may need support`, async ({ page, serve }) => {
    const overview = new Overview(page);
    await overview.open(`${serve(await fixture('front'))}#/${report}`);
    await expect(overview.names).toHaveCount(5);
    await expect(overview.cells('Cai Dahl').last()).toHaveText('absent, overdue');
    await expect(overview.cells('Bo Aas').last()).toHaveText('');

    await overview.filters.getByRole('switch', { name: 'May need support' }).check();
    await expect(overview.names).toHaveText(['Ada Berg', 'Cai Dahl', 'Dea Eng', 'Eli Foss']);
    await overview.expectView(`#/${report}?support`);

    // The steps from student to student are the same students.
    const details = new Details(page);
    await overview.student('Ada Berg').click();
    await expect(details.heading).toHaveText('Ada Berg');
    await expect(details.steps).toContainText('1 of 4');
    await details.next.click();
    await expect(details.heading).toHaveText('Cai Dahl');
  });
}

test('nobody needs support', async ({ page, serve }) => {
  const document = await fixture('front');
  document.students = [document.students[1]];
  const front = new Front(page);
  await front.open(serve(document));
  await expect(front.main.getByRole('heading', { name: 'No rule holds for anybody' })).toBeVisible();
});

test('a large course has no figures here, but who may need support', async ({ page, serve }) => {
  const front = await open(page, serve, { summaryLimit: 4 });
  await expect(front.main).toContainText('The summary is hidden: the course has more than 4 participants.');
  await expect(front.names).toHaveText(['Ada Berg', 'Cai Dahl', 'Dea Eng', 'Eli Foss']);
});

test('a school that hides averages', async ({ page, serve }) => {
  const front = await open(page, serve, { showCourseAverage: false });
  await expect(front.figure('Grades', 'Assessments').value).toHaveText('2');
  await expect(front.card('Grades')).not.toContainText('average');
});

test.describe('for everybody', () => {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [1280, 390]) {
      test(`${colorScheme}, ${width} px`, async ({ page, serve }) => {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        const front = await open(page, serve);
        await front.rules.click();
        await expect(front.reset).toBeVisible();
        await expectAccessible(page);
        const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
        expect(await page.evaluate(sideways)).toBe(0);
      });
    }
  }
});
