// Courses of a host over HTTP, what goes wrong on the way, and what the deployment has set.

import { brotliCompressSync } from 'node:zlib';
import { brokenOff, expect, expectAccessible, fixture, inTwoParts, refused, test, whole } from '../fixtures.js';
import { Application } from '../pages/application.js';
import { Overview } from '../pages/overview.js';

const COURSES = [
  { id: 'bio-3', title: 'Biology 3', archived: false, weeklyUpdates: true },
  { id: 17, title: 'Chemistry 1' },
  { id: 'old/1', title: 'Old course', archived: true, weeklyUpdates: true },
];

/** Answers one call after the other. */
const inTurn = (...answers) => {
  let turn = 0;
  return (request, response) => answers[Math.min(turn++, answers.length - 1)](request, response);
};

test.describe('a host', () => {
  let endings;
  test.beforeEach(({ configure }) => {
    configure({ api: 'api', timeoutSeconds: 1 });
    endings = [];
  });
  test.afterEach(() => {
    for (const end of endings) end();
  });

  const answer = (site, path, answered) => endings.push(site.answer(path, answered));

  test('lists the courses, each of which leads to its reports', async ({ page, site }) => {
    const chemistry = await fixture('activity');
    chemistry.course.title = 'Chemistry 1';
    answer(site, '/api/courses', whole(COURSES));
    answer(site, '/api/courses/17/document', whole(chemistry));
    answer(site, '/api/courses/bio-3/document', whole(await fixture('activity')));
    const overview = new Overview(page);
    await page.goto('./');
    await expect(overview.heading).toHaveText('Your courses');
    await overview.expectView('#/courses');
    // Nobody has gone anywhere, so the focus is where it was.
    await expect(overview.main).not.toBeFocused();
    const lines = overview.main.getByRole('listitem');
    await expect(lines).toHaveText([/Biology 3\s*weekly updates are on/, 'Chemistry 1', /Old course\s*archived/]);
    await expectAccessible(page);

    await overview.main.getByRole('link', { name: 'Chemistry 1' }).click();
    await expect(overview.banner).toContainText('Chemistry 1');
    await overview.expectView('#/course?course=17');
    await expect(overview.sampleLabel).toHaveCount(0);
    await overview.reports.getByRole('link', { name: 'Activity' }).click();
    await overview.student('Ada Berg').click();
    await expect(overview.heading).toHaveText('Ada Berg');
    // The course stays in the address, so that the view can be copied.
    await overview.expectView('#/activity/101?course=17');
    await page.reload();
    await expect(overview.heading).toHaveText('Ada Berg');
    await expect(overview.banner).toContainText('Chemistry 1');

    await overview.banner.getByRole('link', { name: 'Your courses' }).click();
    await overview.main.getByRole('link', { name: 'Biology 3' }).click();
    await expect(overview.banner).toContainText('Biology 3');
    await page.goBack();
    await page.goBack();
    await expect(overview.heading).toHaveText('Ada Berg');
    await expect(overview.banner).toContainText('Chemistry 1');
  });

  test('without courses, or that does not answer, says so', async ({ page, site }) => {
    const application = new Application(page);
    answer(site, '/api/courses', inTurn(whole([{ title: 'No id' }]), whole('<!doctype html>'), whole([]), whole(COURSES)));
    await page.goto('./');
    await expect(application.alert).toContainText("an answer that can't be understood");
    await expectAccessible(page);
    await application.retry.click();
    await expect(application.alert).toContainText("an answer that can't be understood");
    await application.retry.click();
    await expect(application.main).toContainText('The learning platform knows no course of yours.');
  });

  test('gives way to a file that the reader opens', async ({ page, site }) => {
    answer(site, '/api/courses', whole(COURSES));
    const overview = new Overview(page);
    await page.goto('./');
    await expect(overview.heading).toHaveText('Your courses');
    await overview.chooseFile('biology.json', JSON.stringify(await fixture('activity')));
    await expect(overview.banner).toContainText('Biology 3');
    await expect(overview.heading).toHaveText('Overview');
    await overview.expectView('#/course');
  });

  test('keeps a document by its ETag', async ({ page, site }) => {
    answer(site, '/api/courses', whole(COURSES));
    const document = JSON.stringify(await fixture('activity'));
    const asked = [];
    answer(site, '/api/courses/bio-3/document', (request, response) => {
      const known = request.headers['if-none-match'];
      asked.push(known);
      if (known === '"1"') response.writeHead(304, { ETag: '"1"' }).end();
      else response.writeHead(200, { 'Content-Type': 'application/json', ETag: '"1"' }).end(document);
    });
    const overview = new Overview(page);
    for (const _ of [1, 2]) {
      await overview.open('./#/activity?course=bio-3');
      await expect(overview.names).toHaveCount(4);
      await page.goto('about:blank');
    }
    expect(asked).toEqual([undefined, '"1"']);
  });

  test('may send a document compressed with brotli', async ({ page, site }) => {
    answer(site, '/api/courses', whole(COURSES));
    const packed = brotliCompressSync(JSON.stringify(await fixture('activity')));
    answer(site, '/api/courses/bio-3/document', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'br' }).end(packed);
    });
    const overview = new Overview(page);
    await overview.open('./#/activity?course=bio-3');
    await expect(overview.names).toHaveCount(4);
  });

  test.describe('that has trouble', () => {
    test.use({ expectedErrors: [/Failed to load resource|ERR_/] });
    const PATH = '/api/courses/bio-3/document';

    test('and recovers by itself is asked again', async ({ page, site }) => {
      const body = JSON.stringify(await fixture('activity'));
      const large = body + ' '.repeat(1_000_000);
      answer(site, PATH, inTurn(refused(503), brokenOff(large, 500_000), whole(body)));
      const overview = new Overview(page);
      await overview.open('./#/activity?course=bio-3');
      await expect(overview.names).toHaveCount(4);
    });

    test('and does not recover can be asked again by the reader', async ({ page, site }) => {
      answer(site, PATH, inTurn(refused(500), whole(await fixture('activity'))));
      const overview = new Overview(page);
      await page.goto('./#/activity?course=bio-3');
      await expect(overview.alert).toContainText('it answered with 500');
      await overview.retry.click();
      await expect(overview.names).toHaveCount(4);
    });

    const SAID = [
      [401, 'You have been logged out'],
      [403, "doesn't allow you"],
      [404, "The course isn't there"],
      [409, "isn't possible now"],
      [422, "didn't accept it"],
      [429, 'The server is busy'],
    ];
    for (const [status, words] of SAID) {
      test(`with ${status} says what to do`, async ({ page, site }) => {
        answer(site, PATH, refused(status));
        const application = new Application(page);
        await page.goto('./#/activity?course=bio-3');
        await expect(application.alert).toContainText(words);
        await expect(application.retry).toBeVisible();
      });
    }

    test('says when to come again, and why', async ({ page, site }) => {
      answer(
        site,
        PATH,
        inTurn(
          (_request, response) => response.writeHead(429, { 'Retry-After': '30' }).end(),
          (_request, response) => response.writeHead(422).end('{"detail":"The course is being <b>moved</b>"}'),
        ),
      );
      const application = new Application(page);
      await page.goto('./#/activity?course=bio-3');
      await expect(application.alert).toContainText('Try again in 30 seconds.');
      await application.retry.click();
      // The host's words, and not its markup.
      await expect(application.alert).toContainText('The course is being <b>moved</b>');
    });

    test('and hangs is given up', async ({ page, site }) => {
      let hung;
      answer(site, PATH, (_request, response) => {
        hung = response;
      });
      const application = new Application(page);
      await page.goto('./#/activity?course=bio-3');
      await expect(application.alert).toContainText("hasn't answered in time");
      hung.destroy();
    });

    test('and stops in the middle is given up', async ({ page, site }) => {
      const { answer: slow, finish } = inTwoParts(JSON.stringify(await fixture('activity')), 100);
      answer(site, PATH, slow);
      const application = new Application(page);
      await page.goto('./#/activity?course=bio-3');
      await expect(application.alert).toContainText("hasn't answered in time");
      finish();
    });
  });
});

