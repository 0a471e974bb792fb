// The application in a frame of another site, and what the two say to each other.

import { expect, expectAccessible, fixture, test, whole } from '../fixtures.js';
import { Lms } from '../pages/lms.js';

const TOKEN = 's3cr3t.t0k3n-of.a-viewer';

test.beforeEach(({ friends, lms }) => {
  friends.add(lms.origin);
});

test.describe('the host', () => {
  test('hands over a document, and says how to show it', async ({ page, site, lms, configure }) => {
    configure({ parentOrigins: [lms.origin] });
    const host = new Lms(page, site, lms);
    await host.open();
    await host.init({
      document: await fixture('activity'),
      locale: 'nb-NO',
      theme: 'dark',
      accent: '#ff0000',
      font: 'Georgia, serif',
      start: '#/progress',
    });
    await expect(host.heading).toHaveText('Fremdrift');
    await expect(host.banner).toContainText('Biology 3');
    await expect(host.root).toHaveAttribute('data-theme', 'dark');
    await expect(host.root).toHaveAttribute('lang', 'nb');
    await expect(host.root).toHaveCSS('--host-font', 'Georgia, serif');
    // Red has 3.9:1 on the dark raised surface, #1e242b. A luminance of 4.5 · (0.0171 + 0.05) − 0.05 = 0.252 is needed; red
    // has 0.2126, so that green and blue need a linear 0.0394 / 0.7874 = 0.0501, which is 64 of 255. In steps of a
    // fiftieth that is the 13th: 66.
    const accent = await host.root.evaluate((root) => getComputedStyle(root).getPropertyValue('--color-accent'));
    expect(accent).toBe('#ff4242');
    const [first] = await host.heard('reports.ready');
    expect(first).toEqual({ data: { type: 'reports.ready', version: 1 }, origin: site.origin });
    await expect
      .poll(async () => (await host.heard('reports.navigated')).at(-1)?.data)
      .toEqual({ type: 'reports.navigated', version: 1, address: '#/progress' });
  });

  test('may hand it over as text', async ({ page, site, lms, configure }) => {
    configure({ parentOrigins: [lms.origin] });
    const host = new Lms(page, site, lms);
    await host.open();
    await host.init({ document: JSON.stringify(await fixture('activity')) });
    await expect(host.banner).toContainText('Biology 3');
    await expect(host.sampleLabel).toHaveCount(0);
  });

  test('leads to a view and changes the theme', async ({ page, site, lms, configure }) => {
    configure({ parentOrigins: [lms.origin] });
    const host = new Lms(page, site, lms);
    await host.open();
    await host.init({ document: await fixture('activity') });
    await expect(host.heading).toHaveText('Activity');
    await host.say({ type: 'reports.navigate', version: 1, address: '#/grades' });
    await expect(host.heading).toHaveText('Grades');
    await host.say({ type: 'reports.theme', version: 1, theme: 'dark' });
    await expect(host.root).toHaveAttribute('data-theme', 'dark');
    // What isn't understood changes nothing, and is told.
    await host.say({ type: 'reports.theme', version: 1, theme: 'light', font: 'x; background: url(y)' });
    await host.expectHeard('reports.error');
    expect((await host.heard('reports.error'))[0].data.error).toBe('message');
    await expect(host.root).toHaveAttribute('data-theme', 'dark');
  });

  test('hands over a token, which is in no address and no storage', async ({ page, site, lms, configure }) => {
    configure({ parentOrigins: [lms.origin] });
    const asked = [];
    const document = JSON.stringify(await fixture('activity'));
    const end = site.answer('/courses/bio-3.json', (request, response) => {
      asked.push({ url: request.url, authorization: request.headers.authorization });
      whole(document)(request, response);
    });
    const host = new Lms(page, site, lms);
    await host.open();
    await host.init({ address: '/courses/bio-3.json', token: TOKEN });
    await expect(host.banner).toContainText('Biology 3');
    expect(asked).toEqual([{ url: '/courses/bio-3.json', authorization: `Bearer ${TOKEN}` }]);
    const kept = await host.window.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href, document.body.innerHTML]),
    );
    expect(kept).not.toContain(TOKEN);
    expect(JSON.stringify(await page.evaluate(() => window.heard))).not.toContain(TOKEN);
    end();
  });

  test('hears why a document could not be opened', async ({ page, site, lms, configure }) => {
    configure({ parentOrigins: [lms.origin] });
    const host = new Lms(page, site, lms);
    await host.open();
    await host.init({ address: 'https://elsewhere.example/course.json' });
    await expect(host.alert).toContainText("This address isn't allowed");
    await host.expectHeard('reports.error');
    expect((await host.heard('reports.error'))[0].data).toEqual({
      type: 'reports.error',
      version: 1,
      error: 'other-origin',
    });
    await host.say({ type: 'reports.init', version: 1, document: { format: 'another' } });
    await expect.poll(async () => (await host.heard('reports.error')).at(-1).data.error).toBe('document');
  });

  test('is nobody whose origin is not listed', async ({ page, site, lms, configure }) => {
    configure({ parentOrigins: ['https://lms.example'] });
    const host = new Lms(page, site, lms);
    await host.open();
    await expect(host.sampleLabel).toBeVisible();
    await host.say({ type: 'reports.init', version: 1, document: await fixture('activity'), theme: 'dark' });
    await host.say({ type: 'reports.navigate', version: 1, address: '#/grades' });
    await host.frame.getByRole('link', { name: 'Progress' }).click();
    await expect(host.heading).toHaveText('Progress');
    await expect(host.root).toHaveAttribute('data-theme', 'auto');
    await expect(host.sampleLabel).toBeVisible();
    expect(await page.evaluate(() => window.heard)).toEqual([]);
  });

  test('is not a frame inside the page', async ({ page, site, lms, configure }) => {
    configure({ parentOrigins: [lms.origin, site.origin] });
    const host = new Lms(page, site, lms);
    await host.open();
    await host.init({ document: await fixture('activity') });
    await expect(host.heading).toHaveText('Activity');
    // The same message from the page itself, whose origin is listed.
    await host.window.evaluate(() => window.postMessage({ type: 'reports.navigate', version: 1, address: '#/grades' }, '*'));
    await host.say({ type: 'reports.theme', version: 1, theme: 'dark' });
    await expect(host.root).toHaveAttribute('data-theme', 'dark');
    await expect(host.heading).toHaveText('Activity');
  });
});

