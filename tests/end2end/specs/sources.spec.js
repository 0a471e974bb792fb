// Where a document comes from, and what is said where it can't be had.

import { buffer } from 'node:stream/consumers';
import { createGzip, gzipSync } from 'node:zlib';
import { brokenOff, expect, expectAccessible, fixture, inTwoParts, refused, test, whole } from '../fixtures.js';
import { Application } from '../pages/application.js';
import { Overview } from '../pages/overview.js';

/** A document of some megabytes: spaces are part of JSON, and cost the program little. */
const large = async () => JSON.stringify(await fixture('activity')) + ' '.repeat(2_000_000);

/** How much of it arrives first: somewhat above half, so that the last piece of it needn't have been told. */
const HALF = 1_010_000;

/** A second course, to be told from the first. */
const second = async () => {
  const document = await fixture('activity');
  document.course.title = 'Chemistry 1';
  return document;
};

test.describe('an address', () => {
  test('of the same origin is opened, without the label of the sample', async ({ page, serve }) => {
    const overview = new Overview(page);
    await overview.open(serve(await fixture('activity')));
    await expect(overview.banner).toContainText('Biology 3');
    await expect(overview.sampleLabel).toHaveCount(0);
  });

  test('is followed from the place of the page', async ({ page, site }) => {
    const end = site.answer('/lms/course/reports/course.json', whole(await second()));
    const overview = new Overview(page);
    await overview.open(`${site.origin}/lms/course/reports/?document=course.json`);
    await expect(overview.banner).toContainText('Chemistry 1');
    end();
  });

  test('of another origin is refused, and nobody is asked', async ({ page }) => {
    const application = new Application(page);
    for (const address of ['https://example.org/course.json', '//example.org/course.json', 'data:application/json,{}']) {
      await page.goto(`./?document=${encodeURIComponent(address)}`);
      await expect(application.alert).toContainText("This address isn't allowed");
      await expect(application.alert).toContainText('the server that this page comes from');
    }
    await expectAccessible(page);
  });

  test('may be of a gzip file', async ({ page, serve }) => {
    const overview = new Overview(page);
    await overview.open(serve(gzipSync(JSON.stringify(await second()))));
    await expect(overview.names).toHaveCount(4);
  });
});

test.describe('a slow document', () => {
  test('shows how far it has come', async ({ page, serve }) => {
    const overview = new Overview(page);
    const { answer, finish } = inTwoParts(await large(), HALF);
    await page.goto(`${serve(answer)}#/activity`);
    await expect(overview.progress).toHaveAccessibleName('Fetching the course: 1.0 of 2.0 MB');
    await expect(overview.progress).toHaveAttribute('aria-valuenow', '50');
    await expect(overview.banner).toBeVisible();
    await expectAccessible(page);
    // The page answers meanwhile.
    await overview.language.selectOption('Norsk');
    await expect(overview.progress).toHaveAccessibleName('Henter faget: 1,0 av 2,0 MB');
    await overview.language.selectOption('English');
    finish();
    await expect(overview.names).toHaveCount(4);
    await expect(overview.progress).toHaveCount(0);
  });

  test('can be cancelled and tried again', async ({ page, serve }) => {
    const overview = new Overview(page);
    const { answer, finish } = inTwoParts(await large(), HALF);
    await page.goto(`${serve(answer)}#/activity`);
    await expect(overview.progress).toHaveAttribute('aria-valuenow', '50');
    await overview.cancel.click();
    await expect(overview.alert).toContainText('Loading was cancelled');
    finish();
    await overview.retry.click();
    await expect(overview.names).toHaveCount(4);
  });

  test('is given up for a newer one', async ({ page, serve }) => {
    const overview = new Overview(page);
    const { answer, finish } = inTwoParts(await large(), HALF);
    await page.goto(`${serve(answer)}#/activity`);
    await expect(overview.progress).toHaveAttribute('aria-valuenow', '50');
    await overview.chooseFile('chemistry.json', JSON.stringify(await second()));
    await expect(overview.banner).toContainText('Chemistry 1');
    finish();
    await overview.student('Ada Berg').click();
    await expect(overview.heading).toHaveText('Ada Berg');
    await expect(overview.banner).toContainText('Chemistry 1');
  });
});

