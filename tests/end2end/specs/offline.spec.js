// The application without a network, and with a new version of it.

import { readFile } from 'node:fs/promises';
import { expect, fixture, test, whole } from '../fixtures.js';
import { Overview } from '../pages/overview.js';

test.use({ serviceWorkers: 'allow', expectedErrors: [/Failed to load resource|ERR_/] });

/** Waits until the application is kept. */
const kept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => true));

const keptAddresses = (page) =>
  page.evaluate(async () => {
    const addresses = [];
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) addresses.push(new URL(request.url).pathname);
    }
    return addresses;
  });

test('opens with its sample once it has been there', async ({ page, context }) => {
  const overview = new Overview(page);
  await overview.open();
  await kept(page);
  await context.setOffline(true);
  await page.reload();
  await expect(overview.sampleLabel).toBeVisible();
  await expect(overview.heading).toHaveText('Activity');
  await page.goto('./#/grades');
  await expect(overview.heading).toHaveText('Grades');
});

test('keeps no document of a host and none of its answers', async ({ page, context, site, configure }) => {
  configure({ api: 'api' });
  const endings = [
    site.answer('/api/courses', whole([{ id: 'bio-3', title: 'Biology 3' }])),
    site.answer('/api/courses/bio-3/document', whole(await fixture('activity'))),
  ];
  const overview = new Overview(page);
  await overview.open('./#/activity?course=bio-3');
  await kept(page);
  // Once more, now through what keeps the application.
  await page.reload();
  await expect(overview.names).toHaveCount(4);
  expect((await keptAddresses(page)).filter((address) => address.startsWith('/api'))).toEqual([]);
  await context.setOffline(true);
  await page.reload();
  await expect(overview.alert).toContainText("The course couldn't be fetched");
  for (const end of endings) end();
});

test('lets the server send a reader away, as to log in', async ({ page, site }) => {
  const overview = new Overview(page);
  await overview.open();
  await kept(page);
  const endings = [
    site.answer('/', (_request, response) => response.writeHead(302, { Location: '/login' }).end()),
    site.answer('/login', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>x</title><h1>Log in</h1>');
    }),
  ];
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Log in' })).toBeVisible();
  for (const end of endings) end();
  await page.goto('./');
  await expect(overview.sampleLabel).toBeVisible();
});

test('says when a new version is ready, and changes to it when asked', async ({ page, site }) => {
  const overview = new Overview(page);
  await overview.open();
  await kept(page);
  await page.reload();
  await expect(overview.sampleLabel).toBeVisible();

  const worker = await readFile(new URL('../../../dist/service-worker.js', import.meta.url), 'utf8');
  const version = /const VERSION = '([0-9a-f]{16})'/.exec(worker)[1];
  const end = site.answer('/service-worker.js', (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(worker.replace(version, 'f'.repeat(16)));
  });
  await page.reload();
  const notice = overview.main.getByRole('status').filter({ hasText: 'A new version is ready.' });
  await expect(notice).toBeVisible();
  const loaded = page.waitForEvent('load');
  await notice.getByRole('button', { name: 'Reload' }).click();
  await loaded;
  await expect(overview.sampleLabel).toBeVisible();
  await expect(notice).toHaveCount(0);
  // The old version is gone.
  const names = await page.evaluate(() => caches.keys());
  expect(names.map((name) => name.slice(-16))).toEqual(['f'.repeat(16)]);
  end();
});

test('a cache without room for more does no harm', async ({ page, context, site }) => {
  const worker = await readFile(new URL('../../../dist/service-worker.js', import.meta.url), 'utf8');
  const full = "Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));\n";
  const end = site.answer('/service-worker.js', (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(full + worker);
  });
  const overview = new Overview(page);
  await overview.open();
  await kept(page);
  // The page comes from the server, and through what has kept it.
  await page.reload();
  await expect(overview.sampleLabel).toBeVisible();
  await context.setOffline(true);
  await page.reload();
  await expect(overview.sampleLabel).toBeVisible();
  end();
});
