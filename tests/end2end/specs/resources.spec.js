// The Resources summary, on tests/fixtures/resources.json. Its figures by hand:
//
//   Plan                     never opened
//   1 Cells
//     Microscopy
//       Week 10 slides       Ada twice, 15 min, Bo once, 2 min: 2 of 3, 17 min, 9 min each
//       Week 2 slides        Ada once, 30 s: 1 of 3
//     Cell film              Cy 1 h, Ada 30 min, Bo 30 min: 3 of 3, 2 h, 40 min each
//   2 Genes
//     Mendel                 never opened, though its package reports 12 min
//     Reading                for Lab A alone, Ada and Cy: Cy once, 4 min: 1 of 2
//   Appendix                 Bo once, 1 min: 1 of 3

import { expect, expectAccessible, fixture, test } from '../fixtures.js';
import { Figure } from '../pages/application.js';
import { Resources } from '../pages/resources.js';

const ALL = [
  'Plan',
  '1 Cells',
  'Microscopy',
  'Week 10 slides',
  'Week 2 slides',
  'Cell film',
  '2 Genes',
  'Mendel',
  'Reading',
  'Appendix',
];

/** Opens a view of the course; `settings` are those of the school. */
async function open(page, serve, view = '', settings = {}) {
  const course = await fixture('resources');
  course.course.settings = settings;
  const resources = new Resources(page);
  await resources.open(`${serve(course)}#/resources${view}`);
  return resources;
}

test('shows how the resources are used', async ({ page, serve }) => {
  const resources = await open(page, serve);
  await expect(resources.heading).toHaveText('Resources summary');
  const figures = [
    ['Students', '3'],
    ['Resources', '7'],
    ['Resources visited', '40%', '8 of 20'],
    ['Opened by nobody', '2'],
    ['Views', '9'],
    ['Time on task', 'about 2 h 35 min'],
  ];
  for (const [label, value, note] of figures) {
    const figure = new Figure(resources.band, label);
    await expect(figure.value).toHaveText(value);
    if (note) await expect(figure.note).toHaveText(note);
  }
  await expect(resources.names(resources.list)).toHaveText(ALL);
  await expect(resources.count).toHaveText('7 of 7 resources');
  const slides = ['File', '3', '67%2 of 3', '3', '9 Mar 2026, 09:00', '17 min', '9 min'];
  await expect(resources.cells(resources.list, 'Week 10 slides')).toHaveText(slides);
  await expect(resources.cells(resources.list, '1 Cells')).toHaveText('67%6 of 9');
  const bar = resources.list.getByRole('img', { name: 'Week 10 slides. Opened: 2, Not opened: 1' });
  await bar.hover();
  await expect(resources.tooltip).toContainText('Not opened1');
});

test('has no barriers in both themes', async ({ page, serve }) => {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      await open(page, serve);
      await expectAccessible(page);
      await open(page, serve, '?element=10');
      await expectAccessible(page);
    }
  }
});

test('sorts by any column, in folders and without', async ({ page, serve }) => {
  const resources = await open(page, serve);
  await resources.sorter(resources.list, 'Views').click();
  // Each folder for itself.
  const inFolders = ['Appendix', ...ALL.slice(1, 7), 'Reading', 'Mendel', 'Plan'];
  await expect(resources.names(resources.list)).toHaveText(inFolders);
  await resources.expectView('#/resources?sort=-views');

  await resources.show('Without folders');
  const byViews = ['Week 10 slides', 'Cell film', 'Week 2 slides', 'Reading', 'Appendix', 'Plan', 'Mendel'];
  await expect(resources.names(resources.list)).toHaveText(byViews);
  await resources.expectView('#/resources?sort=-views&list=flat');
  const first = {
    Kind: 'Week 10 slides',
    'With access': 'Plan',
    Opened: 'Plan',
    'Last opened': 'Reading',
    'Time on task': 'Cell film',
    'Time per student': 'Cell film',
  };
  for (const [column, name] of Object.entries(first)) {
    await resources.sorter(resources.list, column).click();
    await expect(resources.names(resources.list).first()).toHaveText(name);
  }

  // By title as a reader counts, then the other way round, then as the course has it.
  const title = resources.sorter(resources.list, 'Resource');
  await title.click();
  const byTitle = ['Appendix', 'Cell film', 'Mendel', 'Plan', 'Reading', 'Week 2 slides', 'Week 10 slides'];
  await expect(resources.names(resources.list)).toHaveText(byTitle);
  await title.click();
  await expect(resources.names(resources.list)).toHaveText(byTitle.toReversed());
  await title.click();
  await resources.expectView('#/resources?list=flat');
  await page.goBack();
  await expect(resources.names(resources.list)).toHaveText(byTitle.toReversed());
  await page.reload();
  await expect(resources.names(resources.list)).toHaveText(byTitle.toReversed());
});

