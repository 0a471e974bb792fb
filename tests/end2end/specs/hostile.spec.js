// Every text of a document is hostile: nothing of it is run, asked for or taken for markup, and none pushes what stands
// beside it off the screen.

import { expect, fixture, printing, take, test } from '../fixtures.js';
import { HOSTILE, ID, MARK, poisoned } from '../hostile.js';
import { Application } from '../pages/application.js';
import { COURSE_PAGES, IDS, TRAINING_PAGES, addressOf, visit } from '../pages/every.js';

const own = encodeURIComponent(ID);

/** What the pages of each document are of; that has the hostile id. */
const OWN = { activity: 'student', progress: 'student', grades: 'student', resources: 'element', training: 'session' };

/** The views of a document. */
const viewsOf = (document) =>
  [...COURSE_PAGES, ...TRAINING_PAGES]
    .filter((page) => page.document === document)
    .map(({ view }) => addressOf(view, { ...IDS[document], [OWN[document]]: ID }));

/** What of the page reaches beyond the window, or is so tall that it hides the rest. */
const tooLarge = (page) =>
  page.evaluate(() => {
    const found = [];
    const sideways = document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth;
    if (sideways > 0) found.push(`the page, ${sideways} px sideways`);
    for (const one of document.querySelectorAll('h1, h2, h3, a, button, label, option, summary, [role=row], dt, dd, li, p')) {
      if (one.closest('.visually-hidden')) continue;
      const { height } = one.getBoundingClientRect();
      // Boxes with boxes in them may be tall; a text may not have more than half of the window.
      const isText = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
      if (isText && height > 400) found.push(`${one.tagName} ${one.className}: ${Math.round(height)} px`);
    }
    return found;
  });

test.beforeEach(async ({ page }) => {
  page.hostile = [];
  page.on('dialog', (dialog) => {
    page.hostile.push(dialog.message());
    return dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url().includes('/hostile/')) page.hostile.push(request.url());
  });
});

async function expectHarmless(page, where) {
  expect.soft(await page.evaluate((mark) => mark in globalThis, MARK), `${where}: a script has run`).toBe(false);
  expect.soft(page.hostile, `${where}: requests and dialogs`).toEqual([]);
  expect.soft(await page.locator('[src*="/hostile/"], [href*="/hostile/"], iframe, [onerror], [onload]').count(), where).toBe(0);
  expect.soft(await tooLarge(page), where).toEqual([]);
}

async function expectAllHarmless(page, address, views) {
  for (const view of views) {
    await visit(page, address + view);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      await expectHarmless(page, `${width} px, ${view.slice(0, 40)}`);
    }
  }
}

for (const name of ['activity', 'progress', 'grades', 'resources']) {
  test(`the pages of ${name}`, async ({ page, serve }) => {
    test.slow();
    const id = IDS[name][OWN[name]];
    // So that each text stands in the places that show most.
    for (const first of [0, 5, 10, 14]) {
      await expectAllHarmless(page, serve(poisoned(await fixture(name), id, first)), viewsOf(name));
    }
  });
}

test('the pages on training', async ({ page, serve }) => {
  test.slow();
  for (const first of [0, 7, 12]) {
    await expectAllHarmless(page, serve(poisoned(await fixture('training'), IDS.training.session, first)), viewsOf('training'));
  }
});

test('what is opened, pointed at, printed and taken away', async ({ page, serve }) => {
  test.slow();
  const application = new Application(page);
  await application.open(`${serve(poisoned(await fixture('activity'), 101))}#/activity`);
  // Names of students: in files, where no spreadsheet takes them for a formula.
  const csv = await take(page, 'Students', 'CSV');
  expect(csv.name).toMatch(/^[^/\\:*?"<>|\u0000-\u001f\u202e]{1,200}\.csv$/);
  const text = csv.bytes.toString('utf8');
  expect(text).not.toMatch(/(^|,)"?[=+@]/m);
  const xlsx = await take(page, 'Students', 'Excel (XLSX)');
  expect(xlsx.bytes.subarray(0, 2).toString()).toBe('PK');
  await application.open(`${page.url().split('#')[0]}#/activity/${own}`);
  for (const button of await page.getByRole('button', { name: 'Show as table' }).all()) await button.click();
  const chart = page.locator('.chart canvas').first();
  await chart.hover();
  await expectHarmless(page, 'a tooltip and tables');
  await printing(page, () => expectHarmless(page, 'on paper'));
});

test('a message to a student with such a name', async ({ page, serve }) => {
  const application = new Application(page);
  await application.open(`${serve(poisoned(await fixture('activity'), 101))}#/activity/${own}`);
  await page.getByRole('main').getByRole('button', { name: 'Message', exact: true }).click();
  await page.getByRole('textbox', { name: 'Subject' }).fill(HOSTILE[1]);
  await page.getByRole('textbox', { name: 'Message' }).fill(HOSTILE[0]);
  await expectHarmless(page, 'a message');
  // The demonstration shows what would have been sent.
  await page.getByRole('button', { name: /^Send/ }).click();
  await page.goto('./#/outbox');
  await expect(application.main).toContainText(HOSTILE[0]);
  await expectHarmless(page, 'the outbox');
});
