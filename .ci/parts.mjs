// Takes the page's program apart: what is needed for the first view stays in it, and each part that
// src/main.rs names becomes a file that is loaded when it is needed.
//
//   node parts.mjs PROGRAM DIST
//
// PROGRAM is the program as the linker left it. In DIST, its parts take the place of what Trunk made of
// it. wasm-split-cli does the cutting, wasm-bindgen makes the JavaScript, and with it goes the code that
// loads the parts. All files have one name, made from what is in them: they belong together.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'roundview';
const [program, dist] = process.argv.slice(2);
const work = join(program, '../parts');

/** Runs a tool; what it says is shown where it fails. */
const run = (tool, ...options) => execFileSync(tool, options, { stdio: 'pipe', env: { ...process.env, RUST_LOG: 'error' } });

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
run('wasm-split-cli', program, work, '--target', 'web', '--out-name', NAME);
const parts = readdirSync(work).filter((name) => name.endsWith('.wasm') && name !== `${NAME}.wasm`);
run(
  ...['wasm-bindgen', join(work, `${NAME}.wasm`), '--target', 'web', '--out-dir', work, '--no-typescript'],
  // What the parts share with the program is exported under the linker's names.
  '--keep-lld-exports',
);

// As one file of JavaScript: the glue, and what loads the parts.
const LOADER = '__wasm_split.js';
let loader = readFileSync(join(work, LOADER), 'utf8');
// A server that names another type is served, too, and one that has no such file says so.
const STREAMED = 'WebAssembly.instantiateStreaming(src, imports)';
if (!loader.includes(STREAMED)) throw new Error(`${LOADER} does not load parts as expected`);
loader = loader.replaceAll(STREAMED, 'instantiate(src, imports)');
loader += `
async function instantiate(source, imports) {
  const response = await source;
  if (!response.ok) throw new Error(\`\${response.url}: \${response.status}\`);
  return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}
`;
writeFileSync(join(work, LOADER), loader);
run(
  ...['esbuild', join(work, `${NAME}.js`), '--bundle', '--format=esm', `--outfile=${join(work, 'glue.js')}`],
  ...['--external:./snippets/*', '--log-level=error'],
);

const wasm = { [`${NAME}_bg.wasm`]: join(work, `${NAME}_bg.wasm`) };
for (const part of parts) wasm[part] = join(work, part);
const FEATURES = ['bulk-memory', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext'];
for (const path of Object.values(wasm)) {
  run('wasm-opt', '-Oz', ...FEATURES.map((feature) => `--enable-${feature}`), path, '-o', `${path}.small`);
  renameSync(`${path}.small`, path);
}

const hash = createHash('sha256');
hash.update(readFileSync(join(work, 'glue.js')));
for (const path of Object.values(wasm)) hash.update(readFileSync(path));
const version = hash.digest('hex').slice(0, 16);
const named = (part) => `${part.replace(/^split_/, '').replaceAll('_', '-').replace(/\.wasm$/, '')}-${version}.wasm`;

let glue = readFileSync(join(work, 'glue.js'), 'utf8');
for (const part of parts) glue = glue.replaceAll(`"./${part}"`, () => `"./${named(part)}"`);

const old = readdirSync(dist).filter((name) => /^roundview-[0-9a-f]+(_bg\.wasm|\.js)$/.test(name));
let page = readFileSync(join(dist, 'index.html'), 'utf8');
for (const name of old) {
  page = page.replaceAll(name, name.replace(/-[0-9a-f]+/, `-${version}`));
  rmSync(join(dist, name));
}
writeFileSync(join(dist, 'index.html'), page);
writeFileSync(join(dist, `${NAME}-${version}.js`), glue);
for (const [name, path] of Object.entries(wasm)) {
  const file = name === `${NAME}_bg.wasm` ? `${NAME}-${version}_bg.wasm` : named(name);
  writeFileSync(join(dist, file), readFileSync(path));
}
