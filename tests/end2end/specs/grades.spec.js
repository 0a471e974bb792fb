// The Grades report, on tests/fixtures/grades.json. Its figures by hand, in percent; spring, points:
//
//               Cell lab  Cell quiz  Genes lab   average
//               15 Jan    10 Feb     5 Mar
//   Ada, Lab A  100       80, late   67          247 ÷ 3 = 82.3
//   Bo, Lab A   50        –          60          55
//   Cy          30        45         130 of 100  37.5
//   Di          90        90         90          90
//   Ed          –         35         41          38
//   Flo         –         –          –           none
//   the course  67.5      62.5       64.5        302.8 ÷ 5 = 60.6

import { expect, expectAccessible, fixture, test } from '../fixtures.js';
import { Grades } from '../pages/grades.js';

/** Opens a view of the course; `settings` are those of the school. */
async function open(page, serve, view, settings = {}) {
  const course = await fixture('grades');
  course.course.settings = settings;
  const grades = new Grades(page);
  await grades.open(`${serve(course)}#/grades${view}`);
  return grades;
}

test('shows the students against the course', async ({ page, serve }) => {
  const grades = await open(page, serve, '');
  await expect(grades.heading).toHaveText('Grades');
  const figures = [
    ['Students', '6'],
    ['Assessments', '6'],
    ['Grade scales', '2'],
    ['Overall average', '61%'],
    ['Direction', '↘ Falling'],
  ];
  for (const [label, value] of figures) await expect(grades.figure(label).value).toHaveText(value);
  await grades.courseTrend.expectTable([
    ['Assessment', 'Date', 'The course'],
    ['Cell lab', '15 Jan 2026', '68%'],
    ['Cell quiz', '10 Feb 2026', '63%'],
    ['Genes lab', '5 Mar 2026', '65%'],
  ]);
  await grades.courseTrend.point(0.5, 0.5);
  await grades.courseTrend.expectTooltip('Cell quiz', [['Date', '10 Feb 2026'], ['The course', '63%']]);
  await expect(grades.averages.table.getByRole('row', { name: '30% to under 40%' })).toContainText('2');
  const ada = grades.row(grades.students, 'Ada Berg');
  await expect(ada.getByRole('cell')).toHaveText([
    '',
    '↘ Falling',
    '82%',
    '3 of 4',
    '+22percentage points',
    'overdue',
  ]);
  await expect(ada.getByRole('img').first()).toHaveAccessibleName('3 grades, from 100% to 67%');
  await page.mouse.move(0, 0);
  await expect(grades.tooltip).toBeHidden();
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
});

test('sorts, searches and filters the students', async ({ page, serve }) => {
  const grades = await open(page, serve, '');
  await expect(grades.names).toHaveText(['Bo Aas', 'Ada Berg', 'Cy Dahl', 'Di Eng', 'Ed Foss', 'Flo Gran']);
  await grades.sortBy('Average');
  await expect(grades.names).toHaveText(['Di Eng', 'Ada Berg', 'Bo Aas', 'Ed Foss', 'Cy Dahl', 'Flo Gran']);
  await expect(page).toHaveURL(/sort=-average$/);
  // Who falls comes first, who can't be told last.
  await grades.sortBy('Grade trend');
  await expect(grades.names.nth(0)).toHaveText('Ada Berg');
  await expect(grades.names.nth(1)).toHaveText('Di Eng');
  await grades.group.selectOption('Lab A');
  await expect(grades.names).toHaveText(['Ada Berg', 'Bo Aas']);
  await expect(grades.figure('Overall average').note).toHaveText('Chosen groups: 69%');
  await grades.courseTrend.expectTable([
    ['Assessment', 'Date', 'Chosen groups', 'The course'],
    ['Cell lab', '15 Jan 2026', '75%', '68%'],
    ['Cell quiz', '10 Feb 2026', '80%', '63%'],
    ['Genes lab', '5 Mar 2026', '64%', '65%'],
  ]);
  await grades.search.fill('bo');
  await expect(grades.names).toHaveText(['Bo Aas']);
});

