// Prints the size of every file in dist/, as it is and as a server would send it, and fails where
// what the first view loads is more than tests/size-budget.json allows.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const folder = fileURLToPath(new URL('../dist', import.meta.url));
const { firstView } = JSON.parse(readFileSync(new URL('size-budget.json', import.meta.url)));

const patterns = firstView.files.map(
  (glob) => new RegExp(`^${glob.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`),
);

const rows = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const name = path.slice(folder.length + 1);
    const bytes = readFileSync(path);
    return {
      name,
      counted: patterns.some((pattern) => pattern.test(name)),
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
  .sort((a, b) => b.counted - a.counted || b.brotli - a.brotli);

const sum = (column) =>
  rows.filter((row) => row.counted).reduce((total, row) => total + row[column], 0);
const total = { name: 'first view (*)', raw: sum('raw'), gzip: sum('gzip'), brotli: sum('brotli') };

const kib = (bytes) => (bytes / 1024).toFixed(1).padStart(9);
const width = Math.max(...rows.map((row) => row.name.length)) + 4;
const line = (name, row) => `${name.padEnd(width)}${kib(row.raw)}${kib(row.gzip)}${kib(row.brotli)}`;

console.log(`${'KiB'.padEnd(width)}${'raw'.padStart(9)}${'gzip'.padStart(9)}${'brotli'.padStart(9)}`);
for (const row of rows) console.log(line(`${row.name}${row.counted ? ' *' : ''}`, row));
console.log(line(total.name, total));

const budget = firstView.brotliKiB * 1024;
if (total.brotli > budget) {
  console.error(
    `size: the first view is ${kib(total.brotli - budget).trim()} KiB over its budget of ` +
      `${firstView.brotliKiB} KiB (tests/size-budget.json)`,
  );
  process.exitCode = 1;
} else {
  console.log(`size: ${kib(budget - total.brotli).trim()} KiB of ${firstView.brotliKiB} KiB are left`);
}
