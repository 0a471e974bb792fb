// Makes one style sheet of all that the page has: they are wanted together, and compress better so.
//
//   node styles.mjs DIST

import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [dist] = process.argv.slice(2);
const SHEET = /<link href=\.\/(\S+\.css) integrity=\S+ rel=stylesheet>/g;

const page = readFileSync(join(dist, 'index.html'), 'utf8');
const names = [...page.matchAll(SHEET)].map(([, name]) => name);
if (names.length === 0) throw new Error('index.html names no style sheet as expected');
// In the order of the page, which is that of their layers.
const style = names.map((name) => readFileSync(join(dist, name), 'utf8')).join('');
const digest = (algorithm, form) => createHash(algorithm).update(style).digest(form);
const name = `style-${digest('sha256', 'hex').slice(0, 16)}.css`;
const link = `<link href=./${name} integrity=sha384-${digest('sha384', 'base64')} rel=stylesheet>`;

let isFirst = true;
const place = () => (isFirst ? ((isFirst = false), link) : '');
writeFileSync(join(dist, 'index.html'), page.replace(SHEET, place));
for (const name of names) rmSync(join(dist, name));
writeFileSync(join(dist, name), style);