test('counts anew for another term and scale', async ({ page, serve }) => {
  const grades = await open(page, serve, '');
  await expect(grades.term.getByRole('option')).toHaveText(['All terms', 'Autumn', 'Spring']);
  await grades.scale.selectOption('Letters');
  await expect(grades.figure('Overall average').value).toHaveText('7.0 (A)');
  await expect(grades.row(grades.students, 'Bo Aas')).toContainText('4.0 (C)');
  await expect(page).toHaveURL(/scale=letters$/);
  await grades.term.selectOption('Autumn');
  await expect(grades.figure('Overall average').value).toHaveText('2.5 (C)');
  await expect(grades.figure('Assessments').value).toHaveText('1');
  await expect(page).toHaveURL(/term=1&scale=letters$/);
  await grades.term.selectOption('All terms');
  await expect(grades.figure('Assessments').value).toHaveText('7');
  await expect(page).toHaveURL(/terms=all&scale=letters$/);

  // The selection goes along to a student, back, and over a reload.
  await grades.students.getByRole('link', { name: 'Ada Berg' }).click();
  await expect(grades.heading).toHaveText('Ada Berg');
  await expect(grades.row(grades.assessments, /^Essay/)).toContainText('E2.5 (C)');
  await page.reload();
  await expect(grades.row(grades.assessments, /^Oral/)).toContainText('A7.0 (A)');
  await page.goBack();
  await expect(grades.figure('Assessments').value).toHaveText('7');
  await page.goBack();
  await expect(grades.figure('Overall average').value).toHaveText('2.5 (C)');
});

test('shows how the grades of a student go', async ({ page, serve }) => {
  const grades = await open(page, serve, '/1');
  await expect(grades.heading).toHaveText('Ada Berg');
  await expect(grades.figure('Average').value).toHaveText('82%');
  await expect(grades.figure('Average').note).toHaveText('The course: 61%');
  await expect(grades.figure('Against the course').value).toHaveText('+22');
  await expect(grades.figure('Direction').note).toHaveText('The course: ↘ Falling');
  await grades.trend.expectTable([
    ['Assessment', 'Date', 'Ada Berg', 'The course'],
    ['Cell lab', '15 Jan 2026', '100%', '68%'],
    ['Cell quiz', '10 Feb 2026', '80%', '63%'],
    ['Genes lab', '5 Mar 2026', '67%', '65%'],
  ]);
  await expect(grades.legend.getByRole('listitem')).toHaveText([
    'Completed by the deadline250%',
    'Completed past the deadline125%',
    'Not completed00%',
    'Still to come125%',
  ]);
  await grades.bar.expectTable([
    ['Status', 'Number', 'Share'],
    ['Completed by the deadline', '2', '50%'],
    ['Completed past the deadline', '1', '25%'],
    ['Still to come', '1', '25%'],
  ]);
  await expect(grades.place.table.getByRole('row', { name: '80% to under 90%' })).toContainText('82%');
  const rows = grades.assessments.getByRole('row');
  await expect(rows).toHaveText([
    'AssessmentDateGradeThe courseStatus',
    'Cell labAssignment15 Jan 2026100%40 of 4068%Completed by the deadline',
    'Cell quizTest10 Feb 202680%16 of 2063%Completed past the deadline',
    'Genes labAssignment5 Mar 202667%67 of 10065%Completed by the deadline',
    'Genes quizTest25 Mar 2026No gradeStill to come',
  ]);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page);
  }
});

test('narrows a student to one kind', async ({ page, serve }) => {
  const grades = await open(page, serve, '/1');
  await grades.kind.selectOption('Test');
  await expect(page).toHaveURL(/kind=test$/);
  await expect(grades.figure('Average').value).toHaveText('80%');
  await expect(grades.figure('Average').note).toHaveText('The course: 63%');
  await expect(grades.legend.getByRole('listitem').nth(1)).toHaveText('Completed past the deadline150%');
  await expect(grades.assessments.getByRole('row')).toHaveCount(3);
  await grades.kind.selectOption('All assessments');
  await expect(grades.assessments.getByRole('row')).toHaveCount(5);
});

test('marks a grade outside its scale and a gap', async ({ page, serve }) => {
  const grades = await open(page, serve, '/3');
  await expect(grades.figure('Average').value).toHaveText('38%');
  await expect(grades.row(grades.assessments, /^Genes lab/)).toContainText('⚠ 130 of 100, outside the scale');
  await expect(grades.trend.table.getByRole('row').nth(3)).toContainText('⚠ 130 of 100, outside the scale65%');
  await grades.next.click();
  await grades.next.click();
  await expect(grades.heading).toHaveText('Ed Foss');
  await expect(grades.trend.table.getByRole('row').nth(1)).toContainText('No grade68%');
});

