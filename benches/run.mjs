// Measures Roundview's worker against what else a web developer would use, alternately, on the same
// documents, in headless Chromium:
//
//   node benches/run.mjs FOLDER [RUNS] [DOCUMENT…] [--only CONTENDER,…] [--write]
//
// FOLDER holds the documents, `S.rows.json`, `S.columns.json` and so on to L; `make bench` makes them. Every
// run has a browser context of its own, and so a process and nothing compiled. Measured are
//
// - open: from asking the server for the document to the figures of the four overviews, once the
//   contender has been loaded and stands
// - read: the same from the bytes of the document, which the page has already
// - change: the overviews as of another moment, for the members of a group
// - student: the details of a student
// - work: for how long the threads of the page's process were at work meanwhile, which other programs on the
//   machine change less
// - memory: the most that the page's process held, less what an empty page's holds
//
// Figures are compared with those of the native programs, those of Roundview byte for byte. With --write
// the results go to benches/RESULTS.md and benches/results.svg.

import { execFile } from 'node:child_process';
import { createReadStream, readdirSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { LAUNCH } from '../tests/end2end/browser.js';
import { startServer } from '../tests/end2end/server.js';
import { differences } from './differences.mjs';
import { write } from './results.mjs';

const require = createRequire(new URL('../tests/end2end/package.json', import.meta.url));
const { chromium } = require('@playwright/test');
const run = promisify(execFile);

/** What another moment and other people are asked for. */
const ASKED = { asOf: '2026-01-10T00:00:00Z', group: '2', student: '101' };

/** Who is measured. */
const CONTENDERS = {
  Roundview: { module: 'peers/roundview.js' },
  'plain JavaScript': { module: 'peers/in_worker.js', worker: 'peers/plain.js' },
  'tuned JavaScript': { module: 'peers/in_worker.js', worker: 'peers/tuned.js' },
  'DuckDB-wasm': { module: 'peers/in_worker.js', worker: 'peers/duckdb.js' },
  Arquero: { module: 'peers/in_worker.js', worker: 'peers/arquero.js' },
  'the bytes alone': { module: 'peers/in_worker.js', worker: 'peers/bytes.js' },
};

/** What is measured in a page that has opened a document from the server. */
const STEPS = ['load', 'open', 'change', 'student', 'again'];

/** Nothing that takes longer is waited for. */
const PATIENCE = 300_000;

const root = fileURLToPath(new URL('..', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));
const options = process.argv.slice(2).filter((word) => word.startsWith('--'));
const [folder, runs = '5', ...asked] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const only = options.find((word) => word.startsWith('--only='))?.slice(7).split(',');

const site = await startServer({
  folder: join(root, 'dist'),
  policy: "default-src 'self' blob: data: 'unsafe-eval' 'wasm-unsafe-eval' 'unsafe-inline'",
});
const dist = readdirSync(join(root, 'dist'));
const address = (pattern) => `${site.origin}/${dist.find((name) => pattern.test(name))}`;
const files = {
  glue: address(/^roundview-[0-9a-f]+\.js$/),
  wasm: address(/^roundview-[0-9a-f]+_bg\.wasm$/),
  worker: address(/^worker\.js$/),
};
const TYPES = { '.mjs': 'text/javascript', '.js': 'text/javascript', '.html': 'text/html', '.wasm': 'application/wasm' };
// Peers are bundled as one would send them.
const built = join(root, 'target/bench/peers');
const sources = readdirSync(join(here, 'peers')).map((name) => join(here, 'peers', name));
await run(join(root, '.tools/bin/esbuild'), [
  ...sources,
  '--bundle',
  '--format=esm',
  '--minify',
  '--target=es2022',
  `--outdir=${built}`,
]);
const ENGINE = 'node_modules/@duckdb/duckdb-wasm/dist/';
for (const [path, file] of [
  ['bench.html', join(here, 'bench.html')],
  ...readdirSync(built).map((name) => [`peers/${name}`, join(built, name)]),
  ...['duckdb-browser-eh.worker.js', 'duckdb-eh.wasm'].map((name) => [name, join(here, ENGINE, name)]),
]) {
  site.answer(`/benches/${path}`, (_request, response) => {
    response.setHeader('Content-Type', TYPES[extname(file)]);
    createReadStream(file).pipe(response);
  });
}
files.duckdb = { worker: `${site.origin}/benches/duckdb-browser-eh.worker.js`, wasm: `${site.origin}/benches/duckdb-eh.wasm` };
const names = Object.keys(CONTENDERS).filter((name) => !only || only.includes(name));

const results = [];
let version;
const broken = new Set();
for (const name of asked.length > 0 ? asked : ['S', 'M', 'L'].flatMap((s) => [`${s}.rows`, `${s}.columns`])) {
  const file = resolve(folder, `${name}.json`);
  const document = await prepare(name, file);
  const measured = Object.fromEntries(names.map((contender) => [contender, []]));
  for (let round = 0; round < Number(runs); round += 1) {
    for (const contender of names) {
      if (broken.has(`${contender} ${name}`)) continue;
      try {
        const read = contender === 'the bytes alone' ? {} : await measure(contender, document, ['load', 'read']);
        measured[contender].push({ ...read, ...(await measure(contender, document, STEPS)) });
      } catch (error) {
        broken.add(`${contender} ${name}`);
        measured[contender] = String(error.message).split('\n')[0];
      }
      const last = measured[contender];
      console.log(name, contender, JSON.stringify(typeof last === 'string' ? last : last.at(-1)));
    }
  }
  results.push({ name, bytes: document.bytes, measured });
  await writeFile(join(root, 'target/bench/results.json'), JSON.stringify(results));
}
await site.close();
if (options.includes('--write')) await write(results, root, version);

/** Puts a document on the server, and asks the native programs what its figures are. */
async function prepare(name, file) {
  const bytes = (await stat(file)).size;
  const path = `/measured/${name}.json`;
  site.answer(path, (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': bytes });
    createReadStream(file, { highWaterMark: 1 << 20 }).pipe(response);
  });
  const native = (program, ...words) =>
    run(join(root, 'target/native/examples', program), words, { maxBuffer: 1 << 30 });
  const url = site.origin + path;
  const exchange = await native('exchange', file, url, ASKED.asOf, ASKED.group, ASKED.student);
  const figures = async (...words) => JSON.parse((await native('report', file, ...words)).stdout);
  return {
    name,
    url,
    bytes,
    exchange: JSON.parse(exchange.stdout),
    expected: {
      start: await figures('--student', ASKED.student),
      change: await figures('--as-of', ASKED.asOf, '--group', ASKED.group),
    },
  };
}

async function measure(contender, document, steps) {
  const browser = await chromium.launch(LAUNCH);
  try {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${site.origin}/benches/bench.html`);
    version = `Chromium ${browser.version()}`;
    const empty = await peak(browser);
    const { module, worker } = CONTENDERS[contender];
    const settings = { module: `/benches/${module}`, worker: worker && `/benches/${worker}`, files, asked: ASKED };
    settings.document = { name: document.name, url: document.url, exchange: document.exchange };
    const patience = new Promise((_, reject) => {
      setTimeout(() => reject(new Error('no answer within five minutes')), PATIENCE).unref();
    });
    const times = {};
    if (steps.includes('read')) await page.evaluate(fetchInPage, document.url);
    for (const step of contender === 'the bytes alone' ? ['load', 'open'] : steps) {
      const before = await worked(browser);
      times[step] = await Promise.race([page.evaluate(inPage, { ...settings, step }), patience]);
      times[`${step}Work`] = workBetween(before, await worked(browser));
    }
    // What the page holds for another contender to read is no part of it.
    const memory = steps.includes('read') ? undefined : (await peak(browser)) - empty;
    const figures = await page.evaluate(figuresInPage, settings);
    if (contender === 'the bytes alone') return { ...times, memory };
    const wrong =
      contender === 'Roundview'
        ? Object.entries(figures).filter(([, isRight]) => !isRight).map(([workload]) => workload)
        : differences(figures, document.expected, ASKED);
    if (wrong.length > 0) throw new Error(`wrong figures: ${wrong.slice(0, 3).join('; ')}`);
    return { ...times, memory };
  } finally {
    await browser.close();
  }
}

/** The numbers of the browser's processes that have a page. */
async function renderers(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

/** The most memory that a page's process has held so far, in bytes. */
async function peak(browser) {
  const most = async (id) => {
    const status = await readFile(`/proc/${id}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)[1]) * 1024;
  };
  return Math.max(...(await Promise.all((await renderers(browser)).map(most))));
}

