// What happens to a reader when something else goes wrong: the worker, memory, storage, the clock, the network, the
// server, another tab. Nothing typed is lost, nothing is sent twice, and what to do is said.

import { readFile } from 'node:fs/promises';
import { brokenOff, expect, expectAccessible, fixture, take, test, whole } from '../fixtures.js';
import { Application } from '../pages/application.js';
import { Compose } from '../pages/compose.js';
import { Import, LOG } from '../pages/import.js';
import { Overview } from '../pages/overview.js';
import { Training } from '../pages/training.js';
import { Weekly } from '../pages/weekly.js';

/** The activity fixture as a course of a host. */
const course = async (title = 'Biology 3') => {
  const document = await fixture('activity');
  document.course = { ...document.course, id: 'bio-3', title };
  return document;
};

/** The worker that runs one of the programs. */
const workerOf = async (page, program) => {
  let found;
  const find = async () => {
    const workers = page.workers();
    // One that has just ended has no name.
    const names = await Promise.all(workers.map((worker) => worker.evaluate(() => self.name).catch(() => '')));
    found = workers[names.indexOf(program)];
    return Boolean(found);
  };
  await expect.poll(find).toBe(true);
  return found;
};

/** A worker breaks off: what is thrown in a task of its own reaches nobody but the page. */
const breakOff = (worker) => worker.evaluate(() => { setTimeout(() => { throw new WebAssembly.RuntimeError('unreachable'); }); });

/** A worker ends without a word, as when the system takes its memory. */
const end = (worker) => worker.evaluate(() => { setTimeout(() => close()); });

