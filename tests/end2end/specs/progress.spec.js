// The Progress report, on tests/fixtures/progress.json. Its figures by hand:
//
//   Ada Berg, Lab A   Osmosis 2 days late with 58 of 50, Cell quiz in time with a B, Mendel open;
//                     Reading read, Plan (hers alone) not read: 2 of 3 activities, 1 of 2 resources
//   Bo Aas            none of 3 activities, none of 1 resource
//   the course        2 of 6 activities, 33%; 1 of 3 resources, 33%

import { expect, expectAccessible, fixture, test } from '../fixtures.js';
import { Figure } from '../pages/application.js';
import { Progress } from '../pages/progress.js';

const ALL = ['1 Cells', 'Microscopy lab', 'Osmosis', 'Cell quiz', '2 Genes', 'Mendel', 'Reading', 'Plan'];

/** Opens a view of the course; `settings` are those of the school. */
async function open(page, serve, view, settings = {}) {
  const course = await fixture('progress');
  course.course.settings = settings;
  const progress = new Progress(page);
  await progress.open(`${serve(course)}#/progress${view}`);
  return progress;
}

test('shows the students against the course', async ({ page, serve }) => {
  const progress = await open(page, serve, '');
  await expect(progress.heading).toHaveText('Progress');
  const figures = [
    ['Students', '2'],
    ['Activities', '3'],
    ['Resources', '2'],
    ['Activities completed', '33%', '2 of 6'],
    ['Resources visited', '33%', '1 of 3'],
  ];
  for (const [label, value, note] of figures) {
    const figure = new Figure(progress.band, label);
    await expect(figure.value).toHaveText(value);
    if (note) await expect(figure.note).toHaveText(note);
  }
  await expect(progress.main.getByText(/The line across the bars is the course: 33% .* 33%/)).toBeVisible();
  const ada = progress.row(progress.students, 'Ada Berg');
  await expect(ada).toContainText('67%2 of 3');
  const bar = ada.getByRole('img', { name: 'Activities. Completed: 2, Available: 3, The course: 33%' });
  await bar.hover();
  await expect(progress.tooltip).toHaveText('ActivitiesCompleted2Available3The course33%');
  await page.keyboard.press('Escape');
  await expect(progress.tooltip).toBeHidden();
});

test('says what there is none of', async ({ page, serve }) => {
  const progress = await open(page, serve, '?only=optional');
  // Bo has no optional resource.
  const bo = progress.row(progress.students, 'Bo Aas');
  await expect(bo.getByRole('cell').nth(2)).toHaveText('Noneavailable');
  await expect(bo.getByRole('img')).toHaveCount(2);
  await expect(bo.getByRole('img').nth(1)).toHaveAccessibleName('Resources. Visited: 0, Available: 0, The course: 0%');
});

test('sorts, narrows and filters the students', async ({ page, serve }) => {
  const progress = await open(page, serve, '');
  await expect(progress.names(progress.students)).toHaveText(['Bo Aas', 'Ada Berg']);
  await progress.students.getByRole('button', { name: 'Activities completed', exact: true }).click();
  await progress.students.getByRole('button', { name: 'Activities completed', exact: true }).click();
  await expect(progress.names(progress.students)).toHaveText(['Ada Berg', 'Bo Aas']);
  await expect(page).toHaveURL(/sort=-activities$/);
  // The same share of resources for nobody but Ada, who has opened one of two.
  await progress.students.getByRole('button', { name: 'Resources visited', exact: true }).click();
  await expect(progress.names(progress.students)).toHaveText(['Bo Aas', 'Ada Berg']);
  await progress.students.getByRole('button', { name: 'Resources visited', exact: true }).click();
  await expect(progress.names(progress.students)).toHaveText(['Ada Berg', 'Bo Aas']);
  await expect(page).toHaveURL(/sort=-resources$/);
  await progress.students.getByRole('button', { name: 'Student', exact: true }).click();
  await expect(progress.names(progress.students)).toHaveText(['Bo Aas', 'Ada Berg']);
  await progress.choose(progress.narrowing, 'Mandatory');
  await expect(progress.row(progress.students, 'Ada Berg')).toContainText('100%1 of 1');
  await expect(page).toHaveURL(/only=mandatory/);
  await progress.group.selectOption('Lab A');
  await expect(progress.names(progress.students)).toHaveText(['Ada Berg']);
  await expect(progress.band).toContainText('Chosen groups: 100%');
});

