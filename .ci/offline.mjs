// Writes into the service worker which files it keeps: all of this build, each with its digest.
//
//   node offline.mjs DIST

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const [folder] = process.argv.slice(2);
const SERVICE_WORKER = 'service-worker.js';

/** What whoever runs the server may change: its settings and the sample. */
const EDITED = [/^config\.json$/, /^sample\//];

const digest = (bytes, algorithm, form) => createHash(algorithm).update(bytes).digest(form);

const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
  .filter((name) => name !== SERVICE_WORKER)
  .sort()
  .map((name) => {
    const integrity = `sha256-${digest(readFileSync(join(folder, name)), 'sha256', 'base64')}`;
    // The page is asked for by its folder: some servers redirect the other name there.
    return [name === 'index.html' ? './' : name, EDITED.some((edited) => edited.test(name)) ? '' : integrity];
  });

const path = join(folder, SERVICE_WORKER);
const list = JSON.stringify(Object.fromEntries(files));
const version = digest(list, 'sha256', 'hex').slice(0, 16);
const places = [
  ["const VERSION = '';", `const VERSION = '${version}';`],
  ['const FILES = {};', `const FILES = ${list};`],
];
let text = readFileSync(path, 'utf8');
for (const [before, after] of places) {
  if (!text.includes(before)) throw new Error(`${SERVICE_WORKER} has no place for its list`);
  text = text.replace(before, () => after);
}
writeFileSync(path, text);
