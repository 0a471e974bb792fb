// What every browser test stands on: a server of its own, and a page that is watched. Import `test`
// and `expect` from here, never from Playwright.

import AxeBuilder from '@axe-core/playwright';
import { test as base, expect } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startServer } from './server.js';

export { expect };

/** A path deep in another product, where the application stands as well as at the root. */
export const SUB_PATH = '/lms/course/reports/';

export const test = base.extend({
  /** Patterns of console errors that a test provokes on purpose: `test.use({ expectedErrors: […] })`. */
  expectedErrors: [[], { option: true }],

  /** The server, one for each of Playwright's workers. */
  site: [
    async ({}, use) => {
      const folder = fileURLToPath(new URL('../../dist', import.meta.url));
      const site = await startServer({ folder, mounts: ['/', SUB_PATH] });
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],

  /** Another site, an LMS, one for each of Playwright's workers; what is on it, tests say. */
  lms: [
    async ({}, use) => {
      const lms = await startServer({ folder: '', mounts: [], policy: "default-src 'self' 'unsafe-inline'; img-src data:; frame-src *" });
      await use(lms);
      await lms.close();
    },
    { scope: 'worker' },
  ],

  /** Origins, beside the application's, that a test's pages may ask. */
  friends: async ({}, use) => use(new Set()),

  /** Sets the deployment: `configure({ … })` is its config.json. */
  configure: async ({ site }, use) => {
    const endings = [];
    await use((config) => endings.push(site.answer('/config.json', whole(config))));
    for (const end of endings) end();
    site.letAsk([]);
  },

  /**
   * Puts a document beside the application and gives the address that opens it: `serve(body)`, or
   * `serve(answer)` with a function `answer(request, response)`.
   */
  serve: async ({ site }, use) => {
    const endings = [];
    await use((body) => {
      const path = `/documents/${endings.length + 1}.json`;
      endings.push(site.answer(path, typeof body === 'function' ? body : whole(body)));
      return `./?document=${encodeURIComponent(path)}`;
    });
    for (const end of endings) end();
  },

  baseURL: async ({ site }, use) => use(`${site.origin}/`),

  /** Fails a test whose pages write errors to the console or ask another origin for anything. */
  context: async ({ context, site, friends, expectedErrors }, use) => {
    const errors = [];
    const strangers = [];
    const note = (text) => {
      if (!expectedErrors.some((expected) => expected.test(text))) errors.push(text);
    };
    context.on('console', (message) => {
      if (message.type() === 'error') note(message.text());
    });
    context.on('weberror', (event) => note(String(event.error())));
    context.on('request', (request) => {
      const url = new URL(request.url());
      const isKnown = url.origin === site.origin || friends.has(url.origin);
      if (url.protocol.startsWith('http') && !isKnown) strangers.push(url.href);
    });

    await use(context);

    expect(errors, 'errors in the console').toEqual([]);
    expect(strangers, 'requests that left the origin').toEqual([]);
  },
});

/** Checks the page as it stands with axe: WCAG 2.2 A and AA, and axe's best practices. */
export async function expectAccessible(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map((node) => node.target.join(' ')),
  }));
  expect(found, 'what axe finds').toEqual([]);
}

/** A document of `tests/fixtures`, as an object that a test may change. */
export async function fixture(name) {
  return JSON.parse(await readFile(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));
}

/** Answers with a document: an object, or the bytes as they are. */
export function whole(body) {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(bytes);
  };
}

/**
 * Answers with a document that arrives in two parts: the second one when `finish` is called. What
 * happens between is under the test's control, so no test waits for a clock.
 *
 * @param {string | Buffer} body the document
 * @param {number} first how many of its bytes arrive at once
 */
export function inTwoParts(body, first) {
  const bytes = Buffer.from(body);
  let finish;
  const finished = new Promise((resolve) => {
    finish = resolve;
  });
  const answer = async (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': bytes.length });
    response.write(bytes.subarray(0, first));
    await finished;
    response.end(bytes.subarray(first));
  };
  return { answer, finish };
}

/** Answers with a document whose connection breaks after `first` of its bytes. */
export function brokenOff(body, first) {
  const bytes = Buffer.from(body);
  return (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': bytes.length });
    response.write(bytes.subarray(0, first), () => response.destroy());
  };
}

/** Answers with a status and no document. */
export function refused(status) {
  return (_request, response) => response.writeHead(status).end();
}

/** What the page is while it is printed: the browser says so before and after, and has other rules of style. */
export async function printing(page, look) {
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  await look();
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: null });
}

/** Opens the menu of a table or chart and chooses a file; gives its name and its bytes. */
export async function take(page, title, item) {
  const menu = page.locator('details.export').filter({ hasText: `: ${title}` });
  await menu.locator('summary').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    menu.getByRole('button', { name: item }).click(),
  ]);
  await expect(menu.getByRole('button', { name: item })).toBeHidden();
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}
