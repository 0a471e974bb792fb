// What the browser keeps: that it is listed and can be cleared, and that nothing else is kept.

import { expect, expectAccessible, fixture, take, test } from '../fixtures.js';
import { Application } from '../pages/application.js';

const kept = (page) => page.evaluate(() => Object.keys(localStorage).sort());

test('what is kept is listed, and cleared piece by piece or all at once', async ({ page, serve }) => {
  const application = new Application(page);
  await application.open(`${serve(await fixture('activity'))}#/activity`);
  await application.theme.getByRole('radio', { name: 'Dark' }).check();
  await application.language.selectOption('English');
  expect(await kept(page)).toEqual(['roundview.demonstration', 'roundview.language', 'roundview.looked', 'roundview.theme']);
  await page.getByRole('link', { name: 'What this browser keeps' }).click();
  await application.expectView('#/kept');
  await expect(application.heading).toHaveText('What this browser keeps');
  const items = application.main.getByRole('listitem');
  await expect(items).toHaveText([
    /What the demonstration would have sent/,
    /The language that you chose/, 
    /Which courses you have looked at/,
    /The theme that you chose/,
  ]);
  await expectAccessible(page);
  await items.nth(3).getByRole('button', { name: /The theme that you chose/ }).click();
  await expect(items).toHaveCount(3);
  await expect(application.main.getByRole('status').filter({ hasText: 'It has been cleared.' })).toBeVisible();
  await expect(application.heading).toBeFocused();
  await application.main.getByRole('button', { name: 'Clear all of it' }).click();
  await expect(application.main).toContainText('There is nothing.');
  expect(await kept(page)).toEqual([]);
  await page.goBack();
  await expect(application.heading).toHaveText('Activity');
});

test('a draft that is cleared is gone from its page too', async ({ page, serve }) => {
  const application = new Application(page);
  await application.open(`${serve(await fixture('activity'))}#/activity/101`);
  await application.main.getByRole('button', { name: 'Message', exact: true }).click();
  const subject = page.getByRole('textbox', { name: 'Subject' });
  await subject.fill('Lab');
  expect(await kept(page)).toContain('roundview.draft.bio-3');
  await page.getByRole('link', { name: 'What this browser keeps' }).click();
  const draft = application.main.getByRole('listitem').filter({ hasText: 'Your draft of a message in the course bio-3' });
  await draft.getByRole('button').click();
  await expect(draft).toHaveCount(0);
  await page.goBack();
  await expect(subject).toHaveValue('');
});

test('where nothing can be kept, the page says that there is nothing', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('no', 'SecurityError'); } });
  });
  const application = new Application(page);
  await page.goto('./#/kept');
  await expect(application.main).toContainText('There is nothing.');
});

/** Every name of a student, as written and in parts that tell. */
const namesOf = (document) =>
  document.students.flatMap(({ firstName, lastName }) => [firstName, lastName].filter((name) => name.length > 3));

test('no name of a student is in an address, a title, the history, the console or what is kept', async ({ page, serve }) => {
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('request', (request) => said.push(decodeURIComponent(request.url())));
  const document = await fixture('activity');
  const application = new Application(page);
  await application.open(`${serve(document)}#/activity`);
  const note = async () => said.push(await page.title(), decodeURIComponent(page.url()), JSON.stringify(await page.evaluate(() => [history.state, { ...localStorage }, { ...sessionStorage }, document.cookie])));
  await note();
  for (const view of ['#/activity/101', '#/progress/101', '#/grades/101', '#/resources', '#/student-report?student=101', '#/messages']) {
    await page.evaluate((view) => { location.hash = view; }, view);
    await expect(application.heading).toBeVisible();
    await note();
  }
  // A search is for names.
  await page.evaluate(() => { location.hash = '#/activity'; });
  const students = application.main.getByRole('table', { name: 'Students' }).getByRole('rowheader');
  await expect(students).not.toHaveCount(1);
  await application.main.getByRole('searchbox').fill('Berg');
  await expect(students).toHaveCount(1);
  await note();
  // What is searched for is in the file, and not in its name; the page of a student has the id.
  const list = await take(page, 'Students', 'CSV');
  expect(list.bytes.toString()).toContain('Ada Berg');
  expect(list.name).toBe('Biology 3 - Activity - Students - Search by name - 2026-03-18.csv');
  await students.getByRole('link').click();
  await expect(application.heading).toHaveText('Ada Berg');
  const title = await page.locator('details.export summary').first().evaluate((summary) => summary.textContent.split(': ')[1]);
  const chart = await take(page, title, 'CSV');
  expect(chart.name).toMatch(/^Biology 3 - Activity - 101 - /);
  said.push(list.name, chart.name);
  for (const name of namesOf(document)) expect(said.filter((text) => text.includes(name)), name).toEqual([]);
  const databases = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(databases).toEqual([]);
});