test.describe('what the deployment sets', () => {
  test('is the language, and what there is', async ({ page, configure }) => {
    configure({ locale: 'nb', theme: 'dark', features: { openingFiles: false, exports: false } });
    const application = new Application(page);
    await application.open();
    await expect(application.heading).toHaveText('Oversikt');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(page.getByText('Åpne filer')).toHaveCount(0);
    await expect(page.getByRole('button', { name: /Last ned|Eksporter/ })).toHaveCount(0);
  });

  test('and is at fault is named, and the rest holds', async ({ page, configure }) => {
    configure({ locale: 'nb', parentOrigins: ['*'] });
    const application = new Application(page);
    const warned = page.waitForEvent('console', (message) => message.text().includes('/parentOrigins/0'));
    await application.open();
    await warned;
    await expect(application.heading).toHaveText('Oversikt');
    await expect(application.main.getByRole('status').filter({ hasText: 'config.json' })).toContainText('/parentOrigins/0');
    await expectAccessible(page);
  });

  test('lets documents of another origin in', async ({ page, site, lms, friends, configure }) => {
    friends.add(lms.origin);
    configure({ documentOrigins: [lms.origin] });
    site.letAsk([lms.origin]);
    const document = JSON.stringify(await fixture('activity'));
    const end = lms.answer('/course.json', (_request, response) => {
      response.writeHead(200, { 'Access-Control-Allow-Origin': site.origin }).end(document);
    });
    const overview = new Overview(page);
    await overview.open(`./?document=${encodeURIComponent(`${lms.origin}/course.json`)}`);
    await expect(overview.banner).toContainText('Biology 3');
    end();
  });
});
