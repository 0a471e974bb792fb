// What is measured of a page as it stands. Each gives what is wrong, as a list of lines for people to read.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Every page gets it, and the short one is there sooner. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules of axe that depend on colours, and so on the theme; all others depend on what stands in the page. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds: WCAG 2.2 A and AA, and axe's best practices. `onlyColours` leaves out the rules that no theme changes.
 */
export async function barriers(page, { onlyColours = false } = {}) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(
    async (options) => {
      const { violations } = await window.axe.run(document, { resultTypes: ['violations'], ...options });
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
    },
    onlyColours ? { runOnly: OF_COLOURS } : { rules: { 'target-size': { enabled: true } } },
  );
}

/** How far the page can be scrolled sideways, in CSS px. */
export const sideways = (page) =>
  page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);

/** What reaches beyond the sides of the window, outside the boxes that can be scrolled. */
export const beyond = (page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const inBox = (element) => {
      for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
        const { overflowX } = getComputedStyle(box);
        if (overflowX !== 'visible') return true;
      }
      return false;
    };
    return [...document.body.querySelectorAll('*')].flatMap((one) => {
      if (!one.checkVisibility() || one.closest('.visually-hidden, .skip-link, svg')) return [];
      const { left, right } = one.getBoundingClientRect();
      if (left >= -1 && right <= width + 1) return [];
      return inBox(one) ? [] : [`${one.tagName.toLowerCase()}.${one.className}: from ${Math.round(left)} to ${Math.round(right)} px`];
    });
  });

/** Boxes that scroll sideways and can't be reached with the keyboard or don't say what they are. */
export const unsaidScrollers = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((one) => {
      if (one.scrollWidth <= one.clientWidth + 1 || !['auto', 'scroll'].includes(getComputedStyle(one).overflowX)) return [];
      const isReached = one.tabIndex >= 0 || one.querySelector('a[href], button, input, select, [tabindex="0"]');
      return isReached ? [] : [`${one.tagName.toLowerCase()}.${one.className}`];
    }),
  );

/**
 * What is pressed and is smaller than 24 by 24 px, where no room around it makes up for that (WCAG 2.5.8). Links in
 * running text may be as high as their line.
 */
export const smallTargets = (page) =>
  page.evaluate(() => {
    const LEAST = 24;
    const found = document.querySelectorAll('a[href], button, summary, input, select, textarea, [role="option"], [role="tab"], canvas[tabindex="0"]');
    const targets = [...found]
      .filter((one) => one.checkVisibility({ opacityProperty: false, visibilityProperty: true }) && !one.matches('.skip-link, [type="file"], :disabled'))
      .map((one) => {
        // A field's label is pressed as well.
        const parts = [one, ...(one.labels ?? [])].map((part) => part.getBoundingClientRect());
        const left = Math.min(...parts.map((part) => part.left));
        const top = Math.min(...parts.map((part) => part.top));
        const right = Math.max(...parts.map((part) => part.right));
        const bottom = Math.max(...parts.map((part) => part.bottom));
        return { one, left, top, right, bottom, width: right - left, height: bottom - top };
      })
      .filter(({ width, height }) => width > 0 && height > 0);
    const isSmall = ({ width, height }) => width < LEAST - 0.5 || height < LEAST - 0.5;
    const middle = ({ left, right, top, bottom }) => [(left + right) / 2, (top + bottom) / 2];
    const isInText = ({ one }) => {
      if (one.tagName !== 'A' || getComputedStyle(one).display !== 'inline') return false;
      return [...one.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && /\p{L}/u.test(node.data));
    };
    // What is painted around it, and takes presses for it.
    const isLarger = (target) => {
      target.one.scrollIntoView({ block: 'center', inline: 'center' });
      const [x, y] = middle(target.one.getBoundingClientRect());
      const isHit = (dx, dy) => {
        const hit = document.elementFromPoint(x + dx, y + dy);
        return hit && [target.one, ...(target.one.labels ?? [])].some((part) => part.contains(hit));
      };
      // What lies under a menu isn't pressed at all.
      return !isHit(0, 0) || [[-11, -11], [11, -11], [-11, 11], [11, 11]].every(([dx, dy]) => isHit(dx, dy));
    };
    const hasRoom = (target) => {
      const [x, y] = middle(target);
      return targets.every((other) => {
        if (other === target || other.one.contains(target.one) || target.one.contains(other.one)) return true;
        if (isSmall(other)) {
          const [otherX, otherY] = middle(other);
          return Math.hypot(otherX - x, otherY - y) >= LEAST;
        }
        const nearX = Math.min(Math.max(x, other.left), other.right);
        const nearY = Math.min(Math.max(y, other.top), other.bottom);
        return Math.hypot(nearX - x, nearY - y) >= LEAST / 2;
      });
    };
    return targets
      .filter((target) => isSmall(target) && !isInText(target) && !hasRoom(target) && !isLarger(target))
      .map(({ one, width, height }) => `${one.tagName.toLowerCase()}.${one.className} “${one.textContent.trim().slice(0, 30)}”: ${Math.round(width)} × ${Math.round(height)} px`);
  });

