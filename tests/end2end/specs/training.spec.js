// The reports on training: sessions, a session with its parts and its file, groups, and the way between them
// and the course reports.

import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, fixture, take, test, whole } from '../fixtures.js';
import { Training } from '../pages/training.js';

const lines = (bytes) => bytes.toString('utf8').replace('\ufeff', '').trim().split('\r\n');

const MARCH = ['March', 'Onboarding', '1 Mar 2026, 09:00', '1 Jun 2026, 10:00', 'In progress', '2', '0', '1'];
const JUNE = ['June', '', '1 Jun 2026, 10:00', '–', 'To come', '1', '0', '0'];

test('a training document opens its sessions, which can be narrowed, searched, sorted and taken away', async ({
  page,
  serve,
}) => {
  const training = new Training(page);
  await training.open(serve(await fixture('training')));
  await training.expectView('#/training');
  await expect(training.heading).toHaveText('All sessions');
  // The document came alone: there are no course reports to go to.
  await expect(training.areas).toHaveCount(0);
  await training.expectRows('Sessions', [JUNE, MARCH]);
  await training.table('Sessions').getByRole('button', { name: 'Registered', exact: true }).click();
  await training.table('Sessions').getByRole('button', { name: 'Registered', exact: true }).click();
  await training.expectView('#/training?sort=registered');
  await training.expectRows('Sessions', [JUNE, MARCH]);
  await training.search.fill('onboard');
  await training.expectRows('Sessions', [MARCH]);
  await expect(training.count).toHaveText('1 of 2 sessions');
  await training.search.fill('');
  await training.state.getByRole('radio', { name: 'In progress' }).check();
  await expect(training.state.getByRole('radio', { name: 'In progress' })).toBeFocused();
  await training.expectView('#/training?state=in-progress&sort=registered');
  await training.expectRows('Sessions', [MARCH]);

  const csv = await take(page, 'Sessions', 'CSV');
  expect(csv.name).toBe('Training - All sessions - Sessions - 2026-03-18.csv');
  expect(lines(csv.bytes)).toEqual([
    'SESSION ID,Name,Start,End,Registered,Completion,Instructors',
    '8,March,2026/03/01 09:00,2026/06/01 10:00,2,0,1',
  ]);
});

test('a session: figures with definitions, charts with tables, groups, learners, blocks', async ({ page, serve }) => {
  const training = new Training(page);
  await training.open(serve(await fixture('training')));
  await training.table('Sessions').getByRole('link', { name: 'March' }).click();
  await training.expectView('#/training/sessions/8');
  await expect(training.heading).toHaveText('March');
  await expect(training.figure('Registrations').value).toHaveText('2');
  await expect(training.figure('Open registrations').value).toHaveText('1');
  await expect(training.figure('Attendees').value).toHaveText('2');
  await expect(training.figure('Median time').value).toHaveText('–');
  await expect(training.figure('Average score').value).toHaveText('80%');
  await training.helpButton('Average score').click();
  await expect(page.getByText('The mean score of the attendees who have one.')).toBeVisible();
  await page.keyboard.press('Escape');
  await training.chart('Progress by course').expectTable([
    ['Block', 'Progress'],
    ['1. Fire safety', '70%'],
    ['2. Final', '50%'],
    ['3. Workshop', '25%'],
  ]);

  await training.part('Results by group').click();
  await training.expectRows('Results by group', [
    ['Everyone', '2', '50% 1 of 2', '83%', '80%', '0'],
    ['Sales', '1', '100% 1 of 1', '83%', '80%', '1'],
  ]);
  await training.part('Individual results').click();
  await training.expectRows('Learners', [
    ['Cai', 'Aas unassigned', '13%', '–', '10 min', '4 Mar 2026, 13:00'],
    ['Ana', 'Berg', '83%', '80%', '30 min', '3 Mar 2026, 13:00'],
    ['Bo', 'Dahl', '0%', '–', '–', '–'],
  ]);
  await training.part('Detailed results').click();
  await training.block.selectOption('Workshop');
  await training.expectRows('Workshop', [
    ['Cai', 'Aas unassigned', '0%', '–'],
    ['Ana', 'Berg', '50%', '50%'],
    ['Bo', 'Dahl', '0%', '–'],
  ]);
  await page.reload();
  await training.expectRows('Workshop', [
    ['Cai', 'Aas unassigned', '0%', '–'],
    ['Ana', 'Berg', '50%', '50%'],
    ['Bo', 'Dahl', '0%', '–'],
  ]);
  await training.table('Workshop').getByRole('link', { name: 'Ana' }).click();
  await expect(training.heading).toHaveText('Ana Berg');
  await expect(training.rowNames).toHaveText(['Fire safety', 'Final', 'Workshop']);
});