test('filters by name, kind, group and what nobody has opened', async ({ page, serve }) => {
  const resources = await open(page, serve);
  await resources.byNobody.check();
  await expect(resources.names(resources.list)).toHaveText(['Plan', '2 Genes', 'Mendel']);
  await expect(resources.count).toHaveText('2 of 7 resources');
  await resources.group.selectOption('Lab A');
  await expect(resources.names(resources.list)).toHaveText(['Plan', '2 Genes', 'Mendel', 'Appendix']);
  await expect(new Figure(resources.band, 'Opened by nobody').note).toHaveText('Chosen groups: 3');
  await resources.kind.selectOption('Page');
  await resources.expectView('#/resources?group=7&kind=page&opened=none');
  await expect(resources.names(resources.list)).toHaveText(['Plan']);
  await resources.byNobody.uncheck();
  await expect(resources.names(resources.list)).toHaveText(['Plan', '2 Genes', 'Reading']);
  await page.goBack();
  await expect(resources.byNobody).toBeChecked();
  await expect(resources.names(resources.list)).toHaveText(['Plan']);

  await resources.search.fill('reading');
  await expect(resources.main.getByRole('heading', { name: 'No resource matches the filters' })).toBeVisible();
  await resources.main.getByRole('button', { name: 'Remove all filters' }).click();
  await expect(resources.names(resources.list)).toHaveText(ALL);
  await resources.chips.filter({ hasText: 'Lab A' }).click();
  await expect(resources.chips).toHaveCount(0);
});

test('opens and closes folders', async ({ page, serve }) => {
  const resources = await open(page, serve);
  await resources.folder('1 Cells').click();
  await expect(resources.names(resources.list)).toHaveText(['Plan', '1 Cells', ...ALL.slice(6)]);
  await expect(resources.folder('1 Cells')).toBeFocused();
  await resources.main.getByRole('button', { name: 'Collapse all' }).click();
  await expect(resources.names(resources.list)).toHaveText(['Plan', '1 Cells', '2 Genes', 'Appendix']);
  await resources.main.getByRole('button', { name: 'Expand all' }).click();
  await expect(resources.names(resources.list)).toHaveText(ALL);
});

test('leads to the students of a resource, and from there to one of them', async ({ page, serve }) => {
  const resources = await open(page, serve, '?kind=file');
  await resources.resource('Week 10 slides').click();
  await expect(resources.heading).toHaveText('Week 10 slides');
  await expect(resources.main.getByText('File · 1 Cells · Microscopy')).toBeVisible();
  // Those who haven't opened it stand first.
  await expect(resources.names(resources.students)).toHaveText(['Cy Dahl', 'Bo Aas', 'Ada Berg']);
  const ada = ['Opened', '2 Mar 2026, 09:00', '5 Mar 2026, 09:00', '2', '15 min'];
  await expect(resources.cells(resources.students, 'Ada Berg')).toHaveText(ada);
  await expect(resources.cells(resources.students, 'Cy Dahl')).toHaveText(['Not opened', '', '', '0', 'None']);
  await resources.sorter(resources.students, 'Views').click();
  await expect(resources.names(resources.students)).toHaveText(['Ada Berg', 'Bo Aas', 'Cy Dahl']);

  await resources.students.getByRole('link', { name: 'Ada Berg' }).click();
  await resources.expectView('#/progress/1');
  await expect(resources.heading).toHaveText('Ada Berg');
  await resources.main.getByRole('navigation', { name: 'Reports on Ada Berg' }).getByRole('link', { name: 'Activity' }).click();
  await resources.expectView('#/activity/1');
  for (const heading of ['Ada Berg', 'Week 10 slides']) {
    await page.goBack();
    await expect(resources.heading).toHaveText(heading);
  }
  await expect(resources.names(resources.students)).toHaveText(['Ada Berg', 'Bo Aas', 'Cy Dahl']);
  await resources.back.click();
  await resources.expectView('#/resources?kind=file');
  await expect(resources.names(resources.list)).toHaveText(['1 Cells', 'Microscopy', 'Week 10 slides', 'Week 2 slides']);
});

