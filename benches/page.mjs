// Measures the built application in headless Chromium, as a teacher would feel it:
//
//   node benches/page.mjs [DOCUMENT.json…]
//
// For each document (the bundled sample where none is named), the median and the worst of some runs,
// each in a fresh browser context, so that nothing is cached:
//
// - shown: from navigation until the figures of the front page stand
// - longest task: the page thread's longest task until then, of those over 50 ms that the browser
//   reports; 0 where there was none
// - search: from a key typed into the search field until the frame that follows it is drawn; left out
//   where there is no such field
//
// It needs dist/ and the packages of the browser tests; `make bench` sees to both.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LAUNCH } from '../tests/end2end/browser.js';
import { startServer } from '../tests/end2end/server.js';

const require = createRequire(new URL('../tests/end2end/package.json', import.meta.url));
const { chromium } = require('@playwright/test');

const RUNS = 5;

/** What is waited for and typed into. */
const shown = (page) => page.locator('.data-line').first();
const search = (page) => page.getByRole('searchbox');

const site = await startServer({ folder: fileURLToPath(new URL('../dist', import.meta.url)) });
const browser = await chromium.launch(LAUNCH);
try {
  const documents = process.argv.slice(2);
  for (const file of documents.length > 0 ? documents : [undefined]) {
    const address = file ? await serve(file) : '/';
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await measure(address));
    print(file ? basename(file) : 'bundled sample', runs);
  }
} finally {
  await browser.close();
  await site.close();
}

/** Puts a document beside the application, and gives the address that opens it. */
async function serve(file) {
  const bytes = await readFile(resolve(file));
  const path = `/measured/${encodeURIComponent(basename(file))}`;
  site.answer(path, (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': bytes.length });
    response.end(bytes);
  });
  return `/?document=${encodeURIComponent(path)}`;
}

async function measure(address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.longTasksSeen = [];
    window.longTasks = new PerformanceObserver((list) => {
      window.longTasksSeen.push(...list.getEntries());
    });
    window.longTasks.observe({ type: 'longtask', buffered: true });
  });
  await page.goto(site.origin + address, { waitUntil: 'commit' });
  await shown(page).waitFor({ timeout: 120_000 });
  // The page's own clock, which starts at the navigation; one frame, so that it is painted.
  const figures = await page.evaluate(
    () =>
      new Promise((done) => {
        requestAnimationFrame(() => {
          const tasks = [...window.longTasksSeen, ...window.longTasks.takeRecords()];
          const longestTask = Math.max(0, ...tasks.map((task) => task.duration));
          done({ shown: performance.now(), longestTask });
        });
      }),
  );
  figures.search = (await search(page).count()) > 0 ? await keystroke(page) : undefined;
  await context.close();
  return figures;
}

/** Types one letter, and measures in the page from its event to the end of the frame after it. */
async function keystroke(page) {
  const field = search(page).first();
  await field.focus();
  await field.evaluate((element) => {
    window.keyAnswered = new Promise((done) => {
      const drawn = (event) => {
        // The frame draws the answer, and the message is handled once it is drawn.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done(performance.now() - event.timeStamp);
          port2.postMessage(undefined);
        });
      };
      element.addEventListener('keydown', drawn, { once: true });
    });
  });
  await page.keyboard.press('a');
  return page.evaluate(() => window.keyAnswered);
}

function print(name, runs) {
  console.log(`${name}, ${RUNS} runs (median, worst):`);
  for (const [title, key] of [
    ['shown', 'shown'],
    ['longest task', 'longestTask'],
    ['search', 'search'],
  ]) {
    const times = runs.map((run) => run[key]).filter((time) => time !== undefined);
    if (times.length === 0) continue;
    times.sort((a, b) => a - b);
    const milliseconds = (time) => `${time.toFixed(0)} ms`.padStart(9);
    const median = times[Math.floor(times.length / 2)];
    console.log(`  ${title.padEnd(14)}${milliseconds(median)}${milliseconds(times.at(-1))}`);
  }
}
