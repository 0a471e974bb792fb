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
  for (const [label, value, note = ''] of figures) {
    const figure = new Figure(progress.band, label);
    await expect(figure.value).toHaveText(value);
    await expect(figure.note).toHaveText(note);
  }
  await expect(progress.main.getByText(/The line across the bars is the course: 33% .* 33%/)).toBeVisible();
  const ada = progress.row(progress.students, 'Ada Berg');
  await expect(ada).toContainText('67%2 of 3');
  const bar = ada.getByRole('img', { name: 'Activities. Completed: 2, Available: 3, The course: 33%' });
  await bar.hover();
  await expect(page.getByRole('tooltip')).toContainText('The course33%');
  await expectAccessible(page);
});

test('sorts, narrows and filters the students', async ({ page, serve }) => {
  const progress = await open(page, serve, '');
  await expect(progress.names(progress.students)).toHaveText(['Bo Aas', 'Ada Berg']);
  await progress.students.getByRole('button', { name: 'Activities completed', exact: true }).click();
  await progress.students.getByRole('button', { name: 'Activities completed', exact: true }).click();
  await expect(progress.names(progress.students)).toHaveText(['Ada Berg', 'Bo Aas']);
  await expect(page).toHaveURL(/sort=-activities$/);
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
  await expect(row).toContainText('Grade 58 of 50, outside the scale · Late by 2 days');
  await expect(progress.row(progress.elements, 'Mendel')).toContainText('12 min');
  await expectAccessible(page);
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
});

test('shows the elements against the class, and who is where', async ({ page, serve }) => {
  const progress = await open(page, serve, '');
  await progress.choose(progress.rows, 'Elements');
  await expect(progress.names(progress.elements)).toHaveText(ALL);
  const osmosis = progress.row(progress.elements, 'Osmosis');
  await expect(osmosis.getByRole('img', { name: 'Completed past deadline: 1, Open: 1' })).toBeVisible();
  await expect(osmosis).toContainText('50%1 of 2');
  await expectAccessible(page);

  // Sorted, they leave their folders.
  await progress.elements.getByRole('button', { name: 'Completed or read', exact: true }).click();
  await expect(progress.names(progress.elements)).toHaveText(['Mendel', 'Plan', 'Osmosis', 'Cell quiz', 'Reading']);

  await progress.elements.getByRole('link', { name: 'Osmosis' }).click();
  await expect(progress.heading).toHaveText('Osmosis');
  await expect(progress.names(progress.students)).toHaveText(['Bo Aas', 'Ada Berg']);
  await progress.main.getByRole('button', { name: 'Completed past deadline' }).click();
  await expect(progress.names(progress.students)).toHaveText(['Ada Berg']);
  await expectAccessible(page);
  await progress.students.getByRole('link', { name: 'Ada Berg' }).click();
  await expect(progress.heading).toHaveText('Ada Berg');
  await expect(progress.names(progress.elements)).toHaveText(ALL);
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