/** Gives texts the room that WCAG 1.4.12 lets readers ask for, or takes it away again. */
export const spaceTexts = (page, isSpaced) =>
  page.evaluate((isSpaced) => {
    const sheet = new CSSStyleSheet();
    // A sheet of the document's own script, which the policy of the page allows.
    sheet.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-block-end: 2em !important; }
    `);
    document.adoptedStyleSheets = isSpaced ? [sheet] : [];
    window.dispatchEvent(new Event('resize'));
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }, isSpaced);

/** Texts of which a part can't be seen; reasons for support stand whole in their tooltips, which the keyboard opens too. */
export const cutTexts = (page) =>
  page.evaluate(() => {
    const isText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim();
    const seen = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const one = node.parentElement;
      if (!isText(node) || seen.has(one) || !one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
      if (one.closest('.visually-hidden, .skip-link, .support-signals, select, svg, canvas, noscript')) continue;
      seen.add(one);
      const range = document.createRange();
      range.selectNodeContents(node);
      const text = range.getBoundingClientRect();
      for (let box = one; box && box !== document.body; box = box.parentElement) {
        const style = getComputedStyle(box);
        const area = box.getBoundingClientRect();
        const hides = (overflow) => overflow === 'hidden' || overflow === 'clip';
        const isSideways = hides(style.overflowX) && (text.right > area.right + 1 || text.left < area.left - 1);
        const isBelow = hides(style.overflowY) && (text.bottom > area.bottom + 2 || text.top < area.top - 2);
        if (isSideways || isBelow) {
          found.push(`${box.tagName.toLowerCase()}.${box.className} cuts “${node.data.trim().slice(0, 40)}” ${isSideways ? 'sideways' : 'below'}`);
          break;
        }
        // What scrolls shows all of it.
        if (['auto', 'scroll'].includes(style.overflowX)) break;
      }
    }
    return found;
  });

/** Texts that lie on one another. */
export const overlaps = (page) =>
  page.evaluate(() => {
    const parts = [];
    // What is left of a line in the boxes that hide what is beyond them.
    const shown = (element, { left, right, top, bottom }) => {
      for (let box = element; box && box !== document.body; box = box.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(box);
        const area = box.getBoundingClientRect();
        if (overflowX !== 'visible') [left, right] = [Math.max(left, area.left), Math.min(right, area.right)];
        if (overflowY !== 'visible') [top, bottom] = [Math.max(top, area.top), Math.min(bottom, area.bottom)];
      }
      return right > left && bottom > top ? { left, right, top, bottom } : undefined;
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const one = node.parentElement;
      if (!node.data.trim() || !one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
      if (one.closest('.visually-hidden, .skip-link, select, svg, canvas, noscript, .tooltip, .help-text, .combobox-list, .combobox-none, .export-menu, dialog')) continue;
      // The rows go under what stays in the window.
      const sheet = one.closest('.table-bar, .table-head');
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const line of range.getClientRects()) {
        const part = shown(one, line);
        if (part) parts.push({ node, sheet, ...part });
      }
    }
    const found = new Set();
    for (const [index, a] of parts.entries()) {
      for (const b of parts.slice(index + 1)) {
        if (a.node === b.node || a.sheet !== b.sheet) continue;
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        // Lines have room above and below their letters.
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        const least = Math.min(a.bottom - a.top, b.bottom - b.top);
        if (across > 2 && down > least * 0.4) found.add(`“${a.node.data.trim().slice(0, 30)}” and “${b.node.data.trim().slice(0, 30)}”`);
      }
    }
    return [...found];
  });

/** What moves by itself or takes its time to change. */
export const motions = (page) =>
  page.evaluate(() => {
    const takesTime = (list) => list.split(',').some((time) => parseFloat(time) > 0);
    const found = new Set();
    for (const one of document.querySelectorAll('*')) {
      for (const part of [null, '::before', '::after', '::backdrop']) {
        const style = getComputedStyle(one, part);
        const isAnimated = style.animationName !== 'none' && takesTime(style.animationDuration);
        if (isAnimated || takesTime(style.transitionDuration) || style.scrollBehavior === 'smooth') {
          found.add(`${one.tagName.toLowerCase()}.${one.className}${part ?? ''}`);
        }
      }
    }
    return [...found, ...document.getAnimations().map((animation) => `an animation of ${animation.effect?.target?.className}`)];
  });