test.describe('a worker that ends', () => {
  for (const [how, stop] of [['with an error', breakOff], ['without a word', end]]) {
    test(`${how}, while a page is read: it is started again, and the document read again`, async ({ page }) => {
      const overview = new Overview(page);
      await overview.open();
      await overview.chooseFile('course.json', JSON.stringify(await course()));
      await expect(overview.banner).toContainText('Biology 3');
      await overview.box('Nora Dahl').check();
      await overview.search.fill('da');
      await expect(overview.names).toHaveText(['Ada Berg', 'Nora Dahl']);
      const started = page.waitForEvent('worker');
      await stop(await workerOf(page, 'roundview'));
      await started;
      // Nothing of what the reader has done is lost, and the keyboard is where it was.
      await page.keyboard.type('h');
      await expect(overview.names).toHaveText(['Nora Dahl']);
      await expect(overview.search).toHaveValue('dah');
      await expect(overview.box('Nora Dahl')).toBeChecked();
      await overview.search.fill('');
      await expect(overview.names).toHaveText(['Øystein Åsen', 'Ada Berg', 'Nora Dahl', 'José Łęcki']);
      // It counts as before.
      await overview.student('Ada Berg').click();
      await expect(overview.heading).toHaveText('Ada Berg');
      await expect(overview.banner).toContainText('Biology 3');
    });
  }

  test('each time it counts: it says so, and reads again when asked', async ({ page, serve }) => {
    // Of each worker's messages none arrives after the document: it breaks off in what it does then.
    await page.addInitScript(() => {
      window.isBreaking = false;
      window.Worker = class extends Worker {
        postMessage(...given) {
          if (window.isBreaking && this.isOpen) setTimeout(() => this.dispatchEvent(new ErrorEvent('error', { cancelable: true })));
          else super.postMessage(...given);
          if (window.isBreaking && given[0].length === 1) this.isOpen = true;
        }
      };
    });
    const overview = new Overview(page);
    await overview.open(serve(await course()));
    await page.evaluate(() => { window.isBreaking = true; });
    await overview.reports.getByRole('link', { name: 'Grades' }).click();
    await overview.reports.getByRole('link', { name: 'Progress' }).click();
    await expect(overview.alert).toContainText('Counting has stopped');
    await expect(overview.alert.getByRole('button', { name: 'Reload' })).toBeVisible();
    await expectAccessible(page);
    await page.evaluate(() => { window.isBreaking = false; });
    await overview.retry.click();
    await expect(overview.heading).toHaveText('Progress');
    await expect(overview.main.getByRole('table').first()).toBeVisible();
  });

  test('while a message is written: what was typed is still there', async ({ page, configure, site }) => {
    configure({ api: 'api', timeoutSeconds: 5 });
    const endings = [
      site.answer('/api/courses', whole([{ id: 'bio-3', title: 'Biology 3', archived: false, weeklyUpdates: false }])),
      site.answer('/api/courses/bio-3/document', whole(await course())),
    ];
    const compose = new Compose(page);
    await compose.open('./#/messages?course=bio-3');
    await compose.write('Lab', 'Tomorrow');
    await breakOff(await workerOf(page, 'roundview'));
    await page.waitForEvent('worker');
    await expect(compose.subject).toHaveValue('Lab');
    await expect(compose.body).toHaveValue('Tomorrow');
    await compose.main.getByRole('button', { name: /^Add all 4/ }).click();
    await expect(compose.chips).toHaveCount(4);
    endings.forEach((end) => end());
  });

  test('while it reads: it says so, and reads again when asked', async ({ page, serve, site }) => {
    const overview = new Overview(page);
    // The rest of the document never comes.
    const endless = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 2_000_000 });
      response.write('{"format":"course-document/1",'.padEnd(1_000_000));
    };
    await page.goto(`${serve(endless)}#/activity`);
    await expect(overview.progress).toHaveAttribute('aria-valuenow', /[1-9]/);
    const ending = site.answer('/documents/1.json', whole(await course()));
    await end(await workerOf(page, 'roundview'));
    await expect(overview.alert).toContainText('Counting has stopped');
    await overview.retry.click();
    await expect(overview.names).toHaveCount(4);
    ending();
  });

  test('while it reads once more, and something else is opened: that is what is open', async ({ page, serve, site }) => {
    const overview = new Overview(page);
    await overview.open(serve(await course()));
    let isAsked;
    const asked = new Promise((resolve) => { isAsked = resolve; });
    // The course never comes again.
    const ending = site.answer('/documents/1.json', () => isAsked());
    await end(await workerOf(page, 'roundview'));
    await asked;
    await overview.chooseFile('other.json', JSON.stringify(await course('Biology 4')));
    await expect(overview.banner).toContainText('Biology 4');
    await overview.student('Ada Berg').click();
    await expect(overview.heading).toHaveText('Ada Berg');
    ending();
  });

  test('and a document that has gone meanwhile: it says so', async ({ page, serve, site }) => {
    const overview = new Overview(page);
    await overview.open(serve(await course()));
    const ending = site.answer('/documents/1.json', (_request, response) => response.writeHead(410).end());
    await end(await workerOf(page, 'roundview'));
    await expect(overview.alert).toContainText('The server knows no course at this address.');
    ending();
    const back = site.answer('/documents/1.json', whole(await course()));
    await overview.retry.click();
    await expect(overview.names).toHaveCount(4);
    back();
  });
  test.use({ expectedErrors: [/410/] });

  test('while lists of training are read: what was searched for and as whom one looks stay', async ({ page }) => {
    const training = new Training(page);
    await training.open('./#/training/sessions/1?show=learners');
    const viewer = training.main.getByRole('combobox', { name: 'See the sample as' });
    await expect(training.count).toContainText(/\d/);
    const all = await training.count.textContent();
    await viewer.selectOption('Coach of a group');
    await expect(training.count).not.toHaveText(all);
    const coach = await viewer.inputValue();
    await training.search.fill('an');
    const names = await training.rowNames.allTextContents();
    const started = page.waitForEvent('worker');
    await end(await workerOf(page, 'roundview'));
    await started;
    await expect(training.search).toHaveValue('an');
    await expect(training.rowNames).toHaveText(names);
    await training.part('Detailed results').click();
    await expect(training.part('Detailed results')).toHaveAttribute('aria-current', 'page');
    await page.goBack();
    await expect(training.part('Individual results')).toHaveAttribute('aria-current', 'page');
    await expect(viewer).toHaveValue(coach);
    await training.search.fill('an');
    await expect(training.rowNames).toHaveText(names);
  });

  test.describe('while a file of sessions is made', () => {
    /** The engine stops when it is asked for rows: the first time, or each time. */
    const breakOffAtRows = (page) => page.addInitScript(() => {
      window.breaks = 0;
      window.Worker = class extends Worker {
        #isFirst = false;
        #sent = 0;
        constructor(...given) {
          super(...given);
          this.isEngine = given[1].name === 'roundview';
          this.#isFirst = !window.hasEngine;
          window.hasEngine ||= this.isEngine;
        }
        postMessage(message) {
          const isRequest = this.isEngine && message.length === 1;
          if (isRequest && window.breaks > 0) this.#sent += 1;
          // Another engine is first asked for the document, then for the page.
          if (isRequest && window.breaks > 0 && this.#sent === (this.#isFirst ? 1 : 3)) {
            window.breaks -= 1;
            setTimeout(() => this.dispatchEvent(new ErrorEvent('error', { cancelable: true })));
          } else {
            super.postMessage(message);
          }
        }
      };
    });
    const open = async (page, serve) => {
      const training = new Training(page);
      await training.open(`${serve(await fixture('training'))}#/training/sessions/8?show=file`);
      await expect(training.fileCount).toBeVisible();
      return training;
    };

    test('it is made all the same', async ({ page, serve }) => {
      await breakOffAtRows(page);
      const training = await open(page, serve);
      const whole = await readFile(await (await training.save('Save as CSV')).path());
      await page.evaluate(() => { window.breaks = 1; });
      const again = await readFile(await (await training.save('Save as CSV')).path());
      expect(again.equals(whole)).toBe(true);
      expect(await page.evaluate(() => window.breaks)).toBe(0);
    });

    test('each time: it says so, and makes it when asked', async ({ page, serve }) => {
      await breakOffAtRows(page);
      const training = await open(page, serve);
      await page.evaluate(() => { window.breaks = 2; });
      await training.main.getByRole('button', { name: 'Save as CSV' }).click();
      await expect(training.main.getByText("The file could not be made.")).toBeVisible();
      expect(await page.evaluate(() => window.breaks)).toBe(0);
      await expectAccessible(page);
      const saved = await training.save('Save as CSV');
      expect((await readFile(await saved.path())).length).toBeGreaterThan(100);
      await expect(training.main.getByText("The file could not be made.")).toHaveCount(0);
    });
  });

  for (const [how, stop] of [['with an error', breakOff], ['without a word', end]]) {
    test(`${how}, while files are imported: it says so, and reads them when asked`, async ({ page }) => {
      const files = new Import(page);
      await files.open();
      await files.chooseFiles({ 'log.csv': LOG });
      await files.expectCount('Students', '2');
      await files.gap.fill('45');
      await files.gap.press('Enter');
      await stop(await workerOf(page, 'importer'));
      await expect(files.main).toContainText("The files couldn't be read");
      await expectAccessible(page);
      await files.retry.click();
      await files.expectCount('Students', '2');
      // What was decided stays.
      await expect(files.gap).toHaveValue('45');
      await files.openReports.click();
      await expect(files.heading).toHaveText('Overview');
    });

    test(`${how}, while a file is written: it is written all the same`, async ({ page, serve }) => {
      // The first that runs never hears of its order.
      await page.addInitScript(() => {
        window.Worker = class extends Worker {
          constructor(...given) {
            super(...given);
            this.isExporter = given[1].name === 'exporter';
          }
          postMessage(message) {
            if (this.isExporter && message instanceof Uint8Array) window.isOrdered = true;
            else super.postMessage(message);
          }
        };
      });
      const overview = new Overview(page);
      await overview.open(serve(await course()));
      const menu = page.locator('details.export').filter({ hasText: ': Students' });
      await menu.locator('summary').click();
      const download = page.waitForEvent('download');
      await menu.getByRole('button', { name: 'CSV' }).click();
      await page.waitForFunction(() => window.isOrdered);
      await stop(await workerOf(page, 'exporter'));
      expect((await readFile(await (await download).path())).toString()).toContain('Ada Berg');
    });
  }

  test.describe('before it begins', () => {
    test.use({ expectedErrors: [/404/] });

    test('to write a file: it says so, and writes it when asked', async ({ page, serve }) => {
      const overview = new Overview(page);
      await overview.open(serve(await course()));
      await page.route('**/exporter*.wasm', (route) => route.fulfill({ status: 404 }));
      const menu = page.locator('details.export').filter({ hasText: ': Students' });
      await menu.locator('summary').click();
      await menu.getByRole('button', { name: 'CSV' }).click();
      await expect(overview.main.getByText("The file could not be made.")).toBeVisible();
      await page.unroute('**/exporter*.wasm');
      expect((await take(page, 'Students', 'CSV')).bytes.toString()).toContain('Ada Berg');
    });

    test('to import files: it says so, and reads them when asked', async ({ page }) => {
      const files = new Import(page);
      await files.open();
      await page.route('**/importer*.wasm', (route) => route.fulfill({ status: 404 }));
      await files.chooseFiles({ 'log.csv': LOG });
      await expect(files.main).toContainText("The files couldn't be read");
      await page.unroute('**/importer*.wasm');
      await files.retry.click();
      await files.expectCount('Students', '2');
    });
  });
});