test('a session without results says by which rule', async ({ page, serve }) => {
  const training = new Training(page);
  await training.open(`${serve(await fixture('training'))}#/training/sessions/9`);
  await expect(training.notes).toHaveText([/once somebody has started or the session is over/]);
  await expect(training.part('Individual results')).toHaveCount(0);
  await expect(training.part('Results file')).toBeVisible();
});

test('a coach reads that only their learners are counted', async ({ page, serve }) => {
  const document = await fixture('training');
  document.viewer.userId = 'coach';
  const training = new Training(page);
  await training.open(`${serve(document)}#/training/sessions/8`);
  await expect(training.notes).toHaveText([/Only learners whom you may see/]);
  await expect(training.figure('Registrations').value).toHaveText('1');
  await page.goto(`${page.url().split('#')[0]}#/training/groups/1`);
  await expect(training.heading).toHaveText('Not available to you');
});

test('the file of a session, narrowed and with some of the columns', async ({ page, serve }) => {
  const training = new Training(page);
  await training.open(`${serve(await fixture('training'))}#/training/sessions/8?show=file`);
  await expect(training.fileCount).toHaveText('The file will have 3 rows.');
  const all = await training.save('Save as CSV');
  expect(all.suggestedFilename()).toBe('Training - March - Results - 2026-03-18.csv');
  const [head, ...rows] = lines(await readFile(await all.path()));
  expect(head).toContain('Last name,First name,Email,Site,Additional information,Managers,Deleted user,Session');
  expect(rows.map((row) => row.split(',')[0])).toEqual(['Aas', 'Berg', 'Dahl']);

  await training.fileFilters.getByLabel('Registered from', { exact: true }).fill('2026-03-05');
  await training.fileFilters.getByLabel('Registered from', { exact: true }).blur();
  await expect(training.fileCount).toHaveText('The file will have 1 row.');
  await training.columns.click();
  await training.main.getByRole('checkbox', { name: 'Email' }).uncheck();
  await expect(training.main.getByRole('checkbox', { name: 'Email' })).toBeFocused();
  await training.expectView('#/training/sessions/8?show=file&from=2026-03-05&without=Email');
  const some = lines(await readFile(await (await training.save('Save as CSV')).path()));
  expect(some[0]).toMatch(/^Last name,First name,Site,/);
  expect(some[1]).toMatch(/^Dahl,Bo,/);
  expect(some).toHaveLength(2);
  await training.fileFilters.getByRole('button', { name: /^Remove the filter “Registered from/ }).click();
  await training.fileFilters.getByRole('combobox', { name: 'Group' }).selectOption('Sales');
  await expect(training.fileCount).toHaveText('The file will have 2 rows.');
});

test('a group: its rates, and from a session to learners and blocks', async ({ page, serve }) => {
  const training = new Training(page);
  await training.open(`${serve(await fixture('training'))}#/training/groups`);
  await training.table('Groups').getByRole('link', { name: 'Sales' }).click();
  await expect(training.figure('Attendance rate').value).toHaveText('100%');
  await expect(training.figure('Attendance rate').note).toHaveText('1 of 1');
  await expect(training.figure('Fully online').note).toHaveText('0 online, 1 with a classroom');
  await training.table('Sessions').getByRole('link', { name: 'March' }).click();
  await training.table('Learners').getByRole('link', { name: 'Ana' }).click();
  await expect(training.heading).toHaveText('Ana Berg');
  await expect(training.rowNames).toHaveText(['Fire safety', 'Final', 'Workshop']);
  await training.pages.getByRole('link', { name: 'Collaborative activities' }).click();
  await training.expectRows('Sessions', [
    ['March', '1 Mar 2026, 09:00', '1 Jun 2026, 10:00', '1', '2', '0'],
    ['June', '1 Jun 2026, 10:00', '–', '0', '0', '0'],
  ]);
});

