// Messages to students: to whom, what, and that each is sent once and as a whole.

import { expect, expectAccessible, fixture, test, whole } from '../fixtures.js';
import { Compose } from '../pages/compose.js';
import { Overview } from '../pages/overview.js';

let endings = [];
let calls = [];

/** The host takes messages, and answers each with what `answer(number)` gives: a status, or a promise of one. */
test.beforeEach(async ({ configure, site }) => {
  configure({ api: 'api', timeoutSeconds: 5 });
  const document = await fixture('activity');
  document.course = { ...document.course, id: 'bio-3', title: 'Biology 3' };
  calls = [];
  endings = [
    site.answer('/api/courses', whole([{ id: 'bio-3', title: 'Biology 3', archived: false, weeklyUpdates: false }])),
    site.answer('/api/courses/bio-3/document', whole(document)),
  ];
});
test.afterEach(() => endings.forEach((end) => end()));

function taking(site, answer) {
  endings.push(
    site.answer('/api/courses/bio-3/messages', async (request, response) => {
      const pieces = [];
      for await (const piece of request) pieces.push(piece);
      calls.push({ key: request.headers['idempotency-key'], body: JSON.parse(Buffer.concat(pieces)) });
      const status = await answer(calls.length);
      if (status === 'lost') response.destroy();
      else response.writeHead(status, { 'Content-Type': 'application/json' }).end('{"detail":"The subject is too long"}');
    }),
  );
}

test('from a student, with the first name, and sent once for two clicks', async ({ page, site }) => {
  let finish;
  const held = new Promise((resolve) => {
    finish = resolve;
  });
  taking(site, () => held);
  const compose = new Compose(page);
  await compose.open('./#/activity/101?course=bio-3');
  await compose.main.getByRole('button', { name: 'Message', exact: true }).click();
  await compose.expectView('#/messages?course=bio-3');
  await expect(compose.chips).toHaveText(['Ada Berg']);
  await compose.write('Lab', 'Hello !');
  await compose.body.press('ArrowLeft');
  await compose.insert.click();
  await expect(compose.body).toHaveValue('Hello {firstName}!');
  await expect(compose.body).toBeFocused();
  await expectAccessible(page);
  await compose.send.dblclick();
  finish(201);
  await expect(compose.sent).toHaveText('The message was sent to 1 student.');
  expect(calls.map((call) => call.body)).toEqual([{ studentIds: ['101'], subject: 'Lab', body: 'Hello {firstName}!' }]);
  // It is gone, and stays so.
  await expect(compose.subject).toHaveValue('');
  await page.reload();
  await expect(compose.subject).toHaveValue('');
});

test('to all whom a search leaves, less one, plus one', async ({ page, site }) => {
  taking(site, () => 201);
  const overview = new Overview(page);
  await overview.open('./#/activity?course=bio-3');
  await expect(overview.names).toHaveCount(4);
  const all = await overview.names.allTextContents();
  await overview.main.getByRole('button', { name: 'Message', exact: true }).click();
  const compose = new Compose(page);
  await expect(compose.count).toContainText('4 recipients');
  await compose.remove('Ada Berg').click();
  await expect(compose.chips).toHaveCount(3);
  await expect(compose.chips).not.toContainText(['Ada Berg']);
  await compose.removeAll.click();
  await expect(compose.count).toContainText('0 recipients');
  await compose.add.fill('ada');
  await compose.add.press('Enter');
  await expect(compose.chips).toHaveText(['Ada Berg']);
  await compose.main.getByRole('button', { name: 'Add all 4 students whom the filters leave' }).click();
  await expect(compose.chips).toHaveText(all);
  await expectAccessible(page);
});

test('what is missing is said, and nothing is sent', async ({ page, site }) => {
  taking(site, () => 201);
  const compose = new Compose(page);
  await compose.open('./#/messages?course=bio-3');
  await compose.send.click();
  await expect(compose.alert).toHaveText('Nobody would get the message. Add a student.');
  await compose.main.getByRole('button', { name: /^Add all/ }).click();
  await compose.send.click();
  await expect(compose.alert).toHaveText('The message has no subject.');
  await compose.subject.fill('Lab');
  await compose.send.click();
  await expect(compose.alert).toHaveText('The message says nothing.');
  expect(calls).toEqual([]);
});

test.describe('that fails', () => {
  test.use({ expectedErrors: [/422|ERR_/] });

  test('keeps its draft over a reload, and goes under the same key', async ({ page, site }) => {
    let answer = 422;
    taking(site, () => answer);
    const compose = new Compose(page);
    await compose.open('./#/activity/101?course=bio-3');
    await compose.main.getByRole('button', { name: 'Message', exact: true }).click();
    await compose.write('Lab', 'Tomorrow');
    await compose.send.click();
    await expect(compose.alert).toContainText('The message was not sent to anybody.');
    await expect(compose.alert).toContainText('The subject is too long');
    await page.reload();
    await expect(compose.subject).toHaveValue('Lab');
    await expect(compose.body).toHaveValue('Tomorrow');
    await expect(compose.chips).toHaveText(['Ada Berg']);
    // The connection is lost with each try, and each time it may have been sent.
    answer = 'lost';
    await compose.send.click();
    await expect(compose.alert).toContainText("It isn't known whether the message was sent.");
    await expect(compose.subject).toHaveValue('Lab');
    answer = 201;
    await compose.send.click();
    await expect(compose.sent).toBeVisible();
    expect(calls.length).toBeGreaterThan(2);
    expect(new Set(calls.map((call) => call.key)).size).toBe(1);
  });
});

test('without any storage a draft lasts as long as the page', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('no', 'SecurityError');
      },
    });
  });
  const compose = new Compose(page);
  await compose.open('./#/messages?course=bio-3');
  await compose.write('Lab', 'Tomorrow');
  await compose.reports.getByRole('link', { name: 'Grades' }).click();
  await page.goBack();
  await expect(compose.subject).toHaveValue('Lab');
  await compose.discard.click();
  await expect(compose.subject).toHaveValue('');
});