/** Lets programs have little more memory than they begin with: growth beyond it is refused, as by a small machine. */
function haveLittleMemory(pages) {
  /** The number at a place, and the place after it, as LEB128. */
  const number = (bytes, at) => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      value |= (bytes[at] & 0x7f) << shift;
      at += 1;
      if (bytes[at - 1] < 0x80) return [value, at];
    }
  };
  const leb = (value) => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >> 7)]);
  const limited = (bytes) => {
    const MEMORY = 5;
    let at = 8;
    while (at < bytes.length) {
      const [size, body] = number(bytes, at + 1);
      if (bytes[at] === MEMORY) {
        // One memory: flags, and the pages that it begins with.
        const [least] = number(bytes, body + 2);
        const section = [1, 1, ...leb(least), ...leb(least + pages)];
        return new Blob([bytes.subarray(0, at), new Uint8Array([MEMORY, ...leb(section.length), ...section]), bytes.subarray(body + size)]);
      }
      at = body + size;
    }
    throw new Error('no memory');
  };
  const whole = WebAssembly.instantiate;
  WebAssembly.instantiateStreaming = async (response, imports) => {
    const bytes = new Uint8Array(await (await response).arrayBuffer());
    return whole(await limited(bytes).arrayBuffer(), imports);
  };
}

