// Prints the size of every file in dist/, as it is and as a server would send it, and fails where
// what the first view loads is more than tests/size-budget.json allows.
//
// The first view is the front page of a course, as it stands before anybody does anything: the page, its
// style, its program with the glue, the words of one language (here English: letters of other scripts take more bytes, whatever the program), the settings and the
// start of the worker, which is handed the program. The document is the reader's, and not counted. What the
// page loads in a quiet moment after that, so that the next page is there at once, is listed as parts.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const folder = fileURLToPath(new URL('../dist', import.meta.url));
const { firstView } = JSON.parse(readFileSync(new URL('size-budget.json', import.meta.url)));

const matches = (globs) => {
  const patterns = globs.map((glob) => new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`));
  return (name) => patterns.some((pattern) => pattern.test(name));
};
const isFirst = matches(firstView.files);
const isLanguage = matches(firstView.oneOf);
/** What the build has cut off the program. */
const isPart = matches(['*.wasm', 'chunks-*.bin']);

const rows = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const name = path.slice(folder.length + 1);
    const bytes = readFileSync(path);
    return {
      name,
      raw: bytes.length,
      gzip: gzipSync(bytes, { level: 9 }).length,
      brotli: brotliCompressSync(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }).length,
    };
  })
  .sort((a, b) => b.brotli - a.brotli);
const language = rows.find((row) => isLanguage(row.name));
const isCounted = (row) => row === language || isFirst(row.name);

const groups = [
  ['first view', rows.filter(isCounted)],
  ['parts', rows.filter((row) => !isCounted(row) && isPart(row.name) && !row.name.startsWith('exporter'))],
];
const listed = new Set(groups.flatMap(([, rows]) => rows));
groups.push(['other files', rows.filter((row) => !listed.has(row))]);

const sum = (rows, column) => rows.reduce((total, row) => total + row[column], 0);
const kib = (bytes) => (bytes / 1024).toFixed(1).padStart(9);
const width = Math.max(...rows.map((row) => row.name.length)) + 4;
const line = (name, row) => `${name.padEnd(width)}${kib(row.raw)}${kib(row.gzip)}${kib(row.brotli)}`;

console.log(`${'KiB'.padEnd(width)}${'raw'.padStart(9)}${'gzip'.padStart(9)}${'brotli'.padStart(9)}`);
for (const [name, rows] of groups) {
  const total = { raw: sum(rows, 'raw'), gzip: sum(rows, 'gzip'), brotli: sum(rows, 'brotli') };
  console.log(line(`${name}:`, total));
  for (const row of rows) console.log(line(`  ${row.name}`, row));
}

const total = sum(groups[0][1], 'brotli');
const budget = firstView.brotliKiB * 1024;
if (total > budget) {
  console.error(
    `size: the first view is ${kib(total - budget).trim()} KiB over its budget of ` +
      `${firstView.brotliKiB} KiB (tests/size-budget.json)`,
  );
  process.exitCode = 1;
} else {
  console.log(`size: ${kib(budget - total).trim()} KiB of ${firstView.brotliKiB} KiB are left`);
}
