// Takes the page's program apart: what is needed for the first view stays in it, and each part that
// src/main.rs names becomes a file that is loaded when it is needed.
//
//   node parts.mjs PROGRAM DIST
//
// PROGRAM is the program as the linker left it. In DIST, its parts take the place of what Trunk made of
// it. wasm-split-cli does the cutting, wasm-bindgen makes the JavaScript, and with it goes the code that
// loads the parts. All files have one hash in their names, made of all of them: they belong together.

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'roundview';
/** The program without its parts, as wasm-bindgen leaves it. */
const MAIN = `${NAME}_bg.wasm`;
// The lowest addresses are the far end of the stack, which is never used: that makes the addresses of fields shorter.
// In the order of their names, functions stand beside those that are much like them, and compress better: by 4 KiB in all.
const OPTIMISE = ['--low-memory-unused', '-Oz', '--flatten', '--rereloop', '-Oz', '-Oz',
  '--optimize-added-constants-propagate', '-Oz', '--reorder-functions-by-name'];
// What one place alone calls is shorter within it, but unlike other functions, and so longer once it is compressed.
const INLINING = ['--one-caller-inline-max-function-size', '20'];
// Functions that are called loops are those that a browser must be able to replace by better code between two calls,
// and so stay functions.
const LOOPS = '--no-inline=*_loop::*';
const FEATURES = ['bulk-memory', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext'];

const [program, dist] = process.argv.slice(2);
const work = join(program, '../parts');
const read = (name) => readFileSync(join(work, name));

/** Runs a tool; what it says is shown where it fails. */
const run = (tool, ...options) => execFileSync(tool, options, { stdio: 'pipe', env: { ...process.env, RUST_LOG: 'error' } });

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
run('wasm-split-cli', program, work, '--target', 'web', '--out-name', NAME);
const parts = readdirSync(work).filter((name) => name.endsWith('.wasm') && name !== `${NAME}.wasm`);
// What the parts share with the program is exported under the linker's names.
run('wasm-bindgen', join(work, `${NAME}.wasm`), '--target', 'web', '--out-dir', work, '--no-typescript', '--keep-lld-exports');
for (const name of [MAIN, ...parts]) {
  const path = join(work, name);
  run('wasm-opt', LOOPS, ...INLINING, ...OPTIMISE, ...FEATURES.map((feature) => `--enable-${feature}`), path, '-o', `${path}.small`);
  renameSync(`${path}.small`, path);
}

/** The file of the smallest chunks, and below how many bytes a chunk is one of those. */
const PACK = 'chunks.bin';
const SMALL = 4096;

// The glue, with what loads the parts, as one file.
const LOADER = '__wasm_split.js';
const STREAMED = 'WebAssembly.instantiateStreaming(src, imports)';
let loader = read(LOADER).toString();
if (!loader.includes(STREAMED)) throw new Error(`${LOADER} does not load parts as expected`);
// A server that gives another type is served, too, and one that has no such file says so.
loader = `${loader.replaceAll(STREAMED, 'instantiate(src, imports)')}
async function instantiate(source, imports) {
  const response = await source;
  if (!response.ok) throw new Error(\`\${response.url}: \${response.status}\`);
  return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}
let pack;
async function packed(from, until) {
  pack ??= fetch(new URL("./${PACK}", import.meta.url)).then((response) => {
    if (!response.ok) throw new Error(\`\${response.url}: \${response.status}\`);
    return response.arrayBuffer();
  });
  try {
    return new Response((await pack).slice(from, until));
  } catch (error) {
    pack = undefined;
    throw error;
  }
}
`;
// Much of what parts share is in chunks of a few hundred bytes, each of which would be a request: they are one file.
const small = parts.filter((name) => name.startsWith('chunk_') && read(name).length < SMALL);
let packed = 0;
for (const name of small) {
  const request = `fetch(new URL("./${name}", import.meta.url))`;
  if (!loader.includes(request)) throw new Error(`${LOADER} does not load ${name} as expected`);
  const until = packed + read(name).length;
  loader = loader.replaceAll(request, `packed(${packed}, ${until})`);
  packed = until;
}
writeFileSync(join(work, PACK), Buffer.concat(small.map(read)));
writeFileSync(join(work, LOADER), loader);
const { glue, main } = shorten(read(`${NAME}.js`).toString(), read(MAIN));
writeFileSync(join(work, `${NAME}.js`), glue);
writeFileSync(join(work, MAIN), main);
run(
  ...['esbuild', join(work, `${NAME}.js`), '--bundle', '--format=esm', `--outfile=${join(work, 'glue.js')}`],
  ...['--external:./snippets/*', '--log-level=error'],
);

const files = [...parts.filter((name) => !small.includes(name)), PACK];
const hash = createHash('sha256');
for (const name of ['glue.js', MAIN, ...files]) hash.update(read(name));
const version = hash.digest('hex').slice(0, 16);
const named = (file) => file.replace(/^split_/, '').replaceAll('_', '-').replace('.', `-${version}.`);

for (const part of files) renameSync(join(work, part), join(dist, named(part)));
const whole = files.reduce((text, part) => text.replaceAll(`"./${part}"`, `"./${named(part)}"`), read('glue.js').toString());

const page = readFileSync(join(dist, 'index.html'), 'utf8');
const old = page.match(/roundview-[0-9a-f]+(?=\.js)/)[0];
writeFileSync(join(dist, 'index.html'), page.replaceAll(old, `${NAME}-${version}`));
for (const end of ['.js', '_bg.wasm']) rmSync(join(dist, `${old}${end}`));
writeFileSync(join(dist, `${NAME}-${version}.js`), whole);
writeFileSync(join(dist, `${NAME}-${version}_bg.wasm`), read(MAIN));

/**
 * Gives what the program imports from its glue short names in both. wasm-bindgen's have a digest each, which doesn't
 * compress.
 */
function shorten(glue, main) {
  const names = new Map();
  const short = (name) => {
    if (!/^__wbg_\w+_[0-9a-f]{16}$|^__wbindgen_\w+_[0-9a-f]{16}$/.test(name)) return name;
    if (!names.has(name)) names.set(name, `_${names.size.toString(36)}`);
    return names.get(name);
  };
  const sections = [main.subarray(0, 8)];
  for (let at = 8; at < main.length; ) {
    const [size, start] = unsigned(main, at + 1);
    const body = main.subarray(start, start + size);
    sections.push(main[at] === 2 ? section(2, imports(body, short)) : main.subarray(at, start + size));
    at = start + size;
  }
  return { glue: glue.replace(/\b__w\w+\b/g, (name) => names.get(name) ?? name), main: Buffer.concat(sections) };
}

/** The import section with other names. */
function imports(body, short) {
  const [count, first] = unsigned(body, 0);
  const pieces = [body.subarray(0, first)];
  let at = first;
  for (let index = 0; index < count; index += 1) {
    const [module, afterModule] = unsigned(body, at);
    const nameAt = afterModule + module;
    const [length, start] = unsigned(body, nameAt);
    const name = Buffer.from(short(body.toString('utf8', start, start + length)));
    const end = endOfImport(body, start + length);
    pieces.push(body.subarray(at, nameAt), leb(name.length), name, body.subarray(start + length, end));
    at = end;
  }
  return Buffer.concat(pieces);
}

/** Where the description of an import ends that begins at `at`: of a function, table, memory or global. */
function endOfImport(body, at) {
  const limits = (from) => {
    const [, minimum] = unsigned(body, from + 1);
    return body[from] & 1 ? unsigned(body, minimum)[1] : minimum;
  };
  switch (body[at]) {
    case 0:
      return unsigned(body, at + 1)[1];
    case 1:
      return limits(at + 2);
    case 2:
      return limits(at + 1);
    case 3:
      return at + 3;
    default:
      throw new Error(`an import of an unknown kind: ${body[at]}`);
  }
}

function section(id, body) {
  return Buffer.concat([Buffer.from([id]), leb(body.length), body]);
}

/** An unsigned number in LEB128, and where it ends. */
function unsigned(bytes, at) {
  for (let value = 0, shift = 1; ; at += 1, shift *= 128) {
    value += (bytes[at] & 127) * shift;
    if (bytes[at] < 128) return [value, at + 1];
  }
}

function leb(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return Buffer.from([...bytes, value]);
}
