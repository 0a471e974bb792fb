// A page that is used all day: what 300 moves between pages, students and documents leave behind.

import { expect, fixture, test } from '../fixtures.js';
import { Application } from '../pages/application.js';

/** Counts what the page makes and gives back. */
function countThings() {
  const counts = { urls: 0, intervals: 0, workers: 0 };
  globalThis.counted = counts;
  const { createObjectURL, revokeObjectURL } = URL;
  URL.createObjectURL = (...given) => {
    counts.urls += 1;
    return createObjectURL.apply(URL, given);
  };
  URL.revokeObjectURL = (...given) => {
    counts.urls -= 1;
    return revokeObjectURL.apply(URL, given);
  };
  const intervals = new Set();
  const { setInterval, clearInterval } = globalThis;
  globalThis.setInterval = (...given) => {
    const id = setInterval(...given);
    intervals.add(id);
    counts.intervals = intervals.size;
    return id;
  };
  globalThis.clearInterval = (id) => {
    intervals.delete(id);
    counts.intervals = intervals.size;
    clearInterval(id);
  };
  // The memory of the page's program, which is the first that is started.
  const note = (result) => {
    globalThis.memory ??= (result.instance ?? result).exports.memory;
    return result;
  };
  const { instantiate, instantiateStreaming } = WebAssembly;
  WebAssembly.instantiate = async (...given) => note(await instantiate(...given));
  WebAssembly.instantiateStreaming = async (...given) => note(await instantiateStreaming(...given));
  globalThis.Worker = class extends Worker {
    #isGone = false;
    constructor(...given) {
      super(...given);
      counts.workers += 1;
    }
    terminate() {
      if (!this.#isGone) counts.workers -= 1;
      this.#isGone = true;
      super.terminate();
    }
  };
}

const STUDENTS = [101, 102, 103, 104];
const VIEWS = (student) => [
  '#/course', '#/activity', `#/activity/${student}`, '#/progress', `#/progress/${student}`, '#/grades',
  `#/grades/${student}`, '#/resources', '#/training', '#/training/dashboard',
];

test('300 moves leave nothing behind', async ({ page }) => {
  test.setTimeout(300_000);
  await page.addInitScript(countThings);
  const application = new Application(page);
  const documents = [JSON.stringify(await fixture('activity')), JSON.stringify(await fixture('front'))];
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');

  const measure = async () => {
    await session.send('HeapProfiler.collectGarbage');
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name) => metrics.find((metric) => metric.name === name).value;
    const counted = await page.evaluate(() => ({ ...globalThis.counted, program: globalThis.memory.buffer.byteLength }));
    return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners'), ...counted };
  };

  let moves = 0;
  const move = async () => {
    const views = VIEWS(STUDENTS[Math.floor(moves / 10) % STUDENTS.length]);
    const view = views[moves % views.length];
    // Another document at the beginning of each round.
    if (moves % views.length === 0) {
      await application.chooseFile('course.json', documents[(moves / views.length) % documents.length]);
    }
    await page.evaluate((view) => { location.hash = view; }, view);
    if (!view.startsWith('#/training')) await expect(application.heading).toBeVisible();
    await expect(application.main.locator('[aria-busy="true"]')).toHaveCount(0);
    moves += 1;
  };
  /** Back at the page from which it is measured. */
  const rest = async () => {
    await application.chooseFile('course.json', documents[0]);
    await page.evaluate(() => { location.hash = '#/activity'; });
    await expect(application.heading).toHaveText('Activity');
    await expect(application.main.getByRole('table', { name: 'Students' })).toBeVisible();
  };

  await application.open('./#/activity');
  // Twice round, so that everything has been loaded and compiled once.
  while (moves < 40) await move();
  await rest();
  const settled = await measure();
  while (moves < 340) await move();
  await rest();
  const later = await measure();
  for (const what of ['heap', 'program', 'nodes', 'listeners']) {
    expect(later[what], `${what}: ${JSON.stringify({ settled, later })}`).toBeLessThanOrEqual(settled[what] * 1.1);
  }
  expect([later.urls, later.intervals, later.workers], 'object URLs, intervals, workers').toEqual([
    settled.urls, settled.intervals, settled.workers,
  ]);
});
