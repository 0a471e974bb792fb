// Every page in every language, and every state of one: without barriers that axe knows, in both themes, wide and
// narrow; and with room for all that stands in it, however narrow the window is and however wide the texts are spaced.

import { expect, test } from '../fixtures.js';
import { barriers, beyond, cutTexts, motions, overlaps, sideways, smallTargets, spaceTexts, unsaidScrollers } from '../measures.js';
import { FAILURES, SAMPLE_PAGES, STATES, settled, visit } from '../pages/every.js';

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 390, height: 800 };
/** 1280 by 1024 px at 400 %. */
const ZOOMED = { width: 320, height: 256 };

/** The same list in portions, so that they are looked at side by side and one failure isn't that of all. */
const portions = (list, size) =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));

/** Looks for barriers in the page as it stands: in both widths, in both themes. */
async function expectNoBarriers(page, name) {
  await look(page, name, NARROW, 'light');
  await look(page, name, NARROW, 'dark', { onlyColours: true });
  await look(page, name, WIDE, 'dark');
  await look(page, name, WIDE, 'light', { onlyColours: true });
}

async function look(page, name, size, colorScheme, options) {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme });
  expect.soft(await barriers(page, options), `${name}, ${colorScheme}, ${size.width} px`).toEqual([]);
}

/** Holds the page against the narrowest window, and others in which it stands otherwise. */
async function expectReflow(page, name) {
  for (const size of [{ width: 800, height: 800 }, { width: 640, height: 512 }, ZOOMED]) {
    await page.setViewportSize(size);
    await expect.soft.poll(() => sideways(page), `${name}: scrolls sideways, ${size.width} px`).toBe(0);
  }
  expect.soft(await beyond(page), `${name}: beyond the window at 400 %`).toEqual([]);
  expect.soft(await unsaidScrollers(page), `${name}: scrolls, but not by keyboard`).toEqual([]);
  await page.setViewportSize(WIDE);
}

/** Texts have the room that readers ask for, targets that which fingers need, and nothing moves for who asks for that. */
async function expectRoom(page, name) {
  for (const size of [NARROW, WIDE]) {
    await page.setViewportSize(size);
    expect.soft(await smallTargets(page), `${name}: small targets, ${size.width} px`).toEqual([]);
    await spaceTexts(page, true);
    expect.soft(await overlaps(page), `${name}: spaced texts on one another, ${size.width} px`).toEqual([]);
    expect.soft(await cutTexts(page), `${name}: spaced texts that are cut, ${size.width} px`).toEqual([]);
    await spaceTexts(page, false);
  }
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect.soft(await motions(page), `${name}: what moves`).toEqual([]);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
}

/** All of it. */
async function expectForEverybody(page, name) {
  await expectNoBarriers(page, name);
  await expectReflow(page, name);
  await expectRoom(page, name);
}

for (const locale of ['en-GB', 'nb-NO', 'de-DE', 'ar']) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale });
    test.slow();

    for (const [index, pages] of portions(SAMPLE_PAGES, 7).entries()) {
      test(`pages, portion ${index + 1}`, async ({ page }) => {
        for (const view of pages) {
          await visit(page, `./${view}`);
          await expectForEverybody(page, view);
        }
      });
    }

    for (const [index, states] of portions(Object.entries(STATES), 7).entries()) {
      test(`states, portion ${index + 1}`, async ({ context, serve }) => {
        for (const [name, bring] of states) {
          // What one state has left in the page is not in the next.
          const page = await context.newPage();
          await bring({ page, serve });
          await expectForEverybody(page, name);
          await page.close();
        }
      });
    }

    test.describe('what goes wrong', () => {
      test.use({ expectedErrors: [/Failed to load resource/] });

      test('with documents', async ({ page, serve }) => {
        for (const [name, answer] of Object.entries(FAILURES)) {
          await page.goto(serve(answer));
          await expect(page.getByRole('alert')).toBeVisible();
          await settled(page);
          await expectForEverybody(page, name);
        }
      });
    });
  });
}