test('a document for which there is no memory: it says so, and what can be done', async ({ page, serve }) => {
  await page.addInitScript(haveLittleMemory, 40);
  const overview = new Overview(page);
  await overview.open(serve(await course()));
  const large = await course('A large course');
  const count = 300_000;
  large.visits = {
    studentId: Array(count).fill(101),
    start: Array(count).fill(1_700_000_000),
    seconds: Array(count).fill(60),
  };
  await overview.chooseFile('large.json', JSON.stringify(large));
  await expect(overview.alert).toContainText('Counting has stopped');
  await expect(overview.alert).toContainText("doesn't have enough memory");
  await expectAccessible(page);
  // A smaller one can be opened in its place.
  await overview.chooseFile('small.json', JSON.stringify(await course()));
  await expect(overview.names).toHaveCount(4);
});

test.describe('a storage that is full', () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
  });

  test('a draft lasts as long as the page, which says so', async ({ page }) => {
    const compose = new Compose(page);
    await compose.open('./#/messages?course=bio-3');
    await expect(compose.main).toContainText('the draft is kept in this browser alone');
    await compose.write('Lab', 'Tomorrow');
    await expect(compose.main).toContainText("This browser can't keep the draft: it is gone when the page is closed or loaded anew.");
    await compose.reports.getByRole('link', { name: 'Grades' }).click();
    await page.goBack();
    await expect(compose.subject).toHaveValue('Lab');
    await expectAccessible(page);
  });

  test('what the demonstration has sent lasts as long as the page, which says so', async ({ page }) => {
    const compose = new Compose(page);
    await compose.open('./#/messages');
    await compose.main.getByRole('button', { name: /^Add all/ }).click();
    await compose.write('Lab', 'Tomorrow');
    await compose.send.click();
    await expect(compose.sent).toBeVisible();
    await page.getByRole('link', { name: 'Outbox' }).click();
    await expect(compose.main.getByRole('listitem')).toHaveCount(1);
    await expect(compose.main).toContainText('This browser keeps nothing here');
  });

  test('language and theme change all the same', async ({ page }) => {
    const overview = new Overview(page);
    await overview.open();
    await overview.expectPreferencesTaken();
  });
});

