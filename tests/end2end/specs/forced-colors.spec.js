// In the reader's own colours: controls, their states, the focus, marks of charts and statuses are still told apart.

import { expect, test } from '../fixtures.js';
import { visit } from '../pages/every.js';

const VIEWS = [
  '#/course', '#/activity', '#/activity/101', '#/progress', '#/progress/101', '#/grades/101', '#/resources',
  '#/messages?student=101', '#/kept', '#/training/sessions/1', '#/training/dashboard',
];

/** Controls that look like the text around them. */
const unmarked = (page) =>
  page.evaluate(() => {
    const colourOf = (colour) => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.color = colour;
      const { color } = getComputedStyle(probe);
      probe.remove();
      return color;
    };
    const [surface, text] = ['Canvas', 'CanvasText'].map(colourOf);
    const isMarked = (one) => {
      const style = getComputedStyle(one);
      const hasEdge = ['Top', 'Bottom', 'Left', 'Right'].some(
        (side) => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== 'none' && style[`border${side}Color`] !== surface,
      );
      const isUnderlined = style.textDecorationLine.includes('underline');
      const isFilled = ![surface, 'rgba(0, 0, 0, 0)'].includes(style.backgroundColor);
      return hasEdge || isUnderlined || isFilled || style.color !== text || style.appearance !== 'none';
    };
    const around = (one) => [one, one.nextElementSibling, one.closest('.segments, .button, summary, .checkbox, .nav-tab, [role="columnheader"]')];
    return [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
      .filter((one) => one.checkVisibility() && !one.matches('.skip-link'))
      // A row is a link as a whole, and a folder has an arrow.
      .filter((one) => !around(one).some((part) => part && (isMarked(part) || part.querySelector('svg'))))
      .map((one) => `${one.tagName.toLowerCase()}.${one.className} “${one.textContent.trim().slice(0, 30)}”`);
  });

/** What the ring is painted on, around what has the focus: its width and colour. */
const ring = (page) =>
  page.evaluate(() => {
    const one = document.activeElement;
    const sides = [[one], [one, '::after'], [one.nextElementSibling], [one.closest('.button')]].filter(([part]) => part);
    const outlines = sides.map(([part, pseudo]) => getComputedStyle(part, pseudo)).filter((style) => style.outlineStyle !== 'none');
    return {
      name: `${one.tagName.toLowerCase()}.${one.className}`,
      width: Math.max(0, ...outlines.map((style) => parseFloat(style.outlineWidth))),
    };
  });

/** The colours of a canvas that have 3:1 against the page, as far as they fill more than a line or two. */
const marks = (canvas) =>
  canvas.evaluate((canvas) => {
    const luminance = (parts) => {
      const [r, g, b] = parts.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const page = getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0, 3).map(Number);
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const counts = new Map();
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] < 255) continue;
      const colour = data.slice(at, at + 3).join(' ');
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    const contrast = (colour) => {
      const [one, other] = [luminance(colour.split(' ').map(Number)), luminance(page)];
      return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    };
    return [...counts].filter(([colour, count]) => count > 40 && contrast(colour) >= 3).map(([colour]) => colour);
  });

for (const colorScheme of ['light', 'dark']) {
  test.describe(`forced colours, ${colorScheme}`, () => {
    test.use({ colorScheme, forcedColors: 'active' });

    test('every control is marked', async ({ page }) => {
      for (const view of VIEWS) {
        await visit(page, `./${view}`);
        expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
        expect.soft(await unmarked(page), view).toEqual([]);
      }
    });

    test('the focus has a ring wherever it goes', async ({ page }) => {
      test.slow();
      for (const view of VIEWS) {
        await visit(page, `./${view}`);
        for (let step = 0; step < 25; step += 1) {
          await page.keyboard.press('Tab');
          const { name, width } = await ring(page);
          // After the last one comes the browser itself.
          if (name === 'body.') break;
          expect.soft(width, `${view}: ${name}`).toBeGreaterThanOrEqual(1);
        }
      }
    });

    test('what is chosen differs from what is not', async ({ page }) => {
      await visit(page, './#/activity/101');
      const filled = (locator) => locator.evaluate((one) => getComputedStyle(one).backgroundColor);
      const segments = page.locator('main .segments').first();
      expect(await filled(segments.locator(':checked + span'))).not.toBe(await filled(segments.locator(':not(:checked) + span').first()));
      const toggle = page.getByRole('switch').first();
      const off = await toggle.screenshot();
      await toggle.check();
      await page.keyboard.press('Tab');
      expect((await toggle.screenshot()).equals(off)).toBe(false);
      const line = (locator) => locator.evaluate((one) => getComputedStyle(one).borderBottomWidth);
      expect(await line(page.locator('.nav-tab[aria-current]').first())).toBe('2px');
      expect(await line(page.locator('.nav-tab:not([aria-current])').first())).toBe('0px');
      const combobox = page.getByRole('main').getByRole('combobox').first();
      await combobox.fill('a');
      await combobox.press('ArrowDown');
      const options = page.locator('.combobox-option');
      await expect(options.first()).toBeVisible();
      expect(await filled(page.locator('[role="option"][aria-selected="true"]'))).not.toBe(await filled(page.locator('[role="option"][aria-selected="false"]').first()));
    });

    test('marks of charts stand out from the page', async ({ page }) => {
      for (const view of ['#/activity', '#/activity/101', '#/grades', '#/training/sessions/1', '#/training/dashboard']) {
        await visit(page, `./${view}`);
        await expect(page.locator('canvas').first()).toBeVisible();
        for (const canvas of await page.locator('canvas[role="application"]').all()) {
          if (!(await canvas.isVisible())) continue;
          await expect.soft.poll(async () => (await marks(canvas)).length, `${view}: ${await canvas.getAttribute('aria-label')}`).toBeGreaterThan(0);
        }
      }
      // The student and the course in one chart.
      await visit(page, './#/grades/101');
      await expect.poll(async () => (await marks(page.locator('canvas').first())).length).toBeGreaterThan(1);
    });

    test('statuses differ in shape and colour', async ({ page }) => {
      await visit(page, './#/progress/101');
      const icons = await page.locator('.status > .icon').evaluateAll((all) =>
        all.map((icon) => ({
          status: icon.parentElement.className,
          colour: getComputedStyle(icon).stroke,
          shape: icon.innerHTML,
        })),
      );
      const kinds = new Map(icons.map((icon) => [icon.status, icon]));
      expect(kinds.size).toBeGreaterThan(2);
      for (const part of ['colour', 'shape']) expect(new Set([...kinds.values()].map((icon) => icon[part])).size, part).toBe(kinds.size);
      const surface = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      for (const { colour } of kinds.values()) expect(colour).not.toBe(surface);
    });
  });
}