test('a teacher finds who has not opened something by keyboard alone', async ({ page, serve }) => {
  const resources = await open(page, serve);
  const press = (key) => page.keyboard.press(key);
  await resources.tabTo(resources.layout.getByRole('radio', { name: 'In folders' }));
  await press('ArrowRight');
  await expect(resources.names(resources.list).first()).toHaveText('Plan');
  await expect(resources.folder('1 Cells')).toHaveCount(0);
  await press('ArrowLeft');
  await expect(resources.folder('1 Cells')).toBeVisible();
  await resources.tabTo(resources.byNobody);
  await press('Space');
  await expect(resources.names(resources.list)).toHaveText(['Plan', '2 Genes', 'Mendel']);
  await press('Space');
  await expect(resources.names(resources.list)).toHaveText(ALL);
  await resources.tabTo(resources.sorter(resources.list, 'Opened'));
  await press('Enter');
  await expect(resources.sorter(resources.list, 'Opened')).toBeFocused();
  await resources.tabTo(resources.list.getByRole('rowheader').first().getByRole('link'));
  await press('ArrowDown');
  await expect(resources.folder('1 Cells')).toBeFocused();
  await press('ArrowDown');
  await press('ArrowDown');
  await press('Enter');
  await expect(resources.heading).toHaveText('Week 2 slides');
  await resources.tabTo(resources.students.getByRole('link', { name: 'Bo Aas' }));
  await press('Enter');
  await expect(resources.heading).toHaveText('Bo Aas');
});

test('has no trace of time where the school does not track it', async ({ page, serve }) => {
  const resources = await open(page, serve, '', { trackTimeOnline: false });
  await expect(resources.cells(resources.list, 'Cell film')).toHaveCount(5);
  await expect(resources.main.getByText(/Time on task|Time per student|2 h|40 min/)).toHaveCount(0);
  await resources.resource('Cell film').click();
  await expect(resources.cells(resources.students, 'Cy Dahl')).toHaveCount(4);
  await expect(resources.main.getByText(/Time on task|Time per student|1 h|30 min/)).toHaveCount(0);
});

test('a course that is too large says what it leaves out', async ({ page, serve }) => {
  const resources = await open(page, serve, '?sort=-views', { summaryLimit: 2, timeOnTaskLimit: 2 });
  await expect(resources.main.getByText('The summary is hidden: the course has more than 2 participants.')).toBeVisible();
  await expect(resources.main.getByText('Time on task is hidden: the course has more than 2 participants.')).toBeVisible();
  await expect(resources.band).toHaveCount(0);
  await expect(resources.names(resources.list)).toHaveText(ALL);
  await expect(resources.sorter(resources.list, 'Views')).toHaveCount(0);
  await expect(resources.cells(resources.list, 'Cell film')).toHaveText(['Video', '3', '100%3 of 3', '3', '12 Mar 2026, 10:00']);
  await resources.resource('Cell film').click();
  await expect(resources.names(resources.students)).toHaveText(['Bo Aas', 'Ada Berg', 'Cy Dahl']);
});

test('says so where there is nothing', async ({ page, serve }) => {
  const course = await fixture('resources');
  course.elements = course.elements.filter((element) => element.kind === 'assignment');
  const resources = new Resources(page);
  await resources.open(`${serve(course)}#/resources`);
  await expect(resources.main.getByRole('heading', { name: 'No resources yet' })).toBeVisible();

  const closed = await fixture('resources');
  closed.elements[0].availableTo = { studentIds: [], groupIds: [] };
  await resources.open(`${serve(closed)}#/resources?element=10`);
  await expect(resources.main.getByText('No student has access to this resource.')).toBeVisible();
});

test('fits a phone', async ({ page, serve }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const resources = await open(page, serve);
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBeLessThanOrEqual(320);
  await resources.sortMenu.selectOption('Views');
  await expect(resources.names(resources.list).first()).toHaveText('Appendix');
  await resources.reverse.click();
  await expect(resources.names(resources.list).first()).toHaveText('Plan');
  await resources.resource('Plan').click();
  await expect(resources.heading).toHaveText('Plan');
  expect(await width()).toBeLessThanOrEqual(320);
});
