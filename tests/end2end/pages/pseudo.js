// A language that nobody speaks: English with accents, longer by two fifths, and in brackets. What stands on a page
// without them doesn't come from the catalogue.

import { readFile } from 'node:fs/promises';

const ACCENTED = new Map(
  [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter, index) => [
    letter,
    [...'ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ'][index],
  ]),
);

const accent = (word) => [...word].map((letter) => ACCENTED.get(letter) ?? letter).join('');
const lengthen = (word) => accent(word) + '·'.repeat(Math.ceil((word.match(/\p{L}/gu)?.length ?? 0) * 0.4));

/** The English file of words in that language. */
export async function pseudoCatalogue() {
  const english = await readFile(new URL('../../../src/i18n/en.txt', import.meta.url), 'utf8');
  const line = (line) => {
    const [key, text] = line.split(/ = (.*)/s);
    if (text === undefined) return line;
    const parts = text.split(/(\{\w[\w-]*\})/).map((part, index) => (index % 2 ? part : part.replace(/\S+/g, lengthen)));
    return `${key} = [${parts.join('')}]`;
  };
  return english.split('\n').map(line).join('\n');
}

/** Fields of documents whose values are words of the format. */
const OF_THE_FORMAT = new Set(['kind', 'format', 'role', 'status', 'via', 'platform', 'provider']);

/** All texts of a document that a page may show. */
export function textsOf(value, found = new Set()) {
  if (typeof value === 'string' || typeof value === 'number') found.add(String(value).trim());
  else if (Array.isArray(value)) for (const one of value) textsOf(one, found);
  else if (value && typeof value === 'object') {
    for (const [key, one] of Object.entries(value)) if (!OF_THE_FORMAT.has(key)) textsOf(one, found);
  }
  return found;
}

const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December';
const SHORT = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun';
const DAYS = 'Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday';
/** Names of days and months, and of languages in themselves. */
const NEUTRAL = new RegExp(`\\b(${MONTHS}|${SHORT}|${DAYS}|English|Norsk|Deutsch)\\b`, 'g');

/**
 * The words of a text that are of neither the catalogue nor the document, nor part of a date: the catalogue's have
 * accents on all letters, so that a word is found even where it was filled in between others.
 */
export function strangers(text, data) {
  let rest = text;
  for (const one of data) {
    if (rest.includes(one)) {
      const whole = one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      rest = rest.replace(new RegExp(`(?<![\\p{L}\\p{N}])${whole}(?![\\p{L}\\p{N}])`, 'gu'), ' ');
    }
  }
  return (rest.replace(NEUTRAL, ' ').match(/[A-Za-z]+/g) ?? []).join(' ');
}

/** Notes what is drawn on canvases; call it before the page is opened. */
export async function noteDrawnTexts(page) {
  await page.addInitScript(() => {
    window.drawnTexts = new Set();
    const draw = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function note(text, ...place) {
      window.drawnTexts.add(text);
      return draw.call(this, text, ...place);
    };
  });
}

/** All texts of a page, seen or heard, in the order of the page; a paragraph or cell is one. */
export function textsOfPage(page) {
  return page.evaluate(() => {
    const NAMES = ['aria-label', 'aria-roledescription', 'aria-valuetext', 'aria-description', 'title', 'alt', 'placeholder', 'data-label'];
    const texts = new Set([document.title, ...(window.drawnTexts ?? [])]);
    const walk = (element) => {
      // What stands before the program runs is in all languages; headings of files are for other systems.
      if (element.matches('script, style, noscript, #not-started, #sandboxed, code, textarea, .training-columns')) return;
      for (const name of NAMES) if (element.hasAttribute(name)) texts.add(element.getAttribute(name));
      for (const child of element.childNodes) {
        if (child.nodeType === Node.TEXT_NODE) texts.add(child.textContent);
        else if (child.nodeType === Node.ELEMENT_NODE) walk(child);
      }
    };
    walk(document.body);
    return [...texts].filter((text) => text.trim());
  });
}