test.describe('a clock', () => {
  for (const [when, time] of [['years behind', '1999-12-31T23:59:59Z'], ['years ahead', '2041-02-03T04:05:06Z']]) {
    test(`that is ${when} changes no figure`, async ({ page, serve }) => {
      await page.clock.setFixedTime(new Date(time));
      const overview = new Overview(page);
      await overview.open(serve(await course()));
      await expect(overview.main).toContainText('As of 18 Mar 2026, 10:30');
      await expect(overview.active.value).toHaveText('3 of 4');
      await expect(overview.names).toHaveText(['Øystein Åsen', 'Ada Berg', 'Nora Dahl', 'José Łęcki']);
      await page.evaluate(() => { location.hash = '#/course'; });
      await expect(overview.heading).toHaveText('Overview');
      await expect(overview.table).toBeVisible();
      expect(await overview.main.innerText()).not.toMatch(/[-−]\d+ days?\b|NaN|1999|2041/);
    });
  }

  test('that has gone on for a day while the tab slept: the page says of when its figures are', async ({ page, serve, site }) => {
    await page.clock.install({ time: new Date('2026-03-18T10:00:00Z') });
    const overview = new Overview(page);
    await overview.open(serve(await course()));
    await page.clock.fastForward('24:00:00');
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect(overview.main).toContainText('As of 18 Mar 2026, 10:30');
    await overview.student('Ada Berg').click();
    await expect(overview.heading).toHaveText('Ada Berg');
    await expect(overview.main).toContainText('As of 18 Mar 2026, 10:30');
    // The document of the new day is there when the page is loaded anew.
    const later = await course();
    later.generatedAt = '2026-03-19T09:30:00Z';
    const ending = site.answer('/documents/1.json', whole(later));
    await page.reload();
    await expect(overview.main).toContainText('As of 19 Mar 2026, 10:30');
    ending();
  });
});

test('a clock that has gone on for a week while the tab slept: the next weekly update is the next one', async ({ page, configure, site }) => {
  configure({ api: 'api', timeoutSeconds: 5 });
  const endings = [
    site.answer('/api/courses', whole([{ id: 'bio-3', title: 'Biology 3', archived: false, weeklyUpdates: true }])),
    site.answer('/api/courses/bio-3/document', whole(await course())),
  ];
  // Friday, 20 March; Oslo is an hour ahead of UTC, and from 29 March on two.
  await page.clock.install({ time: new Date('2026-03-20T10:00:00Z') });
  const weekly = new Weekly(page);
  await weekly.open('./#/weekly-updates?course=bio-3');
  const line = weekly.line('Biology 3');
  await expect(line).toContainText('The next one comes on Saturday, 21 March 2026, 06:00.');
  // The laptop was shut: no timer has run.
  await page.clock.setSystemTime(new Date('2026-03-28T04:59:00Z'));
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  await expect(line).toContainText('The next one comes on Saturday, 28 March 2026, 06:00.');
  // And who stays on the page sees it, too.
  await page.clock.fastForward('02:00');
  await expect(line).toContainText('The next one comes on Saturday, 4 April 2026, 06:00.');
  endings.forEach((end) => end());
});