test.describe('the height', () => {
  const offers = (reply) => `
    const message = typeof data === 'string' ? JSON.parse(data) : data;
    if (message.subject === 'lti.capabilities' && ${reply}`;
  const ANSWER = "{ subject: 'lti.capabilities.response', supported_messages: [{ subject: 'lti.frameResize' }] }";

  const heights = async (host) => (await host.heard('lti.frameResize')).map(({ data }) => data);

  test('is told as an object where the platform answers so', async ({ page, site, lms, configure }) => {
    configure({ parentOrigins: [lms.origin] });
    const host = new Lms(page, site, lms);
    await host.open({ answer: `${offers("typeof data === 'object'")}) reply(${ANSWER});` });
    await host.init({ document: await fixture('activity') });
    await expect(host.heading).toBeVisible();
    const tall = async () => {
      const app = await host.window.evaluate(() => Math.ceil(document.querySelector('.app').getBoundingClientRect().height));
      return (await heights(host)).at(-1)?.height === app;
    };
    await expect.poll(tall).toBe(true);
    const before = (await heights(host)).length;
    await host.frame.getByText('About these figures').click();
    await expect.poll(async () => (await heights(host)).length).toBeGreaterThan(before);
    await expect.poll(tall).toBe(true);
    expect((await heights(host)).slice(before).every((data) => typeof data === 'object')).toBe(true);
  });

  test('is told as a string where the platform answers so', async ({ page, site, lms, configure }) => {
    configure({ parentOrigins: [lms.origin] });
    const host = new Lms(page, site, lms);
    await host.open({ answer: `${offers("typeof data === 'string'")}) reply(JSON.stringify(${ANSWER}));` });
    await host.init({ document: await fixture('activity') });
    await expect(host.heading).toBeVisible();
    const before = (await heights(host)).length;
    await host.frame.getByText('About these figures').click();
    await expect.poll(async () => (await heights(host)).length).toBeGreaterThan(before);
    expect((await heights(host)).slice(before).every((data) => typeof data === 'string')).toBe(true);
  });

  test('is told in both forms where nobody answers', async ({ page, site, lms, configure }) => {
    configure({ parentOrigins: [lms.origin] });
    const host = new Lms(page, site, lms);
    await host.open();
    await host.init({ document: await fixture('activity') });
    const forms = async () => [...new Set((await heights(host)).map((data) => typeof data))].sort();
    await expect.poll(forms).toEqual(['object', 'string']);
  });
});

test('back and forward lead through the views of the frame', async ({ page, site, lms, configure }) => {
  configure({ parentOrigins: [lms.origin] });
  const host = new Lms(page, site, lms);
  await host.open();
  await host.init({ document: await fixture('activity') });
  await host.frame.getByRole('link', { name: 'Ada Berg' }).click();
  await expect(host.heading).toHaveText('Ada Berg');
  await host.step('back');
  await expect(host.heading).toHaveText('Activity');
  await host.step('forward');
  await expect(host.heading).toHaveText('Ada Berg');
});

test.describe('a sandbox', () => {
  test.use({ expectedErrors: [/./] });

  test('that is too strict is named', async ({ page, site, lms }) => {
    const host = new Lms(page, site, lms);
    await host.open({ sandbox: 'allow-scripts' });
    await expect(host.frame.getByText("Roundview can't run in this frame")).toBeVisible();
  });
});

test('a page without a host waits for nobody', async ({ page, site, lms, configure }) => {
  // Nothing is listed, so nothing is listened to.
  configure({});
  const host = new Lms(page, site, lms);
  await host.open();
  await expect(host.sampleLabel).toBeVisible();
  expect(await page.evaluate(() => window.heard)).toEqual([]);
  await expectAccessible(page);
});