test('the keyboard alone reads both values', async ({ page, serve }) => {
  const grades = await open(page, serve, '');
  await grades.tabTo(grades.scale);
  for (const key of ['Space', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await expect(grades.figure('Overall average').value).toHaveText('7.0 (A)');
  await expect(grades.scale).toBeFocused();
  for (const key of ['Space', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
  await expect(grades.figure('Overall average').value).toHaveText('61%');
  await grades.tabTo(grades.courseTrend.canvas);
  await grades.courseTrend.expectTooltip('Genes lab', [['Date', '5 Mar 2026'], ['The course', '65%']]);
  await grades.tabTo(grades.students.getByRole('link', { name: 'Bo Aas' }));
  await page.keyboard.press('Tab');
  await grades.trend.expectTooltip('Genes lab', [['Date', '5 Mar 2026'], ['Grade', '60%'], ['The course', '65%']]);
  await page.keyboard.press('ArrowLeft');
  await grades.trend.expectTooltip('Cell lab', [['Date', '15 Jan 2026'], ['Grade', '50%'], ['The course', '68%']]);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(grades.heading).toHaveText('Ada Berg');
  await grades.tabTo(grades.trend.canvas);
  const values = (date, own, course) => [['Date', date], ['Ada Berg', own], ['The course', course]];
  await grades.trend.expectTooltip('Genes lab', values('5 Mar 2026', '67%', '65%'));
  await page.keyboard.press('Home');
  await grades.trend.expectTooltip('Cell lab', values('15 Jan 2026', '100%', '68%'));
});

test('says nothing of what the school hides', async ({ page, serve }) => {
  // The averages of the course on single assessments, overall, and of tests alone; how far students are from them; and
  // the levels' averages.
  const hidden = /68%|63%|65%|61%|69%|7\.0 \(A\)|2\.5 \(C\)|[+−]\d|the course:/i;
  for (const view of ['', '?group=7', '?scale=letters', '?sort=-difference', '/1', '/2?kind=test', '/1?scale=letters']) {
    const grades = await open(page, serve, view, { showCourseAverage: false });
    await expect(grades.main.getByText("Your school doesn't show averages of the course.")).toBeVisible();
    const said = () => page.evaluate(() => document.querySelector('.app').outerHTML);
    expect(await said(), view).not.toMatch(hidden);
    // Every place of every chart.
    for (const canvas of await page.locator('canvas').all()) {
      const box = await canvas.boundingBox();
      for (let across = 0.05; across < 1; across += 0.1) {
        await canvas.hover({ position: { x: box.width * across, y: Math.min(10, box.height / 2) } });
        expect(await said(), view).not.toMatch(hidden);
      }
    }
  }
  const grades = await open(page, serve, '?sort=-difference', { showCourseAverage: false });
  await expect(grades.names.first()).toHaveText('Bo Aas');
  await expect(grades.students.getByRole('columnheader')).toHaveText([
    '',
    /Student/,
    /Grade trend/,
    /Average/,
    /Graded/,
    /May need support/,
  ]);
  await expect(grades.averages.table).toHaveCount(0);
  await expect(grades.courseTrend.table).toHaveCount(0);
});

test('shows no distribution of less than five averages', async ({ page, serve }) => {
  const course = await fixture('grades');
  course.students.splice(4, 1);
  course.grades = course.grades.filter((grade) => grade.studentId !== 5);
  const grades = new Grades(page);
  const address = serve(course);
  for (const view of ['#/grades', '#/grades/1']) {
    await grades.open(address + view);
    await expect(grades.main.getByText('Less than 5 students have an average.')).toBeVisible();
    await expect(page.getByRole('table', { name: /^Averages|among the averages/ })).toHaveCount(0);
  }
});

test('a course that is too large keeps its list', async ({ page, serve }) => {
  const grades = await open(page, serve, '', { summaryLimit: 5 });
  await expect(grades.main.getByText('The summary is hidden')).toBeVisible();
  await expect(grades.students.getByRole('button', { name: 'Average', exact: true })).toHaveCount(0);
  await expect(grades.row(grades.students, 'Ada Berg')).toContainText('+22percentage points');
  await grades.scale.selectOption('Letters');
  await expect(grades.row(grades.students, 'Ada Berg')).toContainText('10.0 (A)');
});

test('a course without assessments says what would be here', async ({ page, serve }) => {
  const course = await fixture('grades');
  Object.assign(course, { elements: [], grades: [], completions: [] });
  const grades = new Grades(page);
  const address = serve(course);
  for (const view of ['#/grades', '#/grades/1']) {
    await grades.open(address + view);
    await expect(grades.main.getByText('No assessments yet.')).toBeVisible();
    await expectAccessible(page);
  }
});

test('is as easy to reach on a phone', async ({ page, serve }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  const grades = await open(page, serve, '/1');
  await expectAccessible(page);
  expect(await width()).toBeLessThanOrEqual(320);
  await expect(grades.row(grades.assessments, /^Cell quiz/)).toContainText('Completed past the deadline');
  await grades.back.click();
  await expect(grades.names.first()).toHaveText('Bo Aas');
  await expectAccessible(page);
  expect(await width()).toBeLessThanOrEqual(320);
});
