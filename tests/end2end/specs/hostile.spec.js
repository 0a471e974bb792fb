// Every text of a document is hostile: nothing of it is run, asked for or taken for markup, and none pushes what stands
// beside it off the screen.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, fixture, printing, take, test, whole } from '../fixtures.js';
import { HOSTILE, ID, MARK, RUN, poisoned } from '../hostile.js';
import { Application } from '../pages/application.js';
import { Compose } from '../pages/compose.js';
import { COURSE_PAGES, IDS, TRAINING_PAGES, addressOf, settled, visit } from '../pages/every.js';
import { GRADEBOOK, Import, LOG } from '../pages/import.js';

/** What writes weekly updates as hosts send them (`make end2end-test` builds it). */
const WEEKLY_UPDATE = fileURLToPath(new URL('../../../target/debug/examples/weekly_update', import.meta.url));

/** The names of such files that are fit for any system. */
const fileName = (extension) => new RegExp(`^[^/\\\\:*?"<>|\\u0000-\\u001f\\u202e]{1,200}\\.${extension}$`);

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

/** Wide and narrow. */
async function expectHarmlessAtAnyWidth(page, where) {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await expectHarmless(page, `${width} px, ${where}`);
  }
}

async function expectAllHarmless(page, address, views) {
  for (const view of views) {
    await visit(page, address + view);
    await expectHarmlessAtAnyWidth(page, view.slice(0, 40));
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
  expect(csv.name).toMatch(fileName('csv'));
  const text = csv.bytes.toString('utf8');
  expect(text).not.toMatch(/(^|,)"?[=+@]/m);
  const xlsx = await take(page, 'Students', 'Excel (XLSX)');
  expect(xlsx.bytes.subarray(0, 2).toString()).toBe('PK');
  const picture = await take(page, 'Average visit duration per day, last 7 days', 'Picture');
  expect(picture.name).toMatch(fileName('png'));
  expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG');
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

test('files of another system, their names and what is in them', async ({ page }) => {
  const files = new Import(page);
  // What the page asks for; the browser has been seen to say "download" instead, once among many.
  await page.addInitScript(() => {
    const { click } = HTMLElement.prototype;
    HTMLElement.prototype.click = function () {
      if (this.download) globalThis.savedAs = this.download;
      click.call(this);
    };
  });
  const inQuotes = (text) => text.replaceAll('"', '""');
  for (const first of [0, 4, 8, 12]) {
    const [name, title, course, file] = [0, 1, 2, 3].map((place) => HOSTILE[first + place]);
    const poison = (csv) =>
      csv
        .replaceAll('"Ada Berg"', `"${inQuotes(name)}"`)
        .replaceAll('\nAda,', `\n"${inQuotes(name)}",`)
        .replaceAll('Lab, part 1', inQuotes(title))
        .replaceAll('Biology 1', inQuotes(course));
    const named = (end) => `${file.replaceAll(/[/\0]/g, '').slice(0, 200)}${end}`;
    await visit(page, './');
    await files.chooseFiles({ [named('a.csv')]: poison(LOG), [named('b.csv')]: poison(GRADEBOOK), [named('c.csv')]: `${inQuotes(name)},x\n1,2\n` });
    await expect(files.openReports).toBeVisible();
    await page.locator('main details').evaluateAll((all) => all.forEach((one) => (one.open = true)));
    await expectHarmlessAtAnyWidth(page, `files, ${first}`);
    const saving = page.waitForEvent('download');
    await files.save.click();
    await saving;
    expect(await page.evaluate(() => globalThis.savedAs), `a file of a course called ${course.slice(0, 40)}`).toMatch(fileName('json'));
    await files.openReports.click();
    await expect(files.estimate).toBeVisible();
    await expectHarmlessAtAnyWidth(page, `reports of files, ${first}`);
  }
});

test('addresses', async ({ page }) => {
  test.slow();
  for (const text of HOSTILE) {
    const part = encodeURIComponent(text.slice(0, 2000));
    await expectAllHarmless(page, './', [
      `#/activity/${part}?group=${part}&show=${part}&asOf=${part}`,
      `#/activity?group=${part}&sort=${part}&${part}=${part}`,
      `#/training/sessions/${part}?show=${part}&learner=${part}`,
    ]);
  }
  await expectAllHarmless(page, './', [`#/${encodeURIComponent(HOSTILE[0])}`]);
});

test.describe('what is set, answered and mailed', () => {
  // Reasons come with a status; a mail has no icon.
  test.use({ expectedErrors: [/Failed to load resource/] });

  test('settings', async ({ page, configure }) => {
    configure({
      api: `javascript:${RUN}`,
      documentOrigins: HOSTILE,
      parentOrigins: HOSTILE,
      timeoutSeconds: HOSTILE[0],
      features: { messages: HOSTILE[1], [HOSTILE[2]]: true },
      locale: HOSTILE[3],
      theme: HOSTILE[4],
      [HOSTILE[5]]: HOSTILE[6],
    });
    await visit(page, './');
    await expect(page.getByRole('status').filter({ hasText: 'config.json' })).toContainText('/api');
    await expectHarmlessAtAnyWidth(page, 'settings');
  });

  test('courses of a host, and its reasons', async ({ page, site, configure }) => {
    configure({ api: 'api' });
    const courses = HOSTILE.map((title, place) => ({ id: place || ID, title, archived: place % 2 === 1, weeklyUpdates: true }));
    let reason;
    const endings = [
      site.answer('/api/courses', whole(courses)),
      site.answer(`/api/courses/${ID}/document`, whole(poisoned(await fixture('activity'), 101))),
      site.answer(`/api/courses/${ID}/messages`, (_request, response) => {
        response.writeHead(422, { 'Content-Type': 'application/json' }).end(JSON.stringify({ detail: reason }));
      }),
    ];
    const course = encodeURIComponent(ID);
    await expectAllHarmless(page, './', ['', `#/course?course=${course}`, `#/weekly-updates?course=${course}`]);
    const compose = new Compose(page);
    for (reason of HOSTILE) {
      await visit(page, `./#/messages?course=${course}&student=102`);
      await compose.write('Lab', 'See you there.');
      await compose.send.click();
      await settled(page);
      await expect(compose.alert).toBeVisible();
      await expectHarmlessAtAnyWidth(page, `refused because of ${reason.slice(0, 20)}`);
    }
    for (const end of endings) end();
  });

  test('an update for the week, as it is mailed', async ({ page, site }, info) => {
    test.skip(!existsSync(WEEKLY_UPDATE), 'the program is not built: cargo build --example weekly_update');
    const file = info.outputPath('course.json');
    for (const [place, text] of HOSTILE.entries()) {
      await writeFile(file, JSON.stringify(poisoned(await fixture('activity'), 101, place)));
      const link = `https://lms.example/?a=${encodeURIComponent(text)}"'><b>`;
      const html = execFileSync(WEEKLY_UPDATE, [file, '--week', 'latest', '--form', 'html', '--link', link]);
      const end = site.answer('/mail', (_request, response) => {
        // A program for mail may have no policy.
        response.removeHeader('Content-Security-Policy');
        response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html);
      });
      await page.goto('./mail');
      await expect(page.locator('h1, h2').first()).toBeVisible();
      await expectHarmlessAtAnyWidth(page, `the mail, ${place}`);
      const origins = await page.locator('a').evaluateAll((all) => all.map((one) => one.origin));
      expect(origins).toEqual(['https://lms.example']);
      end();
    }
  });
});
