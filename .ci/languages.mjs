// Puts the words of every language beside the page, and tells the page which there are: src/i18n/language.rs is the
// one list of them.
//
//   node languages.mjs SOURCE DIST

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [source, dist] = process.argv.slice(2);
const LINE = /^ {4}\w+ = "(\w+)", \[(.*?)\], ".+", ".+", \w+;$/gm;
/** With quotes or without, as Trunk leaves it. */
const PLACE = /data-languages="?en"?/;

const lines = [...readFileSync(join(source, 'src/i18n/language.rs'), 'utf8').matchAll(LINE)];
if (lines.length === 0) throw new Error('language.rs has no line of a language as expected');
mkdirSync(join(dist, 'i18n'), { recursive: true });
const known = lines.flatMap(([, tag, others]) => {
  copyFileSync(join(source, `src/i18n/${tag}.txt`), join(dist, `i18n/${tag}.txt`));
  return [tag, ...[...others.matchAll(/\w+/g)].map(([other]) => `${other}:${tag}`)];
});

const path = join(dist, 'index.html');
const page = readFileSync(path, 'utf8');
if (!PLACE.test(page)) throw new Error('index.html has no place for its languages');
writeFileSync(path, page.replace(PLACE, `data-languages="${known.join(' ')}"`));
