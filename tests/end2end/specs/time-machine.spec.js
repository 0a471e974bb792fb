// The course at an earlier day, and what is new since the reader last looked.
//
// At the end of Tuesday 17 March 2026 in Oslo, by hand: in the course are Ada, Øystein, José, Nora, and Emil, who
// leaves a day later; Sara hasn't come yet. From 11 March on all of them but Nora have visited: 4 of 5.

import { expect, expectAccessible, fixture, test } from '../fixtures.js';
import { TimeMachine } from '../pages/time_machine.js';

test('a day back by keyboard, kept by the address, and back to now', async ({ page, serve }) => {
  const machine = new TimeMachine(page);
  await machine.open(serve(await fixture('activity')));
  await machine.tabTo(machine.opener);
  await page.keyboard.press('Enter');
  await machine.tabTo(machine.slider);
  await machine.expectDay('Wednesday, 18 March 2026');
  await page.keyboard.press('ArrowLeft');
  await machine.expectDay('Tuesday, 17 March 2026');
  await expect(machine.active.value).toHaveText('4 of 5');
  await expect(machine.slider).toBeFocused();
  await expect(machine.main.getByText('As of 17 Mar 2026, 23:59')).toBeVisible();
  await machine.expectView('#/activity?asof=2026-03-17T22%3A59%3A59.999999999Z');
  await page.keyboard.press('Home');
  await machine.expectDay('Monday, 18 August 2025');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await machine.expectDay('Tuesday, 17 March 2026');
  await expect(machine.active.value).toHaveText('4 of 5');
  // The address follows a little later.
  await machine.expectView('#/activity?asof=2026-03-17T22%3A59%3A59.999999999Z');

  await page.reload();
  await machine.expectDay('Tuesday, 17 March 2026');
  await expect(machine.active.value).toHaveText('4 of 5');
  // From report to report.
  await machine.reports.getByRole('link', { name: 'Progress' }).click();
  await machine.expectDay('Tuesday, 17 March 2026');
  await machine.reports.getByRole('link', { name: 'Activity' }).click();
  await machine.now.click();
  await expect(machine.active.value).toHaveText('3 of 4');
  await machine.expectView('#/activity');
  await expect(machine.opener).toBeVisible();
});

test('one step back leads to now', async ({ page, serve }) => {
  const machine = new TimeMachine(page);
  await machine.open(serve(await fixture('activity')));
  await machine.opener.click();
  await machine.slider.focus();
  for (let day = 0; day < 5; day += 1) await page.keyboard.press('ArrowLeft');
  await machine.expectDay('Friday, 13 March 2026');
  await expect.poll(() => machine.view).toContain('asof=2026-03-13');
  await page.goBack();
  await machine.expectView('#/activity');
  await expect(machine.active.value).toHaveText('3 of 4');
});

test('the days go by to the last one, and can be stopped', async ({ page, serve }) => {
  const machine = new TimeMachine(page);
  const address = serve(await fixture('activity'));
  await machine.open(`${address}#/activity?asof=2026-03-13T12:00:00Z`);
  await machine.expectDay('Friday, 13 March 2026');
  await machine.play.click();
  await expect(machine.opener).toBeVisible();
  await expect(machine.active.value).toHaveText('3 of 4');
  await machine.expectView('#/activity');

  await machine.open(`${address}#/activity?asof=2025-08-18T12:00:00Z`);
  await machine.play.click();
  await machine.pause.click();
  await expect(machine.play).toBeVisible();
});

test.describe('with less motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('weeks go by, one each second', async ({ page, serve }) => {
    const machine = new TimeMachine(page);
    await machine.open(`${serve(await fixture('activity'))}#/activity?asof=2026-03-02T12:00:00Z`);
    await machine.play.click();
    await machine.expectDay('Monday, 9 March 2026');
    await machine.expectDay('Monday, 16 March 2026');
  });
});

// After noon of the 17th Ada visits twice and writes a thread, and José visits once.
test('what is new since the last document', async ({ page, serve }) => {
  const machine = new TimeMachine(page);
  const earlier = await fixture('activity');
  earlier.generatedAt = '2026-03-17T09:30:00Z';
  await machine.open(serve(earlier));
  await expect(machine.news).toHaveCount(0);
  const address = serve(await fixture('activity'));
  for (let visit = 0; visit < 2; visit += 1) {
    await machine.open(address);
    await expect(machine.news).toHaveText('Since you last looked, 17 Mar 2026, 10:30: 2 students active, 1 post.');
    await expect(machine.marks).toHaveText(['New: 2 visits, 1 post', 'New: 1 visit']);
  }
  await expect(machine.table.getByRole('rowheader', { name: 'Ada Berg' })).toContainText('New: 2 visits');
  // A day earlier there is nothing to compare.
  await machine.opener.click();
  await machine.slider.focus();
  for (let day = 0; day < 2; day += 1) await page.keyboard.press('ArrowLeft');
  await expect(machine.news).toHaveCount(0);
  await expect(machine.marks).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark']) {
  test(`has no barriers and never scrolls sideways, ${colorScheme}`, async ({ page, serve }) => {
    await page.emulateMedia({ colorScheme });
    const machine = new TimeMachine(page);
    const earlier = await fixture('activity');
    earlier.generatedAt = '2026-03-16T09:30:00Z';
    await machine.open(serve(earlier));
    const address = serve(await fixture('activity'));
    for (const width of [1280, 390, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await machine.open(`${address}#/activity?asof=2026-03-17T12:00:00Z`);
      await expect(machine.slider).toBeVisible();
      await expect(machine.news).toBeVisible();
      await expectAccessible(page);
      const { scrollWidth, clientWidth } = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.scrollingElement;
        return { scrollWidth, clientWidth };
      });
      expect(scrollWidth, `${width} px`).toBe(clientWidth);
    }
  });
}