test('the dashboard: figures with definitions, graphs with tables, lists, and the way to a learner and back', async ({
  page,
  serve,
}) => {
  const training = new Training(page);
  await training.open(serve(await fixture('training')));
  await training.pages.getByRole('link', { name: 'Dashboard' }).click();
  await training.expectView('#/training/dashboard');
  await expect(training.heading).toHaveText('Dashboard');
  await expect(training.figure('Participation').value).toHaveText('33%');
  await expect(training.figure('Total time').value).toHaveText('about 40 min');
  await training.helpButton('Participation').click();
  await expect(page.getByText(/divided by the number of registrations times course blocks/)).toBeVisible();
  await page.keyboard.press('Escape');
  const menu = page.locator('details.export').filter({ hasText: ': Session participants' });
  await menu.locator('summary').click();
  const [picture] = await Promise.all([
    page.waitForEvent('download'),
    menu.getByRole('button', { name: /PNG/ }).click(),
  ]);
  expect(picture.suggestedFilename()).toBe('Training - Dashboard - Session participants - 2026-03-18.png');
  await training.part('Programs').click();
  await training.expectRows('Programs', [['Onboarding', '2', '50%', '0', '40 min']]);
  await training.part('Learners').click();
  await training.search.fill('berg');
  await training.table('Learners').getByRole('link', { name: 'Ana' }).click();
  await training.expectView('#/training/learners/1');
  await expect(training.heading).toHaveText('Ana Berg');
  await expect(training.figure('Participation').value).toHaveText('50%');
  await training.table('Sessions').getByRole('link', { name: 'March' }).click();
  await training.table('Blocks').getByRole('link', { name: 'Fire safety' }).click();
  await training.expectView('#/training/courses/5');
  await expect(training.figure('Participants').value).toHaveText('2');
  await page.goBack();
  await training.main.getByRole('link', { name: 'All about Ana Berg' }).click();
  await training.expectView('#/training/learners/1');
});

test('a file of the dashboard: its rows are counted before it is saved', async ({ page, serve }) => {
  const training = new Training(page);
  await training.open(`${serve(await fixture('training'))}#/training/dashboard?show=courses`);
  await training.main.getByRole('link', { name: 'Export' }).click();
  await training.expectView('#/training/dashboard?show=file');
  const dialog = page.getByRole('dialog', { name: 'Export of the dashboard' });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await expect(training.fileCount).toHaveText('The file will have 1 row.');
  await training.main.getByRole('combobox', { name: 'A row for each' }).selectOption('Learner');
  await expect(training.fileCount).toHaveText('The file will have 5 rows.');
  await training.fileFilters.getByRole('combobox', { name: 'Group' }).selectOption('Sales');
  await expect(training.fileCount).toHaveText('The file will have 2 rows.');
  await training.expectView('#/training/dashboard?show=file&group=2&rows=learner');
  const file = await training.save('Save as CSV');
  expect(file.suggestedFilename()).toBe('Training - Dashboard - Learner - 2026-03-18.csv');
  expect(lines(await readFile(await file.path()))).toEqual([
    'Last name,First name,Email,Participation,Connections,Total time spent,Answers,Overall score',
    'Aas,Cai,cai@example.org,,0,0:10:00,0,',
    'Berg,Ana,ana@example.org,50,0,0:30:00,0,',
  ]);
  // Closed, it leaves the reader where they were.
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await training.expectView('#/training/dashboard?show=courses');
  await training.expectRows('Courses', [['Fire safety', '2', '0', '40 min', '–']]);
});

test('a table is taken away as a picture', async ({ page, serve }) => {
  const training = new Training(page);
  await training.open(`${serve(await fixture('training'))}#/training/dashboard?show=courses`);
  const { name, bytes } = await take(page, 'Courses', 'Picture (PNG)');
  expect(name).toBe('Training - Dashboard - Courses - 2026-03-18.png');
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  // Two pixels for each: a heading and one row of 30, a head of 60, margins of 24.
  expect([bytes.readUInt32BE(16) >= 2 * (480 + 48), bytes.readUInt32BE(20)]).toEqual([true, 2 * (60 + 60 + 48)]);
});

