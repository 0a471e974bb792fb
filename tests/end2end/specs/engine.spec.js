// The program behind the page: where it runs, and that its late answers are dropped.

import { expect, fixture, refused, test } from '../fixtures.js';
import { Details } from '../pages/details.js';
import { Overview } from '../pages/overview.js';

test.describe('without a worker', () => {
  /** The report as it is with one. */
  const check = async (page, address) => {
    const overview = new Overview(page);
    await overview.open(address);
    await expect(overview.active.value).toHaveText('3 of 4');
    await expect(overview.names).toHaveText(['Øystein Åsen', 'Ada Berg', 'Nora Dahl', 'José Łęcki']);
    await overview.student('Ada Berg').click();
    await expect(new Details(page).figure('Total duration').value).toHaveText('about 2 h 15 min');
  };

  test('the same report appears', async ({ page, serve }) => {
    await page.addInitScript(() => {
      delete window.Worker;
    });
    await check(page, serve(await fixture('activity')));
  });

  test.describe('because its file is missing', () => {
    test.use({ expectedErrors: [/404/] });

    test('the same report appears', async ({ page, serve, site }) => {
      const end = site.answer('/worker.js', refused(404));
      await check(page, serve(await fixture('activity')));
      end();
    });
  });
});

test('an answer that comes late is dropped', async ({ page, serve }) => {
  // Holds what the worker says, and hands it over in the wrong order.
  await page.addInitScript(() => {
    const held = [];
    let isHolding = false;
    window.Worker = class extends window.Worker {
      set onmessage(handler) {
        super.onmessage = (event) => (isHolding ? held.push(() => handler(event)) : handler(event));
      }
    };
    window.answers = {
      hold: () => (isHolding = true),
      count: () => held.length,
      release: () => {
        isHolding = false;
        for (const answer of held.reverse()) answer();
      },
    };
  });
  const overview = new Overview(page);
  const details = new Details(page);
  await overview.open(serve(await fixture('activity')));
  await page.evaluate(() => window.answers.hold());
  await overview.student('Ada Berg').click();
  await expect.poll(() => page.evaluate(() => window.answers.count())).toBe(1);
  await page.goBack();
  await overview.student('José Łęcki').click();
  await expect.poll(() => page.evaluate(() => window.answers.count())).toBe(3);
  await page.evaluate(() => window.answers.release());
  await expect(details.heading).toHaveText('José Łęcki');
  await expect(details.figure('Visits').value).toHaveText('2');
});

test('quick steps end with the right student', async ({ page }) => {
  const details = new Details(page);
  await details.open('./#/activity/106');
  await page.evaluate(async () => {
    for (const id of [124, 101, 119, 114, 109, 127, 122, 104, 117]) {
      const changed = new Promise((done) => addEventListener('hashchange', done, { once: true }));
      location.hash = `#/activity/${id}`;
      await changed;
    }
  });
  await expect(details.heading).toHaveText('Julie Hagen');
  await expect(details.steps).toContainText('10 of 28');
  await expect(details.heatMap.canvas).toHaveAccessibleName(/^Julie Hagen/);
});