test.describe('a network', () => {
  test.use({ expectedErrors: [/Failed to (load resource|fetch)|ERR_/] });

  test('that is gone leaves the open course, and what needs it is there when it is back', async ({ page, context, serve }) => {
    const overview = new Overview(page);
    await overview.open(serve(await course()));
    await context.setOffline(true);
    await overview.student('Ada Berg').click();
    await expect(overview.heading).toHaveText('Ada Berg');
    await page.evaluate(() => { location.hash = '#/training'; });
    await expect(overview.main).toContainText(/couldn't be|There is nothing here for you/);
    await page.goBack();
    await expect(overview.heading).toHaveText('Ada Berg');
    await context.setOffline(false);
    await page.evaluate(() => { location.hash = '#/grades'; });
    await expect(overview.heading).toHaveText('Grades');
  });

  test.describe('and a document that is replaced meanwhile', () => {
    test('is read anew from its beginning, and never mixed', async ({ page, serve }) => {
      const first = JSON.stringify(await course('The old title'));
      const other = await course('The new title');
      other.students = other.students.slice(0, 2);
      // The connection breaks in the old one; the second request gets the new one.
      let asked = 0;
      const answer = (request, response) => {
        asked += 1;
        (asked === 1 ? brokenOff(first, first.length / 2) : whole(other))(request, response);
      };
      const overview = new Overview(page);
      await overview.open(serve(answer));
      expect(asked).toBe(2);
      await expect(overview.banner).toContainText('The new title');
      await expect(overview.names).toHaveText(['Øystein Åsen', 'Ada Berg']);
    });

    test('that goes on as the second half of another is refused, with its place', async ({ page, serve }) => {
      const one = JSON.stringify(await course('The old title'));
      const other = JSON.stringify(await fixture('grades'));
      const half = Math.floor(one.length / 2);
      const overview = new Overview(page);
      await page.goto(serve(one.slice(0, half) + other.slice(Math.floor(other.length / 2))));
      await expect(overview.alert).toContainText("This isn't a document that can be read");
      await expect(overview.alert).toContainText(/At \/|In the document there is/);
    });

    test('is asked for by its ETag: what has changed is read, and what has not comes out of the cache', async ({ page, serve }) => {
      let title = 'The old title';
      const answers = [];
      const overview = new Overview(page);
      const address = serve(async (request, response) => {
        const tag = `"${title}"`;
        const isKnown = request.headers['if-none-match'] === tag;
        answers.push(isKnown ? 304 : 200);
        response.writeHead(isKnown ? 304 : 200, { 'Content-Type': 'application/json', ETag: tag, 'Cache-Control': 'no-cache' });
        response.end(isKnown ? undefined : JSON.stringify(await course(title)));
      });
      await overview.open(address);
      await page.reload();
      await expect(overview.banner).toContainText('The old title');
      title = 'The new title';
      await page.reload();
      await expect(overview.banner).toContainText('The new title');
      expect(answers).toEqual([200, 304, 200]);
    });
  });
});

test.describe('a new version on the server, and an old page', () => {
  test.use({ expectedErrors: [/404|Failed to fetch|\.wasm/] });

  test('says that its parts are gone and that reloading helps, and keeps what was typed', async ({ page }) => {
    const application = new Application(page);
    const compose = new Compose(page);
    await compose.open('./#/messages');
    await compose.write('Lab', 'Tomorrow');
    // The files of the old version are gone.
    await page.route('**/training-*.wasm', (route) => route.fulfill({ status: 404 }));
    await page.route('**/chunk*', (route) => route.fulfill({ status: 404 }));
    await page.evaluate(() => { location.hash = '#/training'; });
    await expect(application.alert).toContainText("The page couldn't be loaded");
    await expect(application.alert).toContainText('newer version');
    await page.unroute('**/training-*.wasm');
    await page.unroute('**/chunk*');
    const loaded = page.waitForEvent('load');
    await application.alert.getByRole('button', { name: 'Reload' }).click();
    await loaded;
    await expect(application.main.getByRole('table').first()).toBeVisible();
    await page.goto('./#/messages');
    await expect(compose.subject).toHaveValue('Lab');
  });
});

test.describe('of a new version', () => {
  test.use({ expectedErrors: [/404|Failed to fetch|\.wasm/] });

  test('the worker gets no parts for the old page: it says so, and what was open stays', async ({ page }) => {
    const application = new Application(page);
    await application.open('./');
    await page.route('**/training-figures-*.wasm', (route) => route.fulfill({ status: 404 }));
    await page.evaluate(() => { location.hash = '#/training'; });
    await expect(application.alert).toContainText("The page couldn't be loaded");
    await expect(application.alert).toContainText('newer version');
    await expect(application.alert.getByRole('button', { name: 'Reload' })).toBeVisible();
    await page.goBack();
    await expect(application.heading).toHaveText('Overview');
    await page.unroute('**/training-figures-*.wasm');
  });

  test('words in which some are missing are not spoken', async ({ page, site }) => {
    const words = await readFile(new URL('../../../dist/i18n/nb.txt', import.meta.url), 'utf8');
    const application = new Application(page);
    await application.open();
    const ending = site.answer('/i18n/nb.txt', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain' }).end(words.replace('load.counting =', 'load.adding-up ='));
    });
    await application.language.selectOption('nb');
    await expect(page.getByText("The words of that language couldn't be fetched.")).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    ending();
  });
});