test('attempts on an external course say why they have their time', async ({ page, serve }) => {
  const document = await fixture('training');
  document.courses[0] = { ...document.courses[0], provider: 'external', theoreticalSeconds: 18000 };
  document.externalCompletions = [
    { email: 'ANA@example.org', courseId: 5, completedAt: '2026-03-02T18:00:00Z', passed: true },
  ];
  const training = new Training(page);
  // Ana took six hours, of which five count; Cai hasn't completed it.
  await training.open(`${serve(document)}#/training/courses/5`);
  await training.part('External attempts').click();
  await training.expectRows('External attempts', [
    ['Cai', 'Aas', '4 Mar 2026, 13:00', '–', 'Not completed yet', '50%', 'Open', '–', 'Browser', 'March'],
    [
      'Ana', 'Berg', '2 Mar 2026, 13:00', '5 h 00 min', 'Capped at the course\'s 5 h 00 min', '100%', 'Success',
      '2 Mar 2026, 19:00', 'Browser', 'March',
    ],
  ]);
  await training.table('External attempts').getByRole('link', { name: 'March' }).first().click();
  await training.expectView('#/training/sessions/8?show=external');
  await training.table('External attempts').getByRole('link', { name: 'Ana' }).click();
  await training.part('External attempts').click();
  await training.expectView('#/training/learners/1?show=external');
  await expect(training.rowNames).toHaveText(['Fire safety']);
});

test('the sample can be looked at as anybody, a document of one\'s own as its viewer alone', async ({ page, serve }) => {
  const training = new Training(page);
  await training.open('./#/training/dashboard?show=learners');
  const viewer = page.getByRole('combobox', { name: 'See the sample as' });
  await expect(training.count).toHaveText(/ of 264 rows/);
  await viewer.focus();
  await viewer.selectOption('Learner');
  await expect(training.count).toHaveText('1 of 1 row');
  await expect(training.pages.getByRole('link', { name: 'Groups' })).toHaveCount(0);
  await expect(viewer).toBeFocused();
  await viewer.selectOption('Administrator');
  await expect(training.count).toHaveText(/ of 264 rows/);
  await training.open(serve(await fixture('training')));
  await expect(training.heading).toHaveText('All sessions');
  await expect(viewer).toHaveCount(0);
});

test('the sample has training beside its course, each fetched when it is wanted', async ({ page }) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const training = new Training(page);
  await training.open('./');
  expect(asked.filter((path) => path.endsWith('training.json.gz'))).toEqual([]);
  await training.areas.getByRole('link', { name: 'Training' }).click();
  await expect(training.heading).toHaveText('All sessions');
  await expect(training.sampleLabel).toBeVisible();
  await training.areas.getByRole('link', { name: 'Course reports' }).click();
  await expect(training.reports).toBeVisible();
  await page.goBack();
  await expect(training.heading).toHaveText('All sessions');
  // From the address the other way round.
  await page.reload();
  await expect(training.heading).toHaveText('All sessions');
  await training.areas.getByRole('link', { name: 'Course reports' }).click();
  await expect(training.heading).toHaveText('Overview');
});

test('a host has training where the settings leave it', async ({ page, site, configure }) => {
  const endings = [
    site.answer('/api/courses', whole([])),
    site.answer('/api/training/document', whole(await fixture('training'))),
  ];
  configure({ api: 'api' });
  const training = new Training(page);
  await page.goto('./');
  await training.areas.getByRole('link', { name: 'Training' }).click();
  await training.expectRows('Sessions', [JUNE, MARCH]);
  configure({ api: 'api', features: { training: false } });
  await page.goto('./#/courses');
  await page.reload();
  await expect(training.heading).toHaveText('Your courses');
  await expect(training.areas).toHaveCount(0);
  for (const end of endings) end();
});

const VIEWS = [
  '#/training',
  '#/training/sessions/8',
  '#/training/sessions/8?show=learners',
  '#/training/sessions/8?show=file',
  '#/training/groups/2',
  '#/training/dashboard',
  '#/training/dashboard?show=learners',
  '#/training/dashboard?show=file&rows=learner',
  '#/training/learners/1',
  '#/training/courses/5',
];

for (const view of VIEWS) {
  test(`${view} has no barriers and never scrolls sideways`, async ({ page, serve }) => {
    const training = new Training(page);
    const address = serve(await fixture('training'));
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      for (const width of [1280, 390, 320]) {
        await page.setViewportSize({ width, height: 800 });
        await training.open(address + view);
        await test.step(`${colorScheme}, ${width} px`, () => expectAccessible(page));
        const sideways = await page.evaluate(
          () => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth,
        );
        expect(sideways, `${width} px`).toBe(0);
      }
    }
  });
}