test('shows how a student stands', async ({ page, serve }) => {
  const progress = await open(page, serve, '/1');
  await expect(progress.heading).toHaveText('Ada Berg');
  const [activities, resources] = [progress.legend.nth(0), progress.legend.nth(1)];
  await expect(activities.getByRole('listitem')).toHaveText([
    'Completed on time133%',
    'Completed past deadline133%',
    'Incomplete past deadline00%',
    'Open133%',
    'Not active00%',
  ]);
  await expect(resources.getByRole('listitem')).toHaveText(['Read150%', 'Not read150%', 'Not active00%']);
  const row = progress.row(progress.elements, 'Osmosis');
  await expect(row).toContainText('Completed past deadline');
  // A shape beside each word: colour is never alone.
  await expect(row.locator('.status-late svg')).toBeVisible();
  await expect(activities.locator('svg')).toHaveCount(5);
  await expect(row).toContainText('Grade 58 of 50, outside the scale · Late by 2 days');
  await expect(progress.row(progress.elements, 'Mendel')).toContainText('12 min');
  await expect(progress.row(progress.elements, 'Mendel')).toContainText('Score 0.43 · Package failed');
  await expect(progress.row(progress.elements, 'Reading')).toContainText('12 Mar 2026, 09:00');

  await progress.choose(progress.narrowing, 'Mandatory');
  await expect(activities.getByRole('listitem').nth(1)).toHaveText('Completed past deadline1100%');
  await expect(progress.names(progress.elements)).toHaveText(['1 Cells', 'Microscopy lab', 'Osmosis', '2 Genes', 'Reading']);
  await expect(progress.count).toHaveText('2 of 2 elements');
  await expect(page).toHaveURL(/only=mandatory/);
});

test('the bars of the statuses say their counts', async ({ page, serve }) => {
  const progress = await open(page, serve, '/1');
  const bar = progress.main.getByRole('application', { name: /^Activities of Ada Berg by status/ });
  await bar.focus();
  await page.keyboard.press('Home');
  await expect(progress.tooltip).toHaveText('Completed on timeNumber1Share33%');
  await page.keyboard.press('ArrowRight');
  await expect(progress.tooltip).toHaveText('Completed past deadlineNumber1Share33%');
});

test('keeps folders as the reader left them', async ({ page, serve }) => {
  const progress = await open(page, serve, '/1');
  await expect(progress.names(progress.elements)).toHaveText(ALL);
  await progress.folder('1 Cells').click();
  await expect(progress.names(progress.elements)).toHaveText(['1 Cells', ...ALL.slice(4)]);
  await expect(progress.folder('1 Cells')).toHaveAttribute('aria-expanded', 'false');
  // The keyboard is where it was.
  await expect(progress.folder('1 Cells')).toBeFocused();
  await expect(progress.row(progress.elements, '1 Cells')).toContainText('2 of 2 done');

  // With the next student, and after a search, which opens what it finds.
  await progress.previous.click();
  await expect(progress.heading).toHaveText('Bo Aas');
  await expect(progress.names(progress.elements)).toHaveText(['1 Cells', '2 Genes', 'Mendel', 'Reading']);
  await progress.search.fill('osm');
  await expect(progress.names(progress.elements)).toHaveText(['1 Cells', 'Microscopy lab', 'Osmosis']);
  await progress.search.fill('');
  await expect(progress.names(progress.elements)).toHaveText(['1 Cells', '2 Genes', 'Mendel', 'Reading']);

  await progress.collapseAll.click();
  await expect(progress.names(progress.elements)).toHaveText(['1 Cells', '2 Genes']);
  await progress.expandAll.click();
  await expect(progress.names(progress.elements)).toHaveText(ALL.slice(0, -1));
});