test.describe('what goes wrong', () => {
  test.use({ expectedErrors: [/Failed to load resource|ERR_/] });

  test('a lost connection can be tried again', async ({ page, serve, site }) => {
    const overview = new Overview(page);
    const address = `${serve(brokenOff(await large(), 1_000_000))}#/activity`;
    await page.goto(address);
    await expect(overview.alert).toContainText("The course couldn't be fetched");
    await expectAccessible(page);
    const end = site.answer('/documents/1.json', whole(await fixture('activity')));
    await overview.retry.click();
    await expect(overview.names).toHaveCount(4);
    end();
  });

  test('a course that is not there', async ({ page, serve }) => {
    const application = new Application(page);
    await page.goto(serve(refused(404)));
    await expect(application.alert).toContainText("The course isn't there");
    await expect(application.retry).toBeVisible();
  });

  test('a server that refuses', async ({ page, serve }) => {
    const application = new Application(page);
    await page.goto(serve(refused(403)));
    await expect(application.alert).toContainText('The server refused');
    await expect(application.alert).toContainText("doesn't allow you");
  });

  test('a damaged gzip file', async ({ page, serve }) => {
    const application = new Application(page);
    const packed = gzipSync(JSON.stringify(await fixture('activity')));
    await page.goto(serve(packed.subarray(0, packed.length / 2)));
    await expect(application.alert).toContainText("The file couldn't be unpacked");
  });

  test('a small gzip file of which far too much comes', async ({ page, serve }) => {
    // A name of 300 MiB, in 1.4 MB.
    const packing = createGzip({ level: 1 });
    const packed = buffer(packing);
    packing.write('{"format":"course-document/1","students":[{"id":1,"firstName":"');
    for (let mebibyte = 0; mebibyte < 300; mebibyte++) packing.write(Buffer.alloc(1 << 20, 'a'));
    packing.end();
    const application = new Application(page);
    await page.goto(serve(await packed));
    await expect(application.alert).toContainText("This isn't a document that can be read");
    await expect(application.alert).toContainText('a value of more than 268435456 bytes at line 1');
  });

  test('a document that is larger than any that can be read', async ({ page, serve }) => {
    const application = new Application(page);
    // The server tells before it sends anything; more than the first byte never comes.
    const endless = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 2_000_000_001 });
      response.write('{');
    };
    await page.goto(serve(endless));
    await expect(application.alert).toContainText('This document is too large');
    await expect(application.alert).toContainText('Up to 2 GB can be read.');
  });

  test('a document that breaks a rule', async ({ page, serve }) => {
    const application = new Application(page);
    const document = await fixture('activity');
    delete document.students[2].id;
    await page.goto(serve(document));
    await expect(application.alert).toContainText("This isn't a document that can be read");
    await expect(application.alert).toContainText('/students/2');
  });

  test('a page in place of a document', async ({ page, serve }) => {
    const application = new Application(page);
    await page.goto(serve('<!doctype html>'));
    await expect(application.alert).toContainText("This isn't a document that can be read");
  });
});

test.describe('a file', () => {
  test('is opened when it is chosen', async ({ page }) => {
    const overview = new Overview(page);
    await overview.open();
    await overview.chooseFile('chemistry.json', JSON.stringify(await second()));
    await expect(overview.banner).toContainText('Chemistry 1');
    await expect(overview.names).toHaveCount(4);
    await expect(overview.sampleLabel).toHaveCount(0);
    await overview.chooseFile('biology.json.gz', gzipSync(JSON.stringify(await fixture('activity'))));
    await expect(overview.banner).toContainText('Biology 3');
  });

  test('is opened when it is dropped, and sent nowhere', async ({ page }) => {
    const overview = new Overview(page);
    await overview.open();
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await overview.dropFile('chemistry.json', JSON.stringify(await second()));
    await expect(overview.banner).toContainText('Chemistry 1');
    await overview.dropFile('biology.json.gz', gzipSync(JSON.stringify(await fixture('activity'))));
    await expect(overview.banner).toContainText('Biology 3');
    await expect(overview.names).toHaveCount(4);
    expect(asked).toEqual([]);
  });

  test('that is refused leaves what was open', async ({ page, serve }) => {
    const overview = new Overview(page);
    await overview.open(`${serve(await fixture('activity'))}#/activity?group=8`);
    await overview.chooseFile('broken.json', '{ "format": "course-document/1", "students": [] }');
    await expect(overview.alert).toContainText("This isn't a document that can be read");
    await expect(overview.alert).toContainText('What you saw before is still below.');
    await expect(overview.banner).toContainText('Biology 3');
    await expect(overview.names).toHaveText(['Øystein Åsen', 'José Łęcki']);
    await overview.student('José Łęcki').click();
    await expect(overview.heading).toHaveText('José Łęcki');

    await overview.chooseFile('broken.json.gz', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]));
    await expect(overview.alert).toContainText("The file couldn't be unpacked");
    await overview.chooseFile('chemistry.json', JSON.stringify(await second()));
    await expect(overview.banner).toContainText('Chemistry 1');
    await expect(overview.alert).toHaveCount(0);
  });
});

test('records that could not be used are counted and listed', async ({ page, serve }) => {
  const document = await fixture('activity');
  document.visits.push({ studentId: 999, start: '2026-03-17T08:00:00Z', seconds: 60 });
  document.visits.push({ studentId: 101, start: '2026-03-17T08:00:00Z', seconds: -5 });
  document.views.push({ studentId: 101, elementId: 12, at: '2026-03-17T08:00:00Z', seconds: -1 });
  const overview = new Overview(page);
  await overview.open(serve(document));
  // Two are left out; the view counts, with no time.
  await expect(overview.main.getByText("2 records couldn't be used.")).toBeVisible();
  await expect(overview.average.value).toHaveText('about 20 min');
  const show = overview.main.getByRole('button', { name: 'Show which' });
  await show.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: "Records that couldn't be used as they are" });
  const row = (name) => dialog.getByRole('row').filter({ hasText: name }).getByRole('cell');
  await expect(row("Names a student who isn't in the document")).toHaveText([
    "Names a student who isn't in the document",
    'Left out',
    '1',
    '/visits/10/studentId',
  ]);
  await expect(row('A visit with a negative duration')).toHaveText([/./, 'Left out', '1', '/visits/11/seconds']);
  await expect(row('A view with a negative duration')).toHaveText([/./, 'Taken as zero', '1', '/views/4/seconds']);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(show).toBeFocused();
  await show.click();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
});

test('of a file with a course the address of training says that there is none, and back leads on', async ({ page }) => {
  const application = new Application(page);
  await application.open('./');
  await application.chooseFile('course.json', JSON.stringify(await fixture('activity')));
  await expect(application.banner).toContainText('Biology 3');
  await page.evaluate(() => { location.hash = '#/training'; });
  await expect(application.main).toContainText('There is nothing here for you');
  await expect(application.main.locator('[aria-busy="true"]')).toHaveCount(0);
  await page.goBack();
  await expect(application.heading).toBeVisible();
});