test.describe('sending a message', () => {
  test.use({ expectedErrors: [/Failed to load resource|ERR_|422/] });

  let endings = [];
  /** What the host has got, and what it has sent: a key once. */
  let calls = [];
  let sent = new Map();

  test.beforeEach(async ({ configure, site }) => {
    configure({ api: 'api', timeoutSeconds: 5 });
    calls = [];
    sent = new Map();
    endings = [
      site.answer('/api/courses', whole([{ id: 'bio-3', title: 'Biology 3', archived: false, weeklyUpdates: false }])),
      site.answer('/api/courses/bio-3/document', whole(await course())),
    ];
  });
  test.afterEach(() => endings.forEach((end) => end()));

  /** A host as the interface describes it. `before` and `after` are awaited around what it does; 'lost' breaks off. */
  const host = (site, { before = () => {}, after = () => {} } = {}) => {
    endings.push(
      site.answer('/api/courses/bio-3/messages', async (request, response) => {
        const pieces = [];
        for await (const piece of request) pieces.push(piece);
        const body = Buffer.concat(pieces).toString();
        const key = request.headers['idempotency-key'];
        calls.push(key);
        if ((await before(calls.length)) === 'lost') return response.destroy();
        const isOther = sent.has(key) && sent.get(key) !== body;
        if (!isOther) sent.set(key, body);
        if ((await after(calls.length)) === 'lost') return response.destroy();
        response.writeHead(isOther ? 422 : 201, { 'Content-Type': 'application/json' }).end('{}');
      }),
    );
  };
  const bodies = () => [...sent.values()].map((body) => JSON.parse(body).body);

  const write = async (page) => {
    const compose = new Compose(page);
    await compose.open('./#/activity/101?course=bio-3');
    await compose.main.getByRole('button', { name: 'Message', exact: true }).click();
    await compose.write('Lab', 'Tomorrow');
    return compose;
  };

  for (const [when, step] of [['before it has arrived', 'before'], ['after it has arrived', 'after']]) {
    test(`broken off ${when} by a reload: the draft is there, says so, and is sent once`, async ({ page, site }) => {
      let isThere;
      const arrived = new Promise((resolve) => { isThere = resolve; });
      let go;
      const held = new Promise((resolve) => { go = resolve; });
      host(site, { [step]: (number) => (number === 1 ? (isThere(), held.then(() => 'lost')) : undefined) });
      const compose = await write(page);
      await compose.send.click();
      await arrived;
      await page.reload();
      go();
      await expect(compose.subject).toHaveValue('Lab');
      await expect(compose.body).toHaveValue('Tomorrow');
      await expect(compose.alert).toContainText("It isn't known whether the message was sent.");
      await expect(compose.alert).toContainText('Sending it again sends it once.');
      await expectAccessible(page);
      await compose.send.click();
      await expect(compose.sent).toBeVisible();
      expect(new Set(calls).size).toBe(1);
      expect(bodies()).toEqual(['Tomorrow']);
      await page.reload();
      await expect(compose.subject).toHaveValue('');
      await expect(compose.alert).toBeHidden();
    });
  }

  test('with an answer that is lost each time, then changed: the reader is told that it is another message', async ({ page, site }) => {
    let isLosing = true;
    host(site, { after: () => (isLosing ? 'lost' : undefined) });
    const compose = await write(page);
    await compose.send.click();
    await expect(compose.alert).toContainText("It isn't known whether the message was sent.");
    await compose.body.fill('On Friday');
    const changed = "It isn't known whether the message was sent as it was before you changed it. If you send it now, it is sent as another message.";
    await expect(compose.alert).toHaveText(changed);
    await page.reload();
    await expect(compose.alert).toHaveText(changed);
    isLosing = false;
    await compose.send.click();
    await expect(compose.sent).toBeVisible();
    expect(bodies()).toEqual(['Tomorrow', 'On Friday']);
  });

  test('in two tabs: what is written in one is in the other, and it is sent once', async ({ page, site }) => {
    host(site);
    const compose = await write(page);
    const second = await page.context().newPage();
    const other = new Compose(second);
    await other.open('./#/messages?course=bio-3');
    await expect(other.body).toHaveValue('Tomorrow');
    await other.body.fill('On Friday');
    await expect(compose.body).toHaveValue('On Friday');
    await compose.subject.fill('Cell lab');
    await expect(other.subject).toHaveValue('Cell lab');
    await compose.send.click();
    await expect(compose.sent).toBeVisible();
    await expect(other.subject).toHaveValue('');
    await other.send.click();
    await expect(other.alert).toContainText('Nobody would get the message.');
    expect(calls).toHaveLength(1);
    expect(bodies()).toEqual(['On Friday']);
    await second.close();
  });

  test('of two tabs at the same time sends it once', async ({ page, site }) => {
    let go;
    const held = new Promise((resolve) => { go = resolve; });
    host(site, { before: () => held });
    const compose = await write(page);
    const second = await page.context().newPage();
    const other = new Compose(second);
    await other.open('./#/messages?course=bio-3');
    await expect(other.body).toHaveValue('Tomorrow');
    await compose.send.click();
    await other.send.click();
    await expect.poll(() => calls.length).toBe(2);
    go();
    await expect(compose.sent).toBeVisible();
    await expect(other.sent).toBeVisible();
    expect(bodies()).toEqual(['Tomorrow']);
    for (const tab of [compose, other]) await expect(tab.subject).toHaveValue('');
    await second.close();
  });
});