/** How long the threads of each page's process have been at work so far, in milliseconds. */
async function worked(browser) {
  const processes = {};
  for (const id of await renderers(browser)) {
    const process = { time: 0, hasWorker: false };
    for (const thread of readdirSync(`/proc/${id}/task`)) {
      // A thread may end meanwhile.
      const read = (file) => readFile(`/proc/${id}/task/${thread}/${file}`, 'utf8').catch(() => '0');
      process.time += Number((await read('schedstat')).split(' ')[0]) / 1e6;
      process.hasWorker ||= (await read('comm')).startsWith('DedicatedWorker');
    }
    processes[id] = process;
  }
  return processes;
}

/** How long the process that has a worker has been at work between two looks. */
function workBetween(before, after) {
  const own = Object.keys(after).filter((id) => after[id].hasWorker);
  return own.reduce((sum, id) => sum + after[id].time - (before[id]?.time ?? 0), 0);
}

/** Runs in the page: one step, and how long it takes in milliseconds. */
async function inPage({ module, worker, files, asked, document, step }) {
  const contender = await import(module);
  const steps = {
    load: () => contender.start({ files, worker }),
    open: () => contender.open(document),
    read: () => contender.open(document, window.bytes),
    change: () => contender.change(document, asked),
    student: () => contender.student(document, asked),
    // Once the code has run before, as for the second change that a reader makes.
    again: () => contender.change(document, asked),
  };
  const from = performance.now();
  const answer = await steps[step]();
  const time = performance.now() - from;
  window.answers = { ...window.answers, [step]: answer };
  return time;
}

/** Runs in the page: gets the bytes of a document. */
async function fetchInPage(url) {
  window.bytes = await (await fetch(url)).arrayBuffer();
}

/** Runs in the page: the answers, or whether they are right where the contender can tell. */
async function figuresInPage({ module, document }) {
  const { check } = await import(module);
  const { open, read, change, student } = window.answers;
  const given = { start: open ?? read, change, student };
  const answers = Object.fromEntries(Object.entries(given).filter(([, answer]) => answer));
  if (!check) return answers;
  const isRight = (workload) => check(answers[workload], { ...document, workload });
  return Object.fromEntries(Object.keys(answers).map((workload) => [workload, isRight(workload)]));
}
