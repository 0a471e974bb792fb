// Weekly updates on the page: switching them on and off, when the next one comes, and what it says.

import { expect, expectAccessible, fixture, test, whole } from '../fixtures.js';
import { Weekly } from '../pages/weekly.js';

test('the demonstration says that it is one, and keeps what is switched', async ({ page }) => {
  const weekly = new Weekly(page);
  await weekly.open('./#/activity');
  await expect(weekly.switch).not.toBeChecked();
  await weekly.switch.check();
  await expect(weekly.main.getByText('Switched on.')).toBeVisible();
  await page.reload();
  await expect(weekly.switch).toBeChecked();
  await weekly.more.click();
  await weekly.expectView('#/weekly-updates');
  await expect(weekly.heading).toHaveText('Weekly updates');
  await expect(weekly.main).toContainText('There is no learning platform here');
  await expect(weekly.switchOf('Biology 1')).toBeChecked();
  await expectAccessible(page);
});

/**
 * The sample was made on Wednesday, 18 March 2026. The sentences are those of the message that a host sends, which the
 * native tests work out.
 */
test('the preview is the message', async ({ page }) => {
  const weekly = new Weekly(page);
  await weekly.open('./#/weekly-updates');
  await expect(weekly.preview.getByRole('heading', { level: 3 })).toHaveText('Biology 1: the week to Friday, 13 March 2026');
  await expect(weekly.preview.getByRole('term')).toHaveText([
    'Active students',
    'Visits',
    'Average visit',
    'Activities completed',
    'Grades given',
  ]);
  await expect(weekly.preview.getByRole('definition').first()).toContainText(/^24 of 28, 1 fewer than/);
  const student = weekly.preview.getByRole('listitem').filter({ hasText: 'Bendik Berntsen' });
  await expect(student).toContainText('No visit for 9 days. The last visit was on Wednesday, 4 March 2026.');
  await weekly.language.selectOption('nb');
  await expect(weekly.preview).toContainText('Ingen besøk på 9 dager.');
  await weekly.preview.getByRole('link', { name: 'Åpne rapporten' }).click();
  await weekly.expectView('#/course');
});

test.describe('with a host', () => {
  const COURSES = [
    { id: 'bio-3', title: 'Biology 3', archived: false, weeklyUpdates: false },
    { id: 'chem', title: 'Chemistry 1', archived: false, weeklyUpdates: true },
    { id: 'old', title: 'Old course', archived: true, weeklyUpdates: false },
  ];
  let endings;

  test.beforeEach(async ({ configure, site }) => {
    configure({ api: 'api', timeoutSeconds: 5 });
    const document = await fixture('activity');
    document.course = { ...document.course, id: 'bio-3', title: 'Biology 3' };
    endings = [
      site.answer('/api/courses', whole(COURSES)),
      site.answer('/api/courses/bio-3/document', whole(document)),
    ];
  });
  test.afterEach(() => endings.forEach((end) => end()));

  /** Answers calls of the switch of a course with what `answer` gives: a status, or a promise of one. */
  const switching = (site, course, answer) => {
    const calls = [];
    endings.push(
      site.answer(`/api/courses/${course}/weekly-updates`, async (request, response) => {
        const pieces = [];
        for await (const piece of request) pieces.push(piece);
        calls.push([request.method, JSON.parse(Buffer.concat(pieces))]);
        response.writeHead(await answer(), { 'Content-Type': 'application/json' }).end('{}');
      }),
    );
    return calls;
  };

  test('all courses have their switch, and an archived one says why it has none', async ({ page, site }) => {
    const calls = switching(site, 'chem', () => 200);
    // Thursday; the activity fixture's course is in Oslo.
    await page.clock.setFixedTime(new Date('2026-03-19T12:00:00Z'));
    const weekly = new Weekly(page);
    await weekly.open('./#/weekly-updates?course=bio-3');
    await expect(weekly.courses).toHaveCount(3);
    await expect(weekly.line('Biology 3')).toContainText('the first one comes on Saturday, 21 March 2026, 06:00');
    await expect(weekly.switchOf('Old course')).toBeDisabled();
    await expect(weekly.line('Old course')).toContainText("The course is archived: it sends nothing, and can't be switched on.");
    await weekly.switchOf('Chemistry 1').uncheck();
    await expect(weekly.line('Chemistry 1')).toContainText('Switched off.');
    expect(calls).toEqual([['PUT', { enabled: false }]]);
    await expectAccessible(page);
  });

  test('it is on at once, and off again where the host refuses', async ({ page, site }) => {
    let finish;
    const answered = new Promise((resolve) => {
      finish = resolve;
    });
    switching(site, 'bio-3', () => answered);
    const weekly = new Weekly(page);
    await weekly.open('./#/activity?course=bio-3');
    await weekly.tabTo(weekly.switch);
    await page.keyboard.press('Space');
    await expect(weekly.switch).toBeChecked();
    finish(409);
    await expect(weekly.main.getByText("It couldn't be switched.")).toContainText('The course may have been archived.');
    await expect(weekly.switch).not.toBeChecked();
    await expectAccessible(page);
  });
  test.use({ expectedErrors: [/409/] });

  test('quick presses end as the last one', async ({ page, site }) => {
    let first = true;
    let finish;
    const held = new Promise((resolve) => {
      finish = resolve;
    });
    const calls = switching(site, 'bio-3', () => {
      const answer = first ? held : 200;
      first = false;
      return answer;
    });
    const weekly = new Weekly(page);
    await weekly.open('./#/activity?course=bio-3');
    await weekly.switch.check();
    await weekly.switch.uncheck();
    finish(200);
    await expect(weekly.main.getByText('Switched off.')).toBeVisible();
    await expect(weekly.switch).not.toBeChecked();
    expect(calls.map(([, body]) => body.enabled)).toEqual([true, false]);
  });

  test('a school may have none of it', async ({ page, configure }) => {
    configure({ api: 'api', features: { weeklyUpdates: false } });
    const weekly = new Weekly(page);
    await weekly.open('./#/activity?course=bio-3');
    await expect(weekly.switch).toHaveCount(0);
    await page.goto('./#/weekly-updates?course=bio-3');
    await expect(weekly.main).toContainText("Your school doesn't offer weekly updates.");
  });
});