test('reaches everything of a row by keyboard', async ({ page, serve }) => {
  const progress = await open(page, serve, '');
  await progress.tabTo(progress.students.getByRole('link', { name: 'Bo Aas' }));
  await page.keyboard.press('ArrowDown');
  await expect(progress.students.getByRole('link', { name: 'Ada Berg' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(progress.tooltip).toHaveText('ActivitiesCompleted2Available3The course33%');
  await page.keyboard.press('Tab');
  await expect(progress.tooltip).toHaveText('ResourcesVisited1Available2The course33%');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(progress.students.getByRole('link', { name: 'Ada Berg' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(progress.heading).toHaveText('Ada Berg');
});

test('moves through folders and elements by keyboard', async ({ page, serve }) => {
  const progress = await open(page, serve, '/1');
  await progress.folder('1 Cells').focus();
  await page.keyboard.press('ArrowDown');
  await expect(progress.folder('Microscopy lab')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(progress.folder('Microscopy lab')).toBeFocused();
  await expect(progress.names(progress.elements)).toHaveText(['1 Cells', 'Microscopy lab', ...ALL.slice(3)]);
  await page.keyboard.press('End');
  await expect(progress.elements.getByRole('link', { name: 'Plan' })).toBeFocused();
});

test('filters the elements, in the address too', async ({ page, serve }) => {
  const progress = await open(page, serve, '/1');
  await progress.status.selectOption('Open');
  await expect(progress.names(progress.elements)).toHaveText(['2 Genes', 'Mendel']);
  await expect(progress.count).toHaveText('1 of 5 elements');
  await progress.status.selectOption('Read');
  await progress.kind.selectOption('Page');
  await expect(progress.names(progress.elements)).toHaveText(['2 Genes', 'Reading']);
  await expect(page).toHaveURL(/kind=page&status=open&status=read$/);
  await progress.chips.filter({ hasText: 'Page' }).click();
  await expect(progress.names(progress.elements)).toHaveText(['2 Genes', 'Mendel', 'Reading']);
  await progress.search.fill('nothing like it');
  await expect(progress.main.getByRole('heading', { name: 'No element matches the filters' })).toBeVisible();
  await progress.main.getByRole('button', { name: 'Remove all filters' }).click();
  await expect(progress.names(progress.elements)).toHaveText(ALL);
});

test('shows no time online where the school does not track it', async ({ page, serve }) => {
  const progress = await open(page, serve, '/1', { trackTimeOnline: false });
  await expect(progress.names(progress.elements)).toHaveText(ALL);
  await expect(progress.main.getByText(/Time online|12 min|1 h/)).toHaveCount(0);
  await expect(progress.elements.getByRole('columnheader')).toHaveCount(5);
  expect(await page.content()).not.toMatch(/time online/i);
});

test('shows the elements against the class, and who is where', async ({ page, serve }) => {
  const progress = await open(page, serve, '');
  await progress.choose(progress.rows, 'Elements');
  await expect(progress.names(progress.elements)).toHaveText(ALL);
  const osmosis = progress.row(progress.elements, 'Osmosis');
  await expect(osmosis.getByRole('img', { name: 'Completed past deadline: 1, Open: 1' })).toBeVisible();
  await expect(osmosis).toContainText('50%1 of 2');

  // Sorted, they leave their folders.
  await progress.elements.getByRole('button', { name: 'Completed or read', exact: true }).click();
  await expect(progress.names(progress.elements)).toHaveText(['Mendel', 'Plan', 'Osmosis', 'Cell quiz', 'Reading']);

  await progress.elements.getByRole('link', { name: 'Osmosis' }).click();
  await expect(progress.heading).toHaveText('Osmosis');
  await expect(progress.names(progress.students)).toHaveText(['Bo Aas', 'Ada Berg']);
  await progress.main.getByRole('button', { name: 'Completed past deadline' }).click();
  await expect(progress.names(progress.students)).toHaveText(['Ada Berg']);
  await progress.students.getByRole('link', { name: 'Ada Berg' }).click();
  await expect(progress.heading).toHaveText('Ada Berg');
  await expect(progress.names(progress.elements)).toHaveText(ALL);
});

test('narrows the elements of the class to a group', async ({ page, serve }) => {
  const progress = await open(page, serve, '?rows=elements&group=7');
  await expect(progress.row(progress.elements, 'Osmosis')).toContainText('100%1 of 1');
  await progress.elements.getByRole('link', { name: 'Osmosis' }).click();
  await expect(progress.names(progress.students)).toHaveText(['Ada Berg']);
  await progress.main.getByRole('button', { name: 'Remove the filter “Lab A”' }).click();
  await expect(progress.names(progress.students)).toHaveText(['Bo Aas', 'Ada Berg']);
});

test('follows back and forward through its pages', async ({ page, serve }) => {
  const progress = await open(page, serve, '');
  await progress.choose(progress.rows, 'Elements');
  await progress.elements.getByRole('link', { name: 'Osmosis' }).click();
  await progress.students.getByRole('link', { name: 'Ada Berg' }).click();
  await progress.expectView('#/progress/1');
  await progress.elements.getByRole('link', { name: 'Reading' }).click();
  await progress.expectView('#/progress?sort=-status&rows=elements&element=13');
  await expect(progress.heading).toHaveText('Reading');
  await page.goBack();
  await expect(progress.heading).toHaveText('Ada Berg');
  await page.goBack();
  await expect(progress.heading).toHaveText('Osmosis');
  await page.goBack();
  await expect(progress.names(progress.elements)).toHaveText(ALL);
  await page.goBack();
  await expect(progress.names(progress.students)).toHaveText(['Bo Aas', 'Ada Berg']);
  await page.goForward();
  await page.goForward();
  await expect(progress.heading).toHaveText('Osmosis');
  await page.reload();
  await expect(progress.heading).toHaveText('Osmosis');
  await expect(progress.names(progress.students)).toHaveText(['Bo Aas', 'Ada Berg']);
});

test('two thousand elements are never in the page at once', async ({ page, serve }) => {
  const course = await fixture('progress');
  const element = (_, index) => ({ id: 100 + index, title: `Page ${index}`, kind: 'page', folderId: 3, position: index });
  course.elements = Array.from({ length: 2000 }, element);
  course.completions = course.grades = course.views = course.scorm = [];
  const progress = new Progress(page);
  await progress.open(`${serve(course)}#/progress/1`);
  await expect(progress.count).toHaveText('2,000 of 2,000 elements');
  await expect(progress.elements).toHaveAttribute('aria-rowcount', '2002');
  await progress.folder('2 Genes').focus();
  await page.keyboard.press('End');
  await expect(progress.elements.getByRole('link', { name: 'Page 1999' })).toBeFocused();
  expect(await progress.elements.getByRole('row').count()).toBeLessThan(60);
});

test('without elements it says what will be here', async ({ page, serve }) => {
  const course = await fixture('progress');
  course.elements = course.completions = course.grades = course.views = course.scorm = [];
  const progress = new Progress(page);
  const address = serve(course);
  await progress.open(`${address}#/progress`);
  await expect(new Figure(progress.band, 'Activities completed').value).toHaveText('None');
  await expect(progress.main.getByText(/The line across the bars/)).toBeHidden();
  await progress.open(`${address}#/progress/1`);
  await expect(progress.main.getByRole('heading', { name: 'No elements yet' })).toBeVisible();
});

const VIEWS = { overview: '', class: '?rows=elements', element: '?rows=elements&element=10', details: '/1' };

for (const [name, view] of Object.entries(VIEWS)) {
  test(`the ${name} has no barriers`, async ({ page, serve }) => {
    const progress = await open(page, serve, view);
    const address = page.url();
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 800 });
        await progress.open(address);
        await expect(progress.main.getByRole('rowheader').first()).toBeVisible();
        await test.step(`${colorScheme}, ${width} px`, () => expectAccessible(page));
      }
    }
  });
}

test('is in Norwegian too', async ({ page, serve }) => {
  const progress = await open(page, serve, '/1');
  await progress.language.selectOption('Norsk');
  await expect(progress.main.getByRole('listitem').filter({ hasText: 'Fullført etter fristen' })).toHaveCount(1);
  const row = progress.main.getByRole('row').filter({ hasText: 'Osmosis' });
  await expect(row).toContainText('Karakter 58 av 50, utenfor skalaen · 2 dager for sent');
});

test('a course that is too large keeps its lists', async ({ page, serve }) => {
  const progress = await open(page, serve, '', { summaryLimit: 1 });
  await expect(progress.main.getByText('The summary is hidden')).toBeVisible();
  await expect(progress.students.getByRole('button', { name: 'Activities completed', exact: true })).toHaveCount(0);
  await expect(progress.row(progress.students, 'Ada Berg').getByRole('img').first()).toHaveAccessibleName(
    'Activities. Completed: 2, Available: 3, The course: 33%',
  );
});

test('is as easy to reach on a phone', async ({ page, serve }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const progress = await open(page, serve, '/1');
  await expectAccessible(page);
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBeLessThanOrEqual(320);
  await progress.back.click();
  await expect(progress.names(progress.students)).toHaveText(['Bo Aas', 'Ada Berg']);
  expect(await width()).toBeLessThanOrEqual(320);
  await progress.choose(progress.rows, 'Elements');
  await expect(progress.names(progress.elements)).toHaveText(ALL);
  expect(await width()).toBeLessThanOrEqual(320);
});