test('two tabs of the demonstration: what both have sent is in the outbox', async ({ page }) => {
  const tabs = [page, await page.context().newPage()];
  for (const [place, tab] of tabs.entries()) {
    const compose = new Compose(tab);
    await compose.open('./#/messages');
    await compose.main.getByRole('button', { name: /^Add all/ }).click();
    await compose.write(`From tab ${place}`, 'Tomorrow');
    await compose.send.click();
    await expect(compose.sent).toBeVisible();
  }
  for (const tab of tabs) {
    await tab.getByRole('link', { name: 'Outbox' }).click();
    const entries = new Application(tab).main.getByRole('listitem');
    await expect(entries).toHaveCount(2);
    await expect(entries.nth(0)).toContainText('From tab 1');
    await expect(entries.nth(1)).toContainText('From tab 0');
  }
});

test('two tabs: what one sets is there in the other when it is opened', async ({ page }) => {
  const overview = new Overview(page);
  await overview.open();
  const second = await page.context().newPage();
  const other = new Overview(second);
  await other.open();
  await overview.theme.getByRole('radio', { name: 'Dark' }).check();
  await other.language.selectOption('Norsk');
  await expect(second.locator('html')).toHaveAttribute('lang', 'nb');
  await page.reload();
  await expect(overview.heading).toHaveText('Aktivitet');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await second.close();
});
