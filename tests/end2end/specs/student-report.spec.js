// The student report, and what paper gets of every page.

import { expect, expectAccessible, fixture, printing, test } from '../fixtures.js';
import { Overview } from '../pages/overview.js';

async function open(page, serve, name, view) {
  const overview = new Overview(page);
  await page.goto(`${serve(await fixture(name))}${view}`);
  await expect(overview.heading).toBeVisible();
  return overview;
}

test('from a student, for one', async ({ page, serve }) => {
  const overview = await open(page, serve, 'grades', '#/grades/1');
  await overview.main.getByRole('link', { name: 'Student report' }).click();
  await expect(overview.heading).toHaveText('Student report');
  expect(overview.view).toBe('#/student-report?student=1');
  const sheet = page.getByRole('article', { name: 'Ada Berg' });
  await expect(sheet).toContainText('Biology 1 · Student report · As of 18 Mar 2026, 10:30');
  await expect(sheet.getByRole('heading', { level: 3 })).toHaveText(['Activity', 'Progress', 'Grades']);
  await expect(sheet.getByText('Durations are approximate')).toBeVisible();
  await expect(sheet.getByRole('table', { name: 'Assessments', exact: true }).getByRole('row')).toHaveCount(5);
  await expect(sheet.getByRole('application', { name: 'Grade trend of Ada Berg' })).toBeVisible();
  await expect(page.locator('details.export')).toHaveCount(0);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
  // The reports stand over it, and the name leads to the student.
  await expect(overview.reports.getByRole('link')).not.toContainText(['Student report']);
  await sheet.getByRole('link', { name: 'Ada Berg' }).click();
  await expect(overview.heading).toHaveText('Ada Berg');
  await page.goBack();
  await expect(sheet).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/#\/grades\/1$/);
});

test('for those who are selected, each on a sheet of its own', async ({ page, serve }) => {
  const overview = await open(page, serve, 'activity', '#/activity');
  for (const name of ['Nora Dahl', 'Ada Berg']) await overview.box(name).check();
  await overview.actions.getByRole('button', { name: 'Student reports' }).click();
  await expect(overview.main.getByText('2 students', { exact: true })).toBeVisible();
  const sheets = page.getByRole('article');
  await expect(sheets).toHaveCount(2);
  const names = (await overview.view).match(/student=/g);
  expect(names).toHaveLength(2);
  await page.reload();
  await expect(sheets).toHaveCount(2);
  await page.evaluate(() => {
    window.printed = 0;
    window.print = () => (window.printed += 1);
  });
  const print = overview.main.getByRole('button', { name: 'Print' });
  await overview.tabTo(print);
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => window.printed)).toBe(1);
  await printing(page, async () => {
    await expect(print).toBeHidden();
    await expect(page.getByText('Sample data')).toBeHidden();
    expect(await sheets.nth(1).evaluate((sheet) => getComputedStyle(sheet).breakBefore)).toBe('page');
  });
});

