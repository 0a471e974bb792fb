// Charts: what they say when pointed at and walked through with the keyboard.
//
// The figures of tests/fixtures/activity.json are worked out in activity-overview.spec.js.

import { expect, fixture, test } from '../fixtures.js';
import { Details } from '../pages/details.js';
import { Overview } from '../pages/overview.js';

const TODAY = "Wednesday, 18 March 2026 (Today isn't over yet)";

let address;

test.beforeEach(async ({ serve }) => {
  address = serve(await fixture('activity'));
});

test('of the course say what is pointed at', async ({ page }) => {
  const overview = new Overview(page);
  await overview.open(address);
  // Seven bars from left to right, the last one today.
  await overview.chart.point(0.95, 0.6);
  await overview.chart.expectTooltip(TODAY, [
    ['Visits', '2'],
    ['Visitors', '2'],
    ['Average visit', 'about 9 min'],
  ]);
  // The pointer may move onto the tooltip, as WCAG 1.4.13 asks.
  await overview.tooltip.hover();
  await expect(overview.tooltip).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(overview.tooltip).toBeHidden();

  await overview.chart.point(0.95, 0.6);
  await expect(overview.tooltip).toBeVisible();
  await overview.heading.hover();
  await expect(overview.tooltip).toBeHidden();
});

test('say nothing of days without data', async ({ page }) => {
  const overview = new Overview(page);
  await overview.open(address);
  await overview.chart.point(0.95, 0.6);
  await expect(overview.tooltip).toBeVisible();
  // Saturday, in the middle of the three days without a visit.
  await overview.chart.point(0.46, 0.6);
  await expect(overview.tooltip).toBeHidden();
});

test('of a row say what is pointed at', async ({ page }) => {
  const overview = new Overview(page);
  await overview.open(address);
  const chart = overview.cells('Øystein Åsen').first().getByRole('img');
  const box = await chart.boundingBox();
  await chart.hover({ position: { x: box.width / 14, y: box.height / 2 } });
  await overview.chart.expectTooltip('Thursday, 12 March 2026', [
    ['Visits', '2'],
    ['Duration', 'about 46 min'],
  ]);
});

test('are walked through with the keyboard', async ({ page }) => {
  const details = new Details(page);
  await details.open(`${address}#/activity/101`);
  const { month } = details;
  const day = (date, visits, duration) =>
    month.expectTooltip(date, [
      ['Visits', visits],
      ['Duration', duration],
    ]);

  await details.tabTo(month.canvas);
  await day(TODAY, '1', 'about 15 min');
  // It is announced as well.
  await expect(page.getByRole('status').filter({ hasText: `${TODAY}. Visits: 1, Duration: about 15 min` })).toHaveCount(1);
  // Days without a visit are passed over, and both ends hold.
  await page.keyboard.press('ArrowRight');
  await day(TODAY, '1', 'about 15 min');
  await page.keyboard.press('ArrowLeft');
  await day('Tuesday, 17 March 2026', '2', 'about 30 min');
  await page.keyboard.press('ArrowLeft');
  await day('Tuesday, 10 March 2026', '1', 'about 30 min');
  await page.keyboard.press('Home');
  await day('Tuesday, 10 March 2026', '1', 'about 30 min');
  await page.keyboard.press('End');
  await day(TODAY, '1', 'about 15 min');

  await page.keyboard.press('Escape');
  await expect(details.tooltip).toBeHidden();
  await expect(month.canvas).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await day('Tuesday, 17 March 2026', '2', 'about 30 min');
  await page.keyboard.press('Tab');
  await expect(details.tooltip).toBeHidden();
});

test('of 12 months are walked through with the keyboard', async ({ page }) => {
  const details = new Details(page);
  await details.open(`${address}#/activity/101?heat=actions`);
  const { heatMap } = details;
  const day = (date, ...counts) =>
    heatMap.expectTooltip(
      date,
      ['Actions', 'Resources', 'Activities', 'Communication'].map((label, index) => [label, counts[index]]),
    );
  await details.tabTo(heatMap.canvas);
  await day('Tuesday, 17 March 2026', '5', '3', '1', '1');
  await page.keyboard.press('Home');
  await day('Monday, 9 March 2026', '1', '0', '0', '1');
  await page.keyboard.press('ArrowRight');
  await day('Tuesday, 10 March 2026', '3', '0', '0', '3');
});

test('show their table to everyone who asks', async ({ page }) => {
  const details = new Details(page);
  await details.open(`${address}#/activity/101`);
  const button = details.main.getByRole('button', { name: 'Show as table' }).first();
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await button.click();
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  const region = details.main.getByRole('region', { name: 'Activity per day in March 2026' });
  await region.scrollIntoViewIfNeeded();
  await expect(region.getByRole('cell', { name: 'about 15 min' })).toBeInViewport();
  await button.click();
  await expect(region).toHaveCount(0);
});

test('follow the width of the window and the density of the screen', async ({ browser, site }) => {
  const context = await browser.newContext({ deviceScaleFactor: 2, viewport: { width: 1000, height: 800 } });
  const page = await context.newPage();
  const details = new Details(page);
  await details.open(`${site.origin}/#/activity/101`);
  const measure = () =>
    details.month.canvas.evaluate((canvas) => ({
      frame: canvas.parentElement.clientWidth,
      shown: canvas.getBoundingClientRect().width,
      drawn: canvas.width,
    }));
  const check = async () => {
    await expect.poll(async () => (await measure()).shown - (await measure()).frame).toBe(0);
    const { shown, drawn } = await measure();
    expect(drawn).toBe(shown * 2);
    return shown;
  };
  const wide = await check();
  await page.setViewportSize({ width: 500, height: 800 });
  await expect.poll(async () => (await measure()).shown).toBeLessThan(wide);
  await check();
  await context.close();
});

test('are drawn anew for another theme', async ({ page }) => {
  const overview = new Overview(page);
  await overview.open(address);
  // A picture of the chart, so that what is compared is what is seen.
  const picture = () => overview.chart.canvas.evaluate((canvas) => canvas.toDataURL());
  const light = await picture();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(picture).not.toBe(light);
  await overview.theme.getByRole('radio', { name: 'Light' }).check();
  await expect.poll(picture).toBe(light);
});
