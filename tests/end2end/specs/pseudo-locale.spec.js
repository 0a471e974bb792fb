// Every word that people read comes from the catalogue, and longer words than those of English have room: the pages in
// a language that nobody speaks (see pages/pseudo.js).

import { expect, fixture, refused, test as base } from '../fixtures.js';
import { Application } from '../pages/application.js';
import { COURSE_PAGES, IDS, TRAINING_PAGES, addressOf, openAll, sample, visit } from '../pages/every.js';
import { GRADEBOOK, LOG } from '../pages/import.js';
import { noteDrawnTexts, pseudoCatalogue, strangers, textsOf, textsOfPage } from '../pages/pseudo.js';

/** Names of products and formats, a time zone, and what stands for a first name. */
const NAMES = ['Roundview', 'Moodle', 'SCORM', 'LTI', 'CSV', 'XLSX', 'PNG', 'UTC', 'Europe/Oslo', '{firstName}'];

/** What is wrong with a document or a setting is said to those who make them, in the words of its format. */
const OF_THE_FORMAT = ['/students', '/timeoutSeconds', 'the number 5', 'an array', 'a string', 'a number'];

const test = base.extend({
  /** The application in the invented language: `visit(address, data)` opens a view and looks at it. */
  look: async ({ page, site }, use) => {
    const catalogue = await pseudoCatalogue();
    const end = site.answer('/i18n/en.txt', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' }).end(catalogue);
    });
    await noteDrawnTexts(page);
    await use(async (name, data) => {
      const known = [...textsOf([data, NAMES])].filter(Boolean).sort((a, b) => b.length - a.length);
      const found = (await textsOfPage(page))
        .map((text) => ({ text, strange: strangers(text, known) }))
        .filter(({ strange }) => strange);
      expect.soft(found, `${name}: text that isn't of the catalogue`).toEqual([]);
      const { width } = page.viewportSize();
      await page.setViewportSize({ width: 390, height: 800 });
      const sideways = () =>
        page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
      await expect.soft.poll(sideways, `${name}: scrolls sideways at 390 px`).toBe(0);
      await page.setViewportSize({ width, height: 800 });
    });
    end();
  },
});

for (const { view } of COURSE_PAGES) {
  const address = addressOf(view, IDS.sample);
  test(`the sample, ${address}`, async ({ page, look }) => {
    const data = await sample('course');
    await visit(page, `./${address}`);
    await openAll(page);
    await look(address, [data, address.includes('courses') || address.includes('weekly') ? DEMONSTRATION : []]);
  });
}

/** Courses of the demonstration. */
const DEMONSTRATION = ['Biology 1, 2024–25'];

for (const { view } of TRAINING_PAGES) {
  const address = addressOf(view, IDS.sample);
  test(`the sample, ${address}`, async ({ page, look }) => {
    const data = await sample('training');
    await visit(page, `./${address}`);
    await openAll(page);
    await look(address, data);
  });
}

test('a definition, the search of students and the time machine', async ({ page, look }) => {
  const data = await sample('course');
  await page.setViewportSize({ width: 390, height: 800 });
  await visit(page, './#/activity/101');
  const application = new Application(page);
  await application.main.locator('.help-button').first().click();
  await application.main.getByRole('combobox').first().fill('zzz');
  await look('a definition and nobody found', data);
  await visit(page, './#/activity');
  const machine = application.main.locator('.data-line button, .data-line .button').first();
  if (await machine.count()) await machine.click();
  await look('the time machine', data);
});

for (const name of ['empty', 'no-events']) {
  test(`a course that is ${name}`, async ({ page, look, serve }) => {
    const data = await fixture(name);
    const address = serve(data);
    for (const view of ['#/course', '#/activity', '#/progress', '#/progress?rows=elements', '#/grades', '#/resources', '#/student-report']) {
      await visit(page, address + view);
      await look(view, data);
    }
  });
}