test('for all whom the filter or a search leaves, and what is missing is said', async ({ page, serve }) => {
  const overview = await open(page, serve, 'activity', '#/activity');
  await overview.group.selectOption('Lab group B');
  await expect(overview.names).toHaveCount(2);
  await overview.actions.getByRole('button', { name: 'Student reports' }).click();
  await expect(overview.main.getByText('2 students · Lab group B')).toBeVisible();
  expect(overview.view).toMatch(/^#\/student-report\?group=\w+$/);
  await expect(page.getByRole('article')).toHaveCount(2);
  await page.goBack();
  await overview.search.fill('lecki');
  await expect(overview.names).toHaveCount(1);
  await overview.actions.getByRole('button', { name: 'Student reports' }).click();
  await expect(page.getByRole('article', { name: 'José Łęcki' })).toBeVisible();
  expect(overview.view).toMatch(/\?student=\w+&group=/);
  await page.goto(`${page.url().split('#')[0]}#/student-report?student=nobody`);
  await expect(overview.main.getByText("1 student who was asked for isn't in the course.")).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(0);
});

test('more than one go can hold is said, and made in pieces', async ({ page, serve }) => {
  const document = await fixture('activity');
  document.students = Array.from({ length: 75 }, (_, index) => ({ id: index + 1, firstName: 'A', lastName: `N${index}` }));
  await page.goto(`${serve(document)}#/student-report`);
  await expect(page.getByText('These are the sheets of 60 of 75 students')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Print' })).toBeEnabled();
  await expect(page.getByRole('article')).toHaveCount(60);
});

test('paper has all rows of a long list under a head, and nothing to press', async ({ page, serve }) => {
  const document = await fixture('activity');
  const more = Array.from({ length: 200 }, (_, index) => ({ id: 9000 + index, firstName: 'A', lastName: `Z${index}` }));
  document.students.push(...more);
  const overview = new Overview(page);
  await overview.open(`${serve(document)}#/activity`);
  await expect.poll(() => overview.names.count()).toBeLessThan(100);
  await printing(page, async () => {
    await expect(overview.names).toHaveCount(204);
    for (const hidden of [overview.search, overview.group, overview.actions, overview.theme, overview.reports]) {
      await expect(hidden).toBeHidden();
    }
    await expect(page.getByRole('checkbox')).toHaveCount(0);
    await expect(page.locator('details.export:visible')).toHaveCount(0);
    await expect(overview.main.getByText('204 of 204 students')).toBeVisible();
    await expect(overview.heading).toHaveText('Activity');
    await expect(page.getByText('Biology 3', { exact: true })).toBeVisible();
    const head = overview.table.getByRole('rowgroup').first();
    expect(await head.evaluate((element) => getComputedStyle(element).display)).toBe('table-header-group');
    const width = await page.evaluate(() => document.querySelector('.app').getBoundingClientRect().width);
    expect(width).toBeLessThanOrEqual(700);
  });
  await expect.poll(() => overview.names.count()).toBeLessThan(100);
});

test('the filters in force stay on paper', async ({ page, serve }) => {
  const overview = await open(page, serve, 'activity', '#/activity');
  await overview.group.selectOption('Lab group B');
  await overview.reports.getByRole('link', { name: 'Progress' }).click();
  await overview.main.getByRole('radio', { name: 'Mandatory' }).check();
  await printing(page, async () => {
    await expect(overview.main.getByText('Lab group B', { exact: true })).toBeVisible();
    await expect(overview.main.getByText('Mandatory', { exact: true })).toBeVisible();
    await expect(overview.main.getByText('Optional', { exact: true })).toBeHidden();
  });
});

/** The colours that a canvas is wholly painted with. */
const coloursOf = (canvas) =>
  canvas.evaluate((element) => {
    const { data } = element.getContext('2d').getImageData(0, 0, element.width, element.height);
    const seen = new Set();
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] === 255) seen.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
    }
    return [...seen];
  });

test('a dark page is printed light, and is dark again', async ({ page, serve }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const overview = await open(page, serve, 'activity', '#/activity');
  const colours = () => coloursOf(overview.chart.canvas);
  // --color-chart-course, dark and light.
  await expect.poll(colours).toContain('132,142,154');
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await expect.poll(colours).toContain('134,143,154');
  expect(await colours()).not.toContain('132,142,154');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect.poll(colours).toContain('132,142,154');
});

/** Every step was once drawn in the one colour of the reader's text. */
test("with the reader's own colours the steps of a heat map and the statuses are told apart", async ({ page, serve }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await open(page, serve, 'activity', '#/student-report');
  const sheet = page.getByRole('article', { name: 'Ada Berg' });
  const heatMap = sheet.getByRole('application', { name: /day by day/ });
  // --color-heat-0 and --color-heat-5, both in the key.
  await expect.poll(() => coloursOf(heatMap)).toContain('236,238,241');
  expect(await coloursOf(heatMap)).toContain('12,63,124');
  await expectAccessible(page);
  const moving = await page.evaluate(() => document.getAnimations().length);
  expect(moving).toBe(0);
});