test('filters that leave nothing', async ({ page, look }) => {
  const data = await sample('course');
  for (const view of ['#/activity', '#/resources', '#/progress?rows=elements', '#/training', '#/training/groups']) {
    await visit(page, `./${view}`);
    const search = page.getByRole('searchbox').first();
    if (!(await search.count())) continue;
    await search.fill('qqq');
    await expect(page.locator('.table-row')).toHaveCount(0);
    await look(`${view}, searched`, [data, await sample('training'), 'qqq']);
  }
});

test('a selection and the page of a message', async ({ page, look }) => {
  const data = await sample('course');
  await visit(page, './#/activity');
  const boxes = page.locator('.table-row .table-check input');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await look('selected', data);
});

test('records that could not be used', async ({ page, look, serve }) => {
  const data = await fixture('activity');
  const start = '2026-03-17T08:00:00Z';
  data.visits.push({ studentId: 999, start, seconds: 60 }, { studentId: 101, start, seconds: -5 });
  await visit(page, `${serve(data)}#/activity`);
  await openAll(page);
  await look('faults', data);
  for (const button of await page.locator('.notice button').all()) await button.click();
  await look('the list of faults', data);
});

test('a viewer who may see nothing, and a student', async ({ page, look, serve }) => {
  const data = await fixture('activity');
  await visit(page, `${serve({ ...data, viewer: { id: 5, role: 'guest' } })}#/activity`);
  await look('nothing', data);
  await visit(page, `${serve({ ...data, viewer: { id: 101, role: 'student' } })}#/activity`);
  await look('a student', data);
});

test.describe('what goes wrong', () => {
  test.use({ expectedErrors: [/Failed to load resource/, /Roundview/] });

  for (const [name, answer] of Object.entries({
    'a document that is not there': refused(404),
    'a server with a problem': refused(500),
    'a server that refuses': refused(403),
    'a document that is none': (_request, response) => response.writeHead(200).end('{"format": "course-document/1", "students": 5}'),
    'a file that is cut short': (_request, response) =>
      response.writeHead(200, { 'Content-Type': 'application/gzip' }).end(Buffer.from('1f8b0800000000000003', 'hex')),
  })) {
    test(name, async ({ page, look, serve }) => {
      await page.goto(serve(answer));
      await expect(page.getByRole('alert')).toBeVisible();
      await look(name, OF_THE_FORMAT);
    });
  }

  test('an origin that is not allowed', async ({ page, look }) => {
    await page.goto('./?document=https://elsewhere.example/a.json');
    await expect(page.getByRole('alert')).toBeVisible();
    await look('origin', ['https://elsewhere.example/a.json', 'https://elsewhere.example']);
  });

  test('a setting that cannot be used', async ({ page, look, configure }) => {
    configure({ timeoutSeconds: 'long' });
    await visit(page, './#/activity');
    await look('settings', [await sample('course'), OF_THE_FORMAT]);
  });
});

test('files of another system', async ({ page, look }) => {
  await visit(page, './#/activity');
  const file = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  const input = page.locator('input[type="file"]');
  await input.setInputFiles([file('a.csv', LOG), file('b.csv', GRADEBOOK), file('c.csv', 'x,y\n1,2\n')]);
  await expect(page.locator('.import')).toBeVisible();
  await openAll(page);
  const cells = [LOG, GRADEBOOK].flatMap((text) => text.split(/[\n,"]/)).map((cell) => cell.trim());
  const rows = [LOG, GRADEBOOK].flatMap((text) => [...text.matchAll(/"([^"]*)"/g)].map(([, cell]) => cell));
  // Examples of long cells are cut.
  const cut = rows.filter((cell) => cell.length > 80).map((cell) => cell.slice(0, 80).trim());
  const data = ['a.csv', 'b.csv', 'c.csv', 'Biology 1', 'Lab, part 1', 'Quiz: Cells', 'Cells', 'x', 'y', ...rows, ...cut, ...cells].filter((text) => text.length > 1 || /[xy]/.test(text));
  await look('import', data);
});
